#pragma once

#include "load/decode/plain_json.hpp"
#include "load/text/csv_columns.hpp"

#include <dynaco/detail/json/writer.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// Writes the cells of CSV as attributes in DynamoDB JSON.
class csv_values {
 public:
    /// Appends the attribute that `text` describes, {"N":"12"}, to `out`. @returns false if the text is not
    /// a value of the column's type; `reason()` says why. A column without a type is a string.
    [[nodiscard]] bool append(const csv_column& column, std::string_view text, std::string& out);
    [[nodiscard]] std::string take_reason() noexcept { return std::move(reason_); }

 private:
    bool string(std::string_view text, std::string& out);
    bool number(std::string_view text, std::string& out);
    bool boolean(std::string_view text, std::string& out);
    bool null(std::string_view text, std::string& out);
    bool bytes(std::string_view text, std::string& out);
    bool set(attribute_type type, std::string_view text, std::string& out);
    bool element(attribute_type type, std::string_view json, std::string& out);
    bool document(attribute_type type, std::string_view text, std::string& out);
    bool typed(attribute_type type, std::string_view text, std::string& out);
    bool fail(std::string reason);

    plain_json plain_;
    std::string element_;
    std::vector<std::byte> decoded_;
    std::string reason_;
};

}  // namespace dynaco::loading
