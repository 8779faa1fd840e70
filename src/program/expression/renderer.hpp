#pragma once

#include "program/expression/tree.hpp"
#include "program/expression/written_request.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// Writes expressions as DynamoDB reads them, and adds their names and values to a request. The request must
/// outlive it.
class expression_renderer {
 public:
    /// @param text  the text that the person wrote, for messages about DynamoDB's limits
    expression_renderer(written_request& request, std::string_view text) : request_(request), text_(text) {}

    /// @throws text_error  the result exceeds a limit of DynamoDB: 4096 bytes, 300 operators and functions
    [[nodiscard]] std::string of(const condition_tree& condition);
    [[nodiscard]] std::string of(const update_tree& update);
    [[nodiscard]] std::string of(const std::vector<attribute_path>& projection);

 private:
    void write(const condition_tree& condition);
    void write_joined(const condition_tree& condition);
    void write_test(const condition_tree& test);
    void write(const operand& each);
    void write_call(std::string_view function, const std::vector<operand>& operands);
    void write(const attribute_path& path);
    void write_name(std::string_view name);
    void write_value(const value& constant);
    void write_clause(std::string_view keyword, std::string_view between,
                      const std::vector<update_action>& actions);
    [[nodiscard]] std::string checked();

    written_request& request_;
    std::string_view text_;
    std::string out_{};
    std::size_t operations_ = 0;
};

}  // namespace dynaco::program
