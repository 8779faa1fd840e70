#pragma once

#include <dynaco/load/compression.hpp>
#include <dynaco/load/sources.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace dynaco::program {

/// A format of files, with the name that options use.
struct file_format {
    record_format format = record_format::guess;        ///< The format.
    dynaco::json_form json = dynaco::json_form::guess;  ///< The form of items in JSON.
};

/// The formats that can be read, for help: "jsonl, plain, dynamodb, …".
inline constexpr std::string_view input_format_names = "jsonl, plain, dynamodb, json, csv, tsv, ion, s3";
/// The formats that can be written, for help.
inline constexpr std::string_view output_format_file_names = "jsonl, plain, csv, tsv, s3";

/// The format called `name`, for reading; an empty name: it is guessed from the file.
/// @throws usage_error  the name is not that of a format
[[nodiscard]] file_format input_format_of(std::string_view name);
/// The format called `name`, for writing; an empty name: that of the file's name, "orders.csv.gz", otherwise
/// JSON lines.
/// @throws usage_error  the name is not that of a format; the name of the file is that of a compression or an
/// archive that is not written
[[nodiscard]] file_format output_format_of_file(std::string_view name, std::string_view path);
/// The compression of a file with this name: that of ".gz" or ".zst", otherwise none.
[[nodiscard]] compression compression_of_name(std::string_view path) noexcept;

/// Checks that the name of a file that is never compressed does not end as that of a compressed file: .gz,
/// .xz.
/// @param option  what names the file: "--rejects"
/// @throws usage_error
void refuse_packed_name(std::string_view option, std::string_view path);

/// A delimiter of CSV as an option: one character, "tab" or "\t". Empty: 0.
/// @throws usage_error  it has several characters
[[nodiscard]] char delimiter_of(std::string_view text);

/// The part of the work that one of several processes does: "2/4" is the second of four.
struct worker_part {
    std::uint32_t worker = 0;   ///< The number of the worker, from 0.
    std::uint32_t workers = 1;  ///< All.
};
/// Reads "2/4". Empty: the only worker.
/// @throws usage_error  the text does not have this form
[[nodiscard]] worker_part worker_part_of(std::string_view text);
/// The end of the name of a file of one of several workers: ".2-of-4"; empty for the only one.
[[nodiscard]] std::string suffix_of(const worker_part& part);

}  // namespace dynaco::program
