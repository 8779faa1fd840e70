#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/load/record.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dynaco {

/// The format of a file. Compression (gzip, zstd) is not a part of it.
enum class record_format : unsigned char {
    guess,  ///< The first bytes decide; for CSV and TSV the file's name or the first line. Only for reading.
    json_lines,  ///< One JSON object per line.
    json_array,  ///< One JSON array of objects.
    csv,         ///< CSV with a header (RFC 4180). Its types are in `source_options`.
    tsv,         ///< CSV with tabs between the cells.
    ion,         ///< Ion text, as exports of DynamoDB have it. Only for reading.
    s3_export,   ///< A folder with an export of DynamoDB: manifests and data files.
};

/// How JSON objects describe items.
enum class json_form : unsigned char {
    guess,     ///< The first record of each file decides. Only for reading.
    plain,     ///< {"id": "1", "price": 12.5}
    dynamodb,  ///< {"id": {"S": "1"}, "price": {"N": "12.5"}}, also within {"Item": …}
};

/// What an empty cell of CSV means.
enum class empty_cell : unsigned char {
    quoted_is_string,  ///< A quoted empty cell is an empty S or B; any other empty cell is an absent
                       ///< attribute.
    absent,            ///< An absent attribute.
    string,            ///< An empty string in a column of strings; otherwise an absent attribute.
};

/// How files are read. All views are copied by `read_records`.
struct source_options {
    record_format format = record_format::guess;  ///< The format of all files.
    json_form json = json_form::guess;            ///< How JSON objects describe items.
    /// The character between the cells of CSV. Default: 0, a comma, or a tab for `record_format::tsv`. If the
    /// header of a CSV file has semicolons and no commas, the default is a semicolon.
    char delimiter = 0;
    /// The columns of CSV files that have no header: "id:S,price:N". Empty: the first row is the header.
    std::string_view header{};
    /// The types of the CSV columns whose header has none, for example the table's keys: "id:S,n:N". Other
    /// columns are strings: "0001" stays text. A header that has another type for one of these columns is
    /// errc::malformed_file.
    std::string_view types{};
    /// The columns that each CSV file must have, with their types, for example the table's keys: "id:S". A
    /// header without one of them, or with another type, is errc::malformed_file. Default: empty, none.
    std::string_view required{};
    empty_cell empty = empty_cell::quoted_is_string;  ///< The meaning of an empty cell of CSV.
    /// The number of this worker among `workers`, from 0. Large files of lines are split by byte ranges; each
    /// other file is assigned to one worker. Each record is read by exactly one worker.
    std::uint32_t worker = 0;
    std::uint32_t workers = 1;  ///< The number of workers that read the same files.
    /// Where to continue: a result of `record_source::position()` of the same files and options. Not set:
    /// start at the beginning.
    std::optional<source_position> start{};
    std::size_t block_size = std::size_t{256} << 10;  ///< The bytes that are read in one step.
};

namespace loading {

class portion_reader;
class record_reader;

}  // namespace loading

/// A record, or the reason why it is refused.
using source_record = std::variant<load_record, rejected_record>;

/// Reads the records of files, one after the other. Made by `read_records`.
///
/// Memory is bounded by one block and one record. Reading blocks the thread for one block at a time: `next`
/// does no I/O for most records. Not thread-safe.
///
/// An item that is DynamoDB JSON in the file is returned unchanged and unchecked; `loader` checks every item.
/// Items of other formats are valid DynamoDB JSON.
class record_source {
 public:
    /// Closes the files.
    ~record_source();
    record_source(const record_source&) = delete;
    record_source& operator=(const record_source&) = delete;
    /// Moves the source. The moved-from source may only be assigned to or destroyed.
    record_source(record_source&&) noexcept;
    /// Closes the files, and moves the other source.
    record_source& operator=(record_source&&) noexcept;

    /// Returns the next record, or the reason why it is refused. Reading continues after a refused record.
    /// Nothing: all records were read. Views are valid until the next call.
    /// @throws error  errc::file_failed: a file cannot be read. errc::malformed_file: the rest of a file
    /// cannot be used: it is cut off or damaged, is not of the format, or differs from its manifest; or the
    /// file has changed since it was opened. The text has the file and the line or byte. The next call
    /// continues with the next file.
    [[nodiscard]] std::optional<source_record> next();
    /// Returns the position from which another source continues with the record after the last one returned.
    [[nodiscard]] source_position position() const;

    /// Returns the number of files.
    [[nodiscard]] std::size_t files() const noexcept;
    /// Returns the name of a file, for messages. @param file  `source_position::file`
    [[nodiscard]] std::string file_name(std::uint32_t file) const;
    /// Returns the size of all files in bytes, as stored on the disk. 0: not known (standard input).
    [[nodiscard]] std::uint64_t total_bytes() const noexcept;
    /// Returns how far the files were read: the number of their bytes before the next record, as stored on
    /// the disk. An estimate for compressed files. With `source_options::start` it includes what was read
    /// before; with `workers` it has the bytes of this worker only.
    [[nodiscard]] std::uint64_t bytes_read() const noexcept;
    /// Returns the columns of the CSV file that `next` opened last, with their types: "price:N". Empty for
    /// other formats, and before the first call of `next`.
    [[nodiscard]] std::vector<std::string> columns() const;
    /// Returns the character between the cells of the CSV file that `next` opened last, also if it was found
    /// in the header. 0 for other formats, and before the first call of `next`.
    [[nodiscard]] char delimiter() const noexcept;
    /// Returns a text that differs if the files differ: their places, sizes, times of change, and the MD5 of
    /// their first 64 KB. A checkpoint stores it. It has one line per file. Different paths of the same file
    /// make no difference.
    /// @throws error  errc::file_failed
    [[nodiscard]] std::string identity() const;

 private:
    friend class loading::portion_reader;
    friend record_source read_records(const std::vector<std::string>& paths, source_options options);
    explicit record_source(std::unique_ptr<loading::record_reader> reader) noexcept;
    std::unique_ptr<loading::record_reader> reader_;
};

/// Reads the records of files. "-" is standard input.
///
///     auto rows = dynaco::read_records({"orders.jsonl.gz", "more.csv"});
///     while (auto each = rows.next())
///         if (auto* record = std::get_if<dynaco::load_record>(&*each)) use(record->item);
///
/// gzip and zstd are recognised by the first bytes of a file. An S3 export is one path: its folder, or its
/// manifest-summary.json. Its data files count as the files; their MD5 and number of items are compared with
/// the manifest. The folder may have been moved, because data files are found by the end of their keys.
///
/// @throws error  errc::invalid_argument: an option is wrong. errc::file_failed: a file does not exist.
/// errc::malformed_file: a manifest is wrong.
[[nodiscard]] record_source read_records(const std::vector<std::string>& paths, source_options options = {});

}  // namespace dynaco
