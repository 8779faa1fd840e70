#include "load/format/make_decoder.hpp"

#include "core/ascii.hpp"
#include "load/decode/csv_rows.hpp"
#include "load/decode/ion_lines.hpp"
#include "load/decode/json_array.hpp"
#include "load/decode/json_lines.hpp"

#include <string>

namespace dynaco::loading {
namespace {

// The extension of a file's name, in lower case, without the extension of a compressor: "csv" for
// Orders.CSV.gz.
std::string extension_of(std::string_view path) {
    std::string name(path.substr(path.find_last_of('/') + 1));
    for (char& each : name) each = detail::lower(each);
    for (const std::string_view packed : {".gz", ".gzip", ".zst", ".zstd"})
        if (name.ends_with(packed)) name.erase(name.size() - packed.size());
    return name.substr(name.find_last_of('.') + 1);
}

json_shape shape_for(json_form form, bool exported) noexcept {
    if (exported) return json_shape::exported;
    switch (form) {
        case json_form::plain: return json_shape::plain;
        case json_form::dynamodb: return json_shape::dynamodb;
        case json_form::guess: break;
    }
    return json_shape::unknown;
}

csv_empty empty_for(empty_cell empty) noexcept {
    switch (empty) {
        case empty_cell::absent: return csv_empty::absent;
        case empty_cell::string: return csv_empty::string;
        case empty_cell::quoted_is_string: break;
    }
    return csv_empty::quoted_is_string;
}

}  // namespace

record_format guess_format(std::string_view head, std::string_view path) {
    head.remove_prefix(start_of_text(head, true).skip);
    const std::string_view text = head.substr(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
    if (text.empty() || text.starts_with('{')) return record_format::json_lines;
    if (text.starts_with('[')) return record_format::json_array;
    constexpr std::string_view ion_version = "$ion_1_0";
    if (text.starts_with(ion_version)) return record_format::ion;
    const std::string extension = extension_of(path);
    if (extension == "csv") return record_format::csv;
    if (extension == "tsv" || extension == "tab") return record_format::tsv;
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
    if (line.find('\t') != line.npos) return record_format::tsv;
    if (line.find_first_of(",;") != line.npos) return record_format::csv;
    throw error(errc::malformed_file,
                {.detail = "the format cannot be guessed from the first line; set source_options::format"});
}

std::unique_ptr<record_decoder> make_decoder(record_format format, const decoder_settings& settings,
                                             bool exported) {
    const json_shape shape = shape_for(settings.json, exported);
    switch (format) {
        case record_format::json_array: return std::make_unique<json_array>(shape);
        case record_format::ion: return std::make_unique<ion_lines>();
        case record_format::csv:
        case record_format::tsv: {
            const char usual = format == record_format::csv ? ',' : '\t';
            return std::make_unique<csv_rows>(
                csv_options{.delimiter = settings.delimiter != 0 ? settings.delimiter : usual,
                            .guess_delimiter = settings.delimiter == 0 && format == record_format::csv,
                            .empty = empty_for(settings.empty),
                            .header = settings.header,
                            .types = settings.types,
                            .required = settings.required});
        }
        default: return std::make_unique<json_lines>(shape);
    }
}

}  // namespace dynaco::loading
