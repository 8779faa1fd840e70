#pragma once

#include <dynaco/types.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// How the cells of a column represent their values.
struct csv_column {
    std::string name{};
    attribute_type type = attribute_type::any;  ///< `any`: not given.
    /// The cells hold DynamoDB JSON: the value of an L or M, or a whole attribute if `type` is `any`.
    bool typed = false;

    friend bool operator==(const csv_column&, const csv_column&) = default;
};

/// Reads a column of a header: "price:N", "tags:SS", "doc:M:typed", "rest:typed" or a name alone. A name may
/// contain colons: "urn:isbn".
/// @throws error  errc::malformed_file: the type is not known, or the name is empty
[[nodiscard]] csv_column column_of(std::string_view text);

/// Reads a list of columns that a person wrote: "id:S, price:n". Cells of CSV with a comma. In a cell without
/// quotes, spaces around names and types are dropped, and types have letters of any case.
/// @throws error  errc::malformed_file: as `column_of`; a column occurs twice; "price=N" instead of "price:N"
[[nodiscard]] std::vector<csv_column> columns_of(std::string_view list);

/// @throws error  errc::malformed_file: a column occurs twice
void require_different(const std::vector<csv_column>& columns);

/// The text of a column in a header, not quoted.
[[nodiscard]] std::string text_of(const csv_column& column);

}  // namespace dynaco::loading
