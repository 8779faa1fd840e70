#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/errors.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dynaco {

/// A table, an index or a hash key that throttled a load.
struct throttled_part {
    std::string table{};      ///< The table.
    std::string index{};      ///< The index; empty: the table itself.
    std::string hash_key{};   ///< The hash key of a hot partition, as DynamoDB JSON; empty: not one key.
    std::uint64_t times = 0;  ///< The number of responses that it throttled.
};

/// The counts of a load. Each record that was accepted is in exactly one of `written`, `superseded`, `unmet`,
/// `rejected`, `in_doubt` and `unsent` at the end. A write that `put`, `remove` or `update` refused with an
/// exception was not accepted and is in none of the counts.
struct load_counts {
    std::uint64_t accepted = 0;    ///< The records that the loader accepted.
    std::uint64_t written = 0;     ///< The writes that DynamoDB acknowledged.
    std::uint64_t superseded = 0;  ///< The unsent writes that a later write of the same item replaced.
    std::uint64_t unmet = 0;       ///< The writes whose condition was not met.
    std::uint64_t rejected = 0;    ///< The records that cannot be written.
    std::uint64_t in_doubt = 0;    ///< The writes that were sent, but whose result is not known.
    std::uint64_t unsent = 0;      ///< The writes that were not sent: the load or their table ended early.
    std::uint64_t requests = 0;    ///< The requests that were sent.
    std::uint64_t throttled = 0;   ///< The requests that were throttled, as a whole or in part.
    /// The requests that failed because the service or the network was unavailable. Their writes are sent
    /// again.
    std::uint64_t failed = 0;
    double write_units = 0;  ///< The capacity units that DynamoDB reported, including those of indexes.
};

/// The counts of one table. A request to several tables is counted for each of them.
struct load_table_counts : load_counts {
    std::string table{};  ///< The table.
    /// Why the loader ended its writes to this table early: the table does not exist, or a permission is
    /// missing. Nothing: it did not.
    std::optional<failure> stopped{};
};

/// The state of a load in progress.
struct load_progress : load_counts {
    std::chrono::milliseconds elapsed{};  ///< The time since the first record.
    /// The rate of writes that DynamoDB answered (`written`, `unmet`) over the last interval.
    double writes_per_second = 0;
    double write_units_per_second = 0;  ///< The rate of units over the last interval.
    std::uint64_t in_flight = 0;        ///< The requests that have no response yet.
    std::uint64_t pending = 0;          ///< The writes that were accepted and are not acknowledged.
    /// How far `put_files` or `put_all` has read the files: the bytes before the next record, as stored on
    /// the disk. For compressed files it is an estimate. A load that continues counts the part that the
    /// earlier loads have read, too.
    std::uint64_t bytes_read = 0;
    /// The part of `bytes_read` whose records have ended: written, replaced, rejected and so on. An estimate,
    /// because writes end in any order.
    std::uint64_t bytes_done = 0;
    /// The value of `bytes_done` when the load began: the part that the earlier loads have done.
    std::uint64_t bytes_before = 0;
    std::uint64_t total_bytes = 0;  ///< The bytes of all these files. 0: not known.
    /// The counts of the earlier loads that this one continues (`load_options::resume`). They are a part of
    /// the counts.
    load_counts before{};
    /// Why the last request failed, while no request succeeds because the service or the network is
    /// unavailable. Nothing: a request was answered since.
    std::optional<failure> failing{};
    std::chrono::milliseconds failing_for{};  ///< How long no request has been answered; see `failing`.
    /// The time in which requests failed and none was answered, until now.
    std::chrono::milliseconds outage{};
    /// The tables, indexes and hash keys that have throttled the load so far.
    std::vector<throttled_part> throttled_by{};
    std::vector<load_table_counts> tables{};  ///< The counts of each table that had writes or ended early.
};

/// The result of a load.
struct load_report : load_counts {
    std::chrono::milliseconds elapsed{};  ///< The time from the first record to the end.
    /// The counts of the earlier loads that this one continued (`load_options::resume`). They are a part of
    /// the counts.
    load_counts before{};
    /// The time in which requests failed because the service or the network was unavailable, and none was
    /// answered.
    std::chrono::milliseconds outage{};
    /// The tables, indexes and hash keys that throttled the load.
    std::vector<throttled_part> throttled_by{};
    /// Why the load, or a part of it, ended early; not set if no part did. The first that applies: the cause
    /// that ended the load, why a source was not read to its end, the cause that ended the writes to a table.
    std::optional<failure> stopped{};
    std::vector<load_table_counts> tables{};  ///< The counts of each table that had writes or ended early.

    /// True if every record was written, or replaced by a later write of the same item.
    [[nodiscard]] bool complete() const noexcept { return !stopped && written + superseded == accepted; }
};

/// Returns the report of a load that several workers or runs shared: the sums of the counts, the longest
/// times, all parts that throttled, and the first reason why a load ended early. Counts of tables with the
/// same name are added.
[[nodiscard]] load_report merge_reports(std::span<const load_report> reports);

}  // namespace dynaco
