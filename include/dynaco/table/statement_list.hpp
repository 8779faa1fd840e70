#pragma once

#include <dynaco/operations/statement_request.hpp>
#include <dynaco/table/statement_options.hpp>

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace dynaco {

/// PartiQL statements on their way into a batch or transaction, each encoded when it is added.
class statement_list {
 public:
    /// Adds a statement; its parameters may die. One that cannot be encoded makes `refused()`.
    template <class... Parameter>
    void add(statement_options options, std::string_view statement, const Parameter&... parameter) {
        const parameter_list<Parameter...> list(parameter...);
        statement_request request{
            .statement = statement, .parameters = list, .consistent_read = options.consistent_read};
        request.return_existing = options.return_existing && request.writes();
        add(request);
    }
    void add(const statement_request& request);

    [[nodiscard]] const std::vector<encoded_statement>& all() const noexcept { return all_; }
    [[nodiscard]] std::size_t size() const noexcept { return all_.size(); }
    /// Why a statement could not be encoded, and which: "statement 2".
    [[nodiscard]] const std::optional<failure>& refused() const noexcept { return refused_; }
    void clear() noexcept;

 private:
    std::vector<encoded_statement> all_{};
    std::optional<failure> refused_{};
};

}  // namespace dynaco
