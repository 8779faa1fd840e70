#pragma once

#include "load/text/text_fault.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// Rewrites plain JSON as DynamoDB JSON, without a tree: a string becomes S, a number N with every digit,
/// true and false BOOL, null NULL, an array L, an object M.
///
/// The result is valid: UTF-8, numbers of at most 38 digits, names that are different, at most 32 levels.
class plain_json {
 public:
    /// Appends the item that `text`, one object, describes. @returns false on a fault; `out` then ends
    /// somewhere inside the item
    [[nodiscard]] bool item(std::string_view text, std::string& out);
    /// Appends the attribute that `text`, any value, describes: {"L":[{"S":"a"}]}.
    [[nodiscard]] bool attribute(std::string_view text, std::string& out);
    /// Why the last text was refused.
    [[nodiscard]] const text_fault& fault() const noexcept { return fault_; }
    [[nodiscard]] text_fault take_fault() noexcept { return std::move(fault_); }

 private:
    void begin(std::string_view text) noexcept;
    bool end(std::string_view complaint);
    bool value(std::string& out);
    bool object(std::string& out);
    bool array(std::string& out);
    bool members(std::string& out);
    bool elements(std::string& out);
    bool separator(char close, bool& first, bool& closed);
    bool name(std::string& out);
    bool number(std::string& out);
    bool literal(std::string_view text, std::string_view typed, std::string& out);
    bool string(std::string_view& raw);
    bool rest_of_string(const char* first, std::string_view& raw);
    bool escape();
    bool enter();
    bool names_differ(std::size_t first);
    bool other_value();
    bool fail(const char* place, std::string reason);
    void skip_space() noexcept;

    const char* begin_ = nullptr;
    const char* at_ = nullptr;
    const char* end_ = nullptr;
    int depth_ = 0;
    std::vector<std::string_view> names_;  // the names in all objects that are open
    text_fault fault_;
};

}  // namespace dynaco::loading
