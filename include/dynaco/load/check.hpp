#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/load/callback.hpp>
#include <dynaco/load/record.hpp>
#include <dynaco/load/sources.hpp>
#include <dynaco/operations/table_description.hpp>

#include <cstdint>
#include <type_traits>

namespace dynaco {

/// The result of `check_records`.
struct check_report {
    std::uint64_t records = 0;   ///< All records, including rejected ones.
    std::uint64_t puts = 0;      ///< The items that would be written.
    std::uint64_t removals = 0;  ///< The keys that would be removed.
    std::uint64_t rejected = 0;  ///< The records that cannot be written.
    std::uint64_t bytes = 0;     ///< The size of the items, as DynamoDB counts it.
    /// The write units of the table, if no item replaces a larger one.
    std::uint64_t write_units = 0;
    /// The write units of all indexes if they project all attributes: the most that is charged for new items.
    std::uint64_t index_write_units = 0;
    std::uint64_t bytes_read = 0;   ///< The bytes of files before the next record, as stored on the disk.
    std::uint64_t total_bytes = 0;  ///< The bytes of all files. 0: not known.
};

/// The settings of `check_records`.
struct check_options {
    record_use records = record_use::as_it_says;  ///< How a load would use the records.
    /// Called with each rejected record. An exception of the function ends the check. Default: none.
    load_callback<rejected_record> rejected{};
    /// Called with each other record, in the order of the source. The record's views are valid during the
    /// call. An exception of the function ends the check. Default: none.
    load_callback<load_record> accepted{};
    /// Called after every 10,000 records. An exception of the function ends the check. Default: none.
    load_callback<check_report> progress{};
};
static_assert(std::is_trivially_copyable_v<check_options>);

/// Reads all records of a source and checks them as `loader` does, without sending a request. Blocks the
/// thread until all files are read.
///
/// Without a table, pass `table_description{}`: it has no keys, so only what holds for all tables is checked:
/// the text is UTF-8 and DynamoDB JSON, numbers, base64, sets, depth, the size. `record_use::remove` needs a
/// table.
/// @throws error  errc::malformed_file, errc::file_failed: the rest of a file cannot be read; another call
/// with the same source continues with the next file. What a function of the options throws
[[nodiscard]] check_report check_records(const table_description& table, record_source& rows,
                                         check_options options = {});

}  // namespace dynaco
