#pragma once

#include "program/bulk/file_format.hpp"
#include "program/bulk/work_screen.hpp"

#include <dynaco/load/sources.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// The headers of CSV files.
struct csv_headers {
    /// The columns of all files with their types: "price:N", each once.
    std::vector<std::string> columns{};
    /// The first file whose cells are separated by semicolons, which nobody has said. Empty: none.
    std::string semicolons{};

    /// Says that the delimiter was guessed, and which names of columns look like types that they are not:
    /// "price:n", "price:number".
    [[nodiscard]] std::vector<std::string> advice() const;
};

/// Reads the headers of the CSV files among `paths`, and their first records; standard input and pipes are
/// not read.
/// @param types  of --types; `options.types` also has the types of the table's keys
/// @throws usage_error  --types has another type than a header. error  errc::file_failed;
/// errc::malformed_file: a file or its header is wrong
[[nodiscard]] csv_headers csv_headers_of(const std::vector<std::string>& paths, const source_options& options,
                                         std::string_view types);

/// Checks a list of columns, such as "price:N,tags:SS": names, types, and that no name occurs twice.
/// @param option  the option that has the list: "--types"
/// @throws usage_error
void check_column_list(std::string_view option, const std::string& list);

/// Checks that --header, if it is given, has the key attributes. `keys`: those of the table, as
/// "id:S,date:S".
/// @throws usage_error  the text names all that are missing
void check_header_has_keys(const std::string& header, std::string_view keys);

/// Checks that --types has no other type for a key: each record would be rejected. `keys`: those of the table
/// and of its indexes, as "status:S,total:N".
/// @throws usage_error  a key has another type
void check_types_of_keys(std::string_view types, std::string_view keys);

/// Gives the advice about the header of standard input, which cannot be read before the work: what
/// `csv_headers_of` and `check_typed_columns` find in files. @param types  of --types
void advise_about_input(work_screen& screen, const record_source& rows, std::string_view types,
                        const source_options& options);

/// Whether --types has another type for a column than the header. @param columns  of the header
[[nodiscard]] bool types_contradict(std::string_view types, const std::vector<std::string>& columns);

/// Checks whether --types is why standard input could not be read. In files, `csv_headers_of` finds this.
/// @throws usage_error  with the text of `why`
void refuse_types_of_input(const error& why, const record_source& rows, std::string_view types);

/// Checks that each column of `types` ("price:N,tags:SS", from --types) is one of `columns`, which are the
/// columns of the files. Does nothing if `columns` is empty.
/// @throws usage_error  columns do not exist; the text names them, lists the columns and suggests the nearest
/// one
void check_typed_columns(std::string_view types, const std::vector<std::string>& columns);

/// Checks --columns, and that --columns and --untyped-header are given for CSV or TSV only: elsewhere they
/// have no effect.
/// @throws usage_error
void check_columns_are_used(std::string_view columns, bool untyped_header, const file_format& output);

/// The cells of a list of columns, without quotes: "id:S" and "a,b:N" of `id:S,"a,b:N"`.
[[nodiscard]] std::vector<std::string> cells_of_columns(std::string_view list);
/// The names of a list of columns: "price" and "a,b" of `price:N, "a,b":S`.
[[nodiscard]] std::vector<std::string> names_of_columns(std::string_view list);

}  // namespace dynaco::program
