#pragma once

#include "program/bulk/file_format.hpp"

#include <dynaco/load/sources.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// The columns of the CSV files among `paths`, with their types: "price:N", each once. Reads the first record
/// of each file; standard input and pipes are not read.
/// @throws error  errc::file_failed; errc::malformed_file
[[nodiscard]] std::vector<std::string> csv_columns_of(const std::vector<std::string>& paths,
                                                      const source_options& options);

/// Checks that each column of `types` ("price:N,tags:SS", from --types) is one of `columns`, which are the
/// columns of the files. Does nothing if `columns` is empty.
/// @throws usage_error  a column does not exist; the text lists the columns and suggests the nearest one
void check_typed_columns(std::string_view types, const std::vector<std::string>& columns);

/// Checks that --columns and --untyped-header are given for CSV or TSV only: elsewhere they have no effect.
/// @throws usage_error
void check_columns_are_used(std::string_view columns, bool untyped_header, const file_format& output);

/// The cells of a list of columns, without quotes: "id:S" and "a,b:N" of `id:S,"a,b:N"`.
[[nodiscard]] std::vector<std::string> cells_of_columns(std::string_view list);
/// The names of a list of columns: "price" and "a,b" of `price:N, "a,b":S`.
[[nodiscard]] std::vector<std::string> names_of_columns(std::string_view list);

}  // namespace dynaco::program
