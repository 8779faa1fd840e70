#pragma once

#include "program/bulk/distinct_files.hpp"
#include "program/bulk/file_format.hpp"

#include <dynaco/load/sinks.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// The destination and the format of items.
struct output_choices {
    std::string path{};                       ///< A file, a folder (s3), or "-".
    file_format format{};                     ///< The format.
    compression packing = compression::none;  ///< The compression.
    /// CSV: the columns, "id:S,total:N". Empty: the columns that the items need.
    std::string columns{};
    char delimiter = 0;               ///< CSV: the delimiter; 0 is the usual one.
    bool types_in_header = true;      ///< CSV: "total:N" and not "total".
    std::vector<std::string> keys{};  ///< CSV: the first columns.
    bool sorted = false;              ///< CSV: the other columns are in the order of their names.
    std::string table_arn{};          ///< s3: the table's ARN in the manifest.
    /// The output is a terminal: characters of items that could change it are escaped (DynamoDB JSON) or
    /// replaced (other formats).
    bool terminal = false;
};

/// The position from which writing continues.
struct output_place {
    std::uint64_t size = 0;                ///< The result of `item_output::sync`. 0: a new file.
    std::optional<std::uint32_t> crc32{};  ///< The CRC-32 of these bytes, if it is known.
    std::string export_id{};               ///< s3: the folder.
};

/// True for standard output ("-"), a pipe and a device: they are written directly and cannot be read again.
[[nodiscard]] bool is_stream_output(const std::string& path);
/// Returns the file with content that the result would replace: `path`, or with `is_new` also a file that
/// `item_output` would use for the unfinished result. Returns an empty text if no file would be replaced.
/// @param is_new  no earlier run has left an unfinished result
[[nodiscard]] std::string replaced_file(const std::string& path, bool is_new);
/// Returns a message about the format if neither an option nor the name of the file determines it; otherwise
/// empty.
[[nodiscard]] std::string format_advice(std::string_view format_option, const std::string& path);

/// The files that `item_output` writes for a result, for `refuse_same_files`. `option`: what names the
/// result.
/// @throws usage_error  `path` is empty
[[nodiscard]] std::vector<named_file> files_of_output(const std::string& option, const std::string& path);

/// Checks that `item_output` can begin to write a new result: the folder can be written, and the columns have
/// the right form. Writes nothing.
/// @throws error  errc::file_failed, errc::malformed_file
void check_output(const output_choices& choices);

/// Writes items to a file so that nothing is lost.
///
/// CSV without `columns` needs to know all items first: they are collected in a compressed file beside the
/// result ("FILE.items.part"; in the folder for temporary files if the result is a stream), from which
/// `finish` makes the result. A file has its final name when it is complete.
class item_output {
 public:
    /// Begins to write, or continues at `from`.
    /// @throws error  errc::file_failed, errc::malformed_file
    explicit item_output(output_choices choices, const output_place& from = {});
    ~item_output();
    item_output(const item_output&) = delete;
    item_output& operator=(const item_output&) = delete;

    /// Writes an item that is DynamoDB JSON.
    /// @throws error  errc::file_failed. errc::invalid_value: the item does not fit `columns`. output_failed:
    /// the reader of standard output has ended
    void write(std::string_view item);
    /// Where writing begins: nothing is written yet.
    [[nodiscard]] output_place beginning() const { return {.size = 0, .export_id = export_id_}; }
    /// Returns when the disk has all items.
    /// @throws error  errc::file_failed
    [[nodiscard]] output_place sync();
    /// Completes the file.
    /// @throws error  errc::file_failed
    void finish();
    /// Closes the file and removes it. The data files of an S3 export stay.
    void discard() noexcept;
    /// The path of the file while it is not complete: FILE.part. Empty: the output has no such file.
    [[nodiscard]] std::string unfinished() const;

    /// Returns the losses in the format.
    [[nodiscard]] const std::vector<std::string>& warnings() const noexcept { return warnings_; }
    /// What `columns` leave out.
    [[nodiscard]] const std::vector<std::string>& omissions() const noexcept { return omissions_; }
    /// True if writing can continue after an interruption.
    [[nodiscard]] bool is_resumable() const { return !is_stream_output(choices_.path); }
    /// True if `sync` is costly, because it begins a new data file.
    [[nodiscard]] bool is_export() const noexcept;

 private:
    [[nodiscard]] bool is_table() const noexcept;
    [[nodiscard]] bool collects() const noexcept;
    [[nodiscard]] std::string safe_on_terminal(std::string_view item) const;
    [[nodiscard]] std::string collected_path() const { return collecting_path_ + ".part"; }
    [[nodiscard]] sink_options options_of_sink(const std::string& columns) const;
    void take_warnings(std::vector<sink_warning> warnings);
    void finish_collected();
    void remove_part() const noexcept;
    template <class Work>
    auto written(Work work);

    output_choices choices_;
    std::string export_id_;
    bool is_stream_;
    std::string collecting_path_{};
    std::optional<item_sink> sink_{};
    std::vector<std::string> warnings_{};
    std::vector<std::string> omissions_{};
    bool removes_collected_ = false;
};

}  // namespace dynaco::program
