#pragma once

#include "load/decode/record_decoder.hpp"
#include "load/text/csv_columns.hpp"

#include <dynaco/load/sources.hpp>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// How files are decoded: the options without views.
struct decoder_settings {
    json_form json = json_form::guess;
    char delimiter = 0;
    empty_cell empty = empty_cell::quoted_is_string;
    std::vector<csv_column> header{};
    std::vector<csv_column> types{};
    std::vector<csv_column> required{};
};

/// The format of a file by its first bytes and its name.
/// @throws error  errc::malformed_file: it cannot be guessed, or the text is UTF-16
[[nodiscard]] record_format guess_format(std::string_view head, std::string_view path);

/// A decoder of files of this format, which is not `guess`.
/// `exported`: the file is one of an S3 export; its JSON has {"Item":…}.
[[nodiscard]] std::unique_ptr<record_decoder> make_decoder(record_format format,
                                                           const decoder_settings& settings,
                                                           bool exported = false);

/// True if each line is a record, so that a file can be split by byte ranges.
[[nodiscard]] constexpr bool has_lines(record_format format) noexcept {
    return format == record_format::json_lines || format == record_format::ion;
}

}  // namespace dynaco::loading
