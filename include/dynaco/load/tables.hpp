#pragma once

#include <dynaco/client.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/expression/statement.hpp>
#include <dynaco/load/callback.hpp>
#include <dynaco/load/export.hpp>
#include <dynaco/load/record.hpp>
#include <dynaco/load/report.hpp>
#include <dynaco/operations/table_description.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

/// Calls that process whole tables: `count_items`, `truncate_table`, `copy_table` and `compare_tables`.
namespace dynaco {

/// How `truncate_table` and `copy_table` write. See `load_options`.
///
/// `rejected`, `progress` and `copy_options::checkpoint` are called by any thread that runs a client of the
/// call or its caller. They never run at the same time.
struct table_write_options {
    /// A cap for the capacity units per second that are written to the table and to each of its indexes.
    /// Default: 0, no cap; the rate that the table accepts is found.
    double max_write_units_per_second = 0;
    /// The limit of bytes in writes that are not acknowledged. Default: 64 MiB.
    std::size_t max_memory = std::size_t{64} << 20;
    /// The limit of requests in flight, at least 1. Default: 64.
    std::size_t max_requests_in_flight = 64;
    /// The limit of writes in a request, 1 to 100. Default: 25, the most that DynamoDB accepts.
    std::size_t max_writes_per_request = 25;
    /// How long writes are repeated while all of them fail because the service or the network is unavailable.
    /// Then the call ends. Default: 60 s.
    std::chrono::milliseconds patience{60'000};
    /// The limit of rejected items. The call ends when more are rejected. Default: 0.
    std::uint64_t max_rejected = 0;
    /// Called with each rejected item. Default: none.
    load_callback<rejected_record> rejected{};
    /// Called with the counts of the writes about once a second. Default: none.
    load_callback<load_progress> progress{};
};

/// The settings of `count_items`.
struct count_options {
    /// How the items are read. `checkpoint` must be empty.
    export_options read{};
    /// A filter, as for the operation `scan`. The object that it refers to must exist until `count_items`
    /// returns its awaitable. Default: all items are counted.
    detail::expression::expressions_ref expressions{};
    /// Called with the counts after each page. Default: none.
    load_callback<export_progress> progress{};
};
static_assert(std::is_trivially_copyable_v<count_options>);

/// Counts the items of a table or index exactly, by a parallel scan that returns no items (Select COUNT).
///
/// A scan consumes the units of the whole items, also of those that the filter leaves out.
/// `describe_table` has an estimate that costs nothing.
///
/// Items that are written during the call may or may not be counted. Arguments are copied. Cancellation
/// (terminal) throws errc::canceled.
/// @returns `export_progress::items`: the items that the filter accepts; `scanned`: all items
/// @throws error  errc::resource_not_found: the table does not exist. errc::invalid_argument: an option is
/// out of range. Any error that ends the scan
[[nodiscard]] awaitable<export_progress> count_items(client db, std::string table,
                                                     count_options options = {});

/// The settings of `truncate_table`.
struct truncate_options {
    /// How the keys are read. The cap is for this worker and all others together. `index` and `checkpoint`
    /// must be empty.
    export_options read{};
    /// How the items are removed.
    table_write_options write{};
};
static_assert(std::is_trivially_copyable_v<truncate_options>);

/// The result of `truncate_table`.
struct truncate_report {
    export_progress read{};  ///< The keys that were read.
    load_report removed{};   ///< The removals: `load_report::written` of them.
};

/// Removes all items of a table. The table itself, its settings and its indexes stay.
///
/// Reads the keys only, by a parallel scan, and removes the items by BatchWriteItem. A scan consumes the
/// units of the whole items. If the table may be unavailable for some seconds, it is cheaper to delete the
/// table and create it again.
///
/// Other programs may write to the table during the call. Items that they write may stay or be removed. After
/// an interruption, call it again.
///
/// Arguments are copied. Cancellation (terminal): nothing more is sent; the call waits for the requests in
/// flight and throws errc::canceled.
/// @throws error  errc::resource_not_found: the table does not exist. errc::invalid_argument: an option is
/// out of range. Any error that ends the scan or the removals
[[nodiscard]] awaitable<truncate_report> truncate_table(client db, std::string table,
                                                        truncate_options options = {});

/// What a copy has reached.
struct copy_checkpoint {
    /// Where to continue, for `export_options::checkpoint`. Empty before the first page was read.
    std::string text{};
    std::uint64_t items = 0;     ///< The items before the checkpoint that this call has written.
    std::uint64_t rejected = 0;  ///< The items before the checkpoint that this call has rejected.
};

/// The settings of `copy_table`.
struct copy_options {
    /// How the source is read. `index` must be empty. `checkpoint` is where to continue.
    export_options read{};
    /// How the target is written.
    table_write_options write{};
    /// Whether to create the target if it does not exist, with the keys, indexes, billing, limits, class,
    /// stream and time to live of the source. Tags, encryption settings, backups, replicas, policies and
    /// deletion protection are not copied. Default: false.
    bool create = false;
    /// Called with a checkpoint, for `read.checkpoint` of a later copy, about every `checkpoint_interval` and
    /// at the end, also of a copy that fails or is cancelled. All items before it are stored in the target,
    /// or were rejected. Default: none.
    load_callback<copy_checkpoint> checkpoint{};
    /// The time between two checkpoints. Default: 5 s.
    std::chrono::milliseconds checkpoint_interval{5000};
};
static_assert(std::is_trivially_copyable_v<copy_options>);

/// The result of `copy_table`.
struct copy_report {
    bool created = false;    ///< The target was created.
    export_progress read{};  ///< The items that were read.
    load_report written{};   ///< The items that were written.
};

/// Checks that items can be copied between two tables, as `copy_table` does before it reads: the target is
/// another table, and its key attributes are those of the source. Sends nothing.
/// @throws error  errc::invalid_argument: the text says what is wrong
void check_copy(const table_description& source, const table_description& target);

/// Copies all items of a table to another table, which may be of another client: another account, region or
/// engine. An item with the same key in the target is replaced; other items of the target stay.
///
/// Items are not decoded. The key attributes of both tables must be the same: this is checked before anything
/// is written. An item that the target cannot store, such as one with a wrong type of an index key, is
/// rejected (`table_write_options::max_rejected`).
///
/// A copy that is interrupted can continue from its last checkpoint. It reads again at most the items whose
/// writes were not acknowledged, and in each segment the items after the first of them, in parts of 100
/// items. With `checkpoint`, the copy does not run ahead of its oldest pending
/// write by more than about a second of work. Repeated writes do not change the
/// result. Items that are written to the source during the call may or may not be copied.
///
/// Arguments are copied. Cancellation (terminal): nothing more is sent; the call waits for the requests in
/// flight and throws errc::canceled.
/// @throws error  errc::invalid_argument: the keys differ, and the text says which one; both are the same
/// table; an option is out of range. errc::resource_not_found: a table does not exist. Any error that ends
/// the scan or the writes
[[nodiscard]] awaitable<copy_report> copy_table(client from, std::string from_table, client to,
                                                std::string to_table, copy_options options = {});

/// The progress of `compare_tables`.
struct compare_progress {
    export_progress left{};   ///< The reads of the left table, of both passes.
    export_progress right{};  ///< The reads of the right table, of both passes.
    bool second = false;      ///< The tables differ, and are read once more to find the differences.
};

/// The settings of `compare_tables`.
struct compare_options {
    /// How the left table is read. `checkpoint` and `workers` must not be set. Both sides may read an index.
    export_options left{};
    /// How the right table is read.
    export_options right{};
    /// The limit of differences to report. Default: 10. With 0 the tables are read only once.
    std::size_t max_differences = 10;
    /// The limit of bytes in items that are kept to find differences. Default: 64 MiB.
    std::size_t max_memory = std::size_t{64} << 20;
    /// Called after each page and after each request that failed, by one thread at a time. Default: none.
    load_callback<compare_progress> progress{};
};
static_assert(std::is_trivially_copyable_v<compare_options>);

/// How an item differs between two tables.
enum class difference_kind : unsigned char {
    only_left,   ///< The right table does not have an item with this key.
    only_right,  ///< The left table does not have an item with this key.
    different,   ///< Both tables have the item, with different attributes.
};

/// An item that differs between two tables.
struct item_difference {
    difference_kind kind = difference_kind::different;  ///< How it differs.
    std::string key{};                                  ///< The key as DynamoDB JSON: {"id":{"S":"1"}}.
    /// The names of the attributes that differ, or that only one of the items has, in ascending order. Empty
    /// if only one table has the item.
    std::vector<std::string> attributes{};
};

/// The items of one table that were compared.
struct compared_table {
    std::uint64_t items = 0;  ///< The number of items.
    /// A digest of all items, as 32 hexadecimal digits. It does not depend on the order of items, attributes
    /// and elements of sets, or on how a number is written. It is the same on every machine.
    std::string digest{};
    export_progress read{};  ///< The reads of both passes.
};

/// The result of `compare_tables`.
struct compare_report {
    compared_table left{};   ///< The left table.
    compared_table right{};  ///< The right table.
    /// The first differences, sorted by the texts of their keys. It can have fewer than
    /// `compare_options::max_differences`, but at least one if the tables differ, unless `max_differences` is
    /// 0 or the tables changed.
    std::vector<item_difference> differences{};

    /// True if both tables have the same items.
    [[nodiscard]] bool equal() const noexcept {
        return left.items == right.items && left.digest == right.digest;
    }
};

/// Compares the items of two tables, which may be of different clients. Numbers are compared by value, sets
/// without order.
///
/// Both tables are read at the same time and each item is digested: its digest is added to one of 65,536
/// partitions by its key. So the memory does not depend on the size of the tables. If partitions differ, both
/// tables are read once more, and the items of some partitions that differ are compared.
///
/// Cost: one scan of both tables if they are equal or `max_differences` is 0; two scans of both otherwise. A
/// scan consumes half a unit for each 4 KB of the table. (Reading single items costs at least half a unit for
/// each item, so scans are cheaper unless items are larger than 4 KB and few differ.)
///
/// Items that are written during the call may appear as differences.
///
/// Arguments are copied. Cancellation (terminal) throws errc::canceled.
/// @throws error  errc::invalid_argument: the keys of the tables differ, and the text says which one; an
/// option is out of range. errc::resource_not_found: a table does not exist. Any error that ends a scan
[[nodiscard]] awaitable<compare_report> compare_tables(client left, std::string left_table, client right,
                                                       std::string right_table, compare_options options = {});

}  // namespace dynaco
