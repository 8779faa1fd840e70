#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/load/compression.hpp>
#include <dynaco/load/sources.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco {

/// How items are written. All views are copied by `write_items`.
struct sink_options {
    record_format format = record_format::json_lines;  ///< json_lines, csv, tsv or s3_export.
    /// The form of items in JSON. Default: DynamoDB JSON, which loses nothing. With `json_form::plain`, sets
    /// are written as arrays and bytes as base64 strings, and `item_sink::warnings` reports it.
    json_form json = json_form::dynamodb;
    dynaco::compression packing = compression::none;  ///< S3 exports are always gzip.
    /// The columns of CSV: "id:S,price:N,tags:SS". A column of lists or maps is written as DynamoDB JSON
    /// ("doc:M:typed"), unless `json` is plain. "rest:typed" accepts any type. Empty: the attributes of the
    /// first item.
    std::string_view columns{};
    /// CSV: whether attributes without a column are left out. Default: false, they are an error.
    bool other_attributes = false;
    bool types_in_header = true;  ///< CSV: the header has the types: "price:N". False loses the types.
    char delimiter = 0;           ///< CSV: default 0, a comma, or a tab for `record_format::tsv`.
    /// Continues after this number of bytes, which an earlier `item_sink::sync` returned. CSV then needs
    /// `columns`. Default: 0, the beginning of the file.
    std::uint64_t resume = 0;
    /// The CRC-32 of these bytes, which an earlier `item_sink::crc32` returned. Default: they are not
    /// checked.
    std::optional<std::uint32_t> resume_crc32{};
    /// S3 exports: the bytes of items in a data file, before compression. Default: 64 MiB.
    std::uint64_t data_file_bytes = std::uint64_t{64} << 20;
    std::string_view export_id{};  ///< S3 exports: the folder's name. Empty: made from the time.
    std::string_view table_arn{};  ///< S3 exports: the table's ARN in the manifest.
    std::string_view bucket{};     ///< S3 exports: the bucket that the files are meant for.
    std::string_view prefix{};     ///< S3 exports: the prefix of the keys in the bucket.
};

/// What a format cannot hold.
enum class format_loss : unsigned char {
    set,              ///< Plain JSON and CSV: sets are written as arrays.
    bytes,            ///< Plain JSON: bytes are written as base64 strings.
    types,            ///< CSV without types in its header.
    other_attribute,  ///< CSV: attributes without a column are left out.
};
/// A loss, of which a program can tell its user.
struct sink_warning {
    format_loss what = format_loss::set;  ///< The kind of the loss.
    /// What is lost, with the first attribute and item, or with the names of the attributes.
    std::string text{};

    /// True if kind and text are equal.
    friend bool operator==(const sink_warning&, const sink_warning&) = default;
};

namespace loading {

class item_writer;

}  // namespace loading

/// Writes items to a file. Made by `write_items`.
///
/// The file is called "<path>.part" until `finish` renames it, so that a file with its final name is
/// complete. A sink that is destroyed before leaves the part, which `sink_options::resume` continues. Writing
/// blocks the thread for one block at a time. Not thread-safe.
class item_sink {
 public:
    /// Closes the file. Without `finish`, it stays incomplete.
    ~item_sink();
    item_sink(const item_sink&) = delete;
    item_sink& operator=(const item_sink&) = delete;
    /// Moves the sink. The moved-from sink may only be assigned to or destroyed.
    item_sink(item_sink&&) noexcept;
    /// Closes the file, and moves the other sink.
    item_sink& operator=(item_sink&&) noexcept;

    /// Writes an item that is DynamoDB JSON: {"id":{"S":"1"}}.
    /// @throws error  errc::file_failed: the disk is full, or the reader of a pipe has ended. A pipe needs
    /// SIGPIPE to be ignored, otherwise the system ends the program. errc::invalid_value: the item is not
    /// DynamoDB JSON, or does not fit the CSV columns; it is not written, and other items can follow.
    void write(std::string_view item);
    /// Returns when the disk has all items so far. The result is for `sink_options::resume`.
    /// @throws error  errc::file_failed
    std::uint64_t sync();
    /// Returns the CRC-32 of the bytes in the file, after `sync`. It is for `sink_options::resume_crc32`.
    [[nodiscard]] std::uint32_t crc32() const noexcept;
    /// Writes what is pending, gives the file its final name and closes it. Nothing may be written
    /// afterwards.
    /// @throws error  errc::file_failed
    void finish();

    /// Returns the number of items that were written.
    [[nodiscard]] std::uint64_t items() const noexcept;
    /// Returns what the format cannot hold, each kind once with the first attribute and item: "sets are
    /// written as arrays; first: tags of item 3". Attributes without a column are all named. Empty: nothing
    /// was lost.
    [[nodiscard]] std::vector<sink_warning> warnings() const;

 private:
    friend item_sink write_items(const std::string& path, sink_options options);
    explicit item_sink(std::unique_ptr<loading::item_writer> writer) noexcept;
    std::unique_ptr<loading::item_writer> writer_;
};

/// Writes items to a file, "-" is standard output; or to a folder, for an S3 export.
///
///     auto out = dynaco::write_items("orders.jsonl.zst", {.packing = dynaco::compression::zstd});
///     out.write(R"({"id":{"S":"1"}})");
///     out.finish();
///
/// An existing file is replaced when the new one is complete. A symbolic link stays: the file that it names
/// is replaced. A named pipe or a device (/dev/stderr) is written directly: it is never renamed or replaced,
/// and what was written to it cannot be resumed.
///
/// An S3 export is written to AWSDynamoDB/<export_id>/ in the folder. It has a summary once it is complete.
/// DynamoDB imports it (ImportTable, DYNAMODB_JSON, GZIP) after it was copied to a bucket, and `read_records`
/// reads it.
/// @throws error  errc::invalid_argument: an option is wrong. errc::file_failed: the file cannot be written.
/// errc::malformed_file: the file to resume is gone, shorter than before, or has other bytes.
[[nodiscard]] item_sink write_items(const std::string& path, sink_options options = {});

}  // namespace dynaco
