#include "program/bulk/file_format.hpp"

#include "program/command.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <iterator>
#include <string>

namespace dynaco::program {
namespace {

struct named_format {
    std::string_view name;
    file_format format;
    bool is_written;
};

constexpr std::array<named_format, 8> named_formats{{
    {"jsonl", {record_format::json_lines, dynaco::json_form::guess}, true},
    {"plain", {record_format::json_lines, dynaco::json_form::plain}, true},
    {"dynamodb", {record_format::json_lines, dynaco::json_form::dynamodb}, true},
    {"json", {record_format::json_array, dynaco::json_form::guess}, false},
    {"csv", {record_format::csv, dynaco::json_form::guess}, true},
    {"tsv", {record_format::tsv, dynaco::json_form::guess}, true},
    {"ion", {record_format::ion, dynaco::json_form::guess}, false},
    {"s3", {record_format::s3_export, dynaco::json_form::guess}, true},
}};

std::string_view without_compression(std::string_view path) noexcept {
    for (const std::string_view end : {".gz", ".zst"})
        if (path.ends_with(end)) return path.substr(0, path.size() - end.size());
    return path;
}

// ".xz" of "a.XZ", if such files are compressed or archives; otherwise empty.
std::string packed_end(std::string_view path) {
    constexpr std::string_view ends[] = {".gz",  ".gzip", ".zst", ".zstd", ".xz",   ".bz2",
                                         ".zip", ".7z",   ".lz4", ".lz",   ".lzma", ".br",
                                         ".z",   ".rar",  ".tgz", ".tar",  ".sz"};
    std::string end = std::filesystem::path(path).extension().string();
    for (char& c : end)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return std::ranges::find(ends, end) != std::end(ends) ? end : std::string();
}

// The file would have another content than its name says.
void refuse_unwritten_name(std::string_view path) {
    const std::string end = packed_end(path);
    if (end.empty() || compression_of_name(path) != compression::none) return;
    throw usage_error(std::string(path) + ": dynaco does not write " +
                      std::filesystem::path(path).extension().string() +
                      " files; for a compressed file, end the name in .gz or .zst (in small letters)");
}

record_format format_of_name(std::string_view path) {
    const std::string_view name = without_compression(path);
    if (name.ends_with(".csv")) return record_format::csv;
    if (name.ends_with(".tsv")) return record_format::tsv;
    if (path.ends_with('/')) return record_format::s3_export;
    std::error_code ignored;
    if (std::filesystem::is_directory(path, ignored))
        throw usage_error(std::string(path) +
                          " is a folder: name a file in it, or write an S3 export into it with "
                          "--output-format s3");
    return record_format::json_lines;
}

[[noreturn]] void refuse_format(std::string_view name, std::string_view names) {
    throw usage_error("\"" + std::string(name) + "\" is not a format; use one of " + std::string(names));
}

}  // namespace

file_format input_format_of(std::string_view name) {
    if (name.empty()) return {};
    for (const named_format& each : named_formats)
        if (each.name == name) return each.format;
    refuse_format(name, input_format_names);
}

file_format output_format_of_file(std::string_view name, std::string_view path) {
    if (name != "s3" && !path.ends_with('/')) refuse_unwritten_name(path);
    if (name.empty()) return {format_of_name(path), dynaco::json_form::dynamodb};
    for (const named_format& each : named_formats) {
        if (each.name != name || !each.is_written) continue;
        file_format found = each.format;
        if (found.format == record_format::s3_export && path == "-")
            throw usage_error(
                "an S3 export is a folder, so it cannot be written to standard output: name a folder");
        if (found.json == dynaco::json_form::guess) found.json = dynaco::json_form::dynamodb;
        return found;
    }
    refuse_format(name, output_format_file_names);
}

compression compression_of_name(std::string_view path) noexcept {
    if (path.ends_with(".gz")) return compression::gzip;
    if (path.ends_with(".zst")) return compression::zstd;
    return compression::none;
}

void refuse_packed_name(std::string_view option, std::string_view path) {
    if (const std::string end = packed_end(path); !end.empty())
        throw usage_error(std::string(option) + ": " + std::string(path) +
                          " would not be compressed; name it without " + end);
}

char delimiter_of(std::string_view text) {
    if (text.empty()) return 0;
    if (text == "tab" || text == "\\t") return '\t';
    if (text.size() != 1) throw usage_error("--delimiter must be one character, or \"tab\"");
    if (text == "\"" || text == "\n" || text == "\r")
        throw usage_error("--delimiter must not be a quote or the end of a line");
    return text.front();
}

worker_part worker_part_of(std::string_view text) {
    if (text.empty()) return {};
    worker_part part;
    const char* const end = text.data() + text.size();
    const auto first = std::from_chars(text.data(), end, part.worker);
    const bool has_slash = first.ec == std::errc() && first.ptr != end && *first.ptr == '/';
    const auto second = has_slash ? std::from_chars(first.ptr + 1, end, part.workers) : first;
    if (!has_slash || second.ec != std::errc() || second.ptr != end || part.worker == 0 ||
        part.worker > part.workers)
        throw usage_error("--worker must be written as 2/4: the second of four workers");
    --part.worker;
    return part;
}

std::string suffix_of(const worker_part& part) {
    if (part.workers == 1) return {};
    return '.' + std::to_string(part.worker + 1) + "-of-" + std::to_string(part.workers);
}

}  // namespace dynaco::program
