#pragma once

#include "load/encode/item_encoder.hpp"

#include <dynaco/detail/json/reader.hpp>

#include <string>
#include <string_view>

namespace dynaco::loading {

/// Rewrites DynamoDB JSON as plain JSON. Strings are copied as they are, with their escapes.
class untyped_json {
 public:
    explicit untyped_json(losses& lost) noexcept : lost_(lost) {}

    /// Appends an item, as an object. @returns false on a failure of the reader
    bool item(detail::json::reader& in, std::string& out);
    /// Appends the value of an attribute of this type, whose wrapper was opened. `path` is its name.
    bool content(detail::json::reader& in, attribute_type type, std::string_view path, std::string& out);

 private:
    bool map(detail::json::reader& in, std::string& out);
    bool list(detail::json::reader& in, std::string& out);
    bool elements(detail::json::reader& in, bool numbers, std::string& out);
    static bool number(detail::json::reader& in, std::string& out);
    void lose(losses::kind kind);

    losses& lost_;
    std::string path_;
};

/// A number of DynamoDB JSON as a JSON number; the same text if it is one. Empty: it is not a number.
[[nodiscard]] std::string json_number(std::string_view text);

}  // namespace dynaco::loading
