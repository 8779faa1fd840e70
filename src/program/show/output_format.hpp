#pragma once

#include <optional>
#include <string_view>

namespace dynaco::program {

/// The forms in which items are printed: the values of `--format`.
enum class output_format : unsigned char {
    table,  ///< For people: columns, or one attribute a line if the columns do not fit.
    json,  ///< One plain JSON object a line. Numbers keep every digit. Sets are arrays, bytes base64 strings.
    dynamodb,  ///< One item as DynamoDB JSON a line, which loses nothing: {"id":{"S":"1"}}.
    csv,       ///< RFC 4180 with the cells and the header of `dynaco export`, which `dynaco import` reads.
    tsv,       ///< As `csv`, with tabs.
};

/// The names of all formats, for help and messages: "table, json, dynamodb, csv, tsv".
inline constexpr std::string_view output_format_names = "table, json, dynamodb, csv, tsv";

/// Returns the name of a format.
[[nodiscard]] std::string_view name_of(output_format format) noexcept;
/// Returns the format with this name, which is written in lower case; nothing for another name.
[[nodiscard]] std::optional<output_format> output_format_of(std::string_view name) noexcept;
/// Returns the format when the user named none: `table` on a terminal, otherwise `json`.
[[nodiscard]] constexpr output_format default_format(bool terminal) noexcept {
    return terminal ? output_format::table : output_format::json;
}

}  // namespace dynaco::program
