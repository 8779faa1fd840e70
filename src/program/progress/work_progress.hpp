#pragma once

#include <dynaco/load/export.hpp>
#include <dynaco/load/report.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dynaco::program {

/// The state of work on many items, for a progress line. Commands set the members that they know.
///
/// Work that is continued has one rule: counts, units and shares are those of the whole work; rates, the time
/// that has passed and the time that is left are those of this run.
struct work_progress {
    std::uint64_t items = 0;         ///< The items that are done: written, or received.
    std::uint64_t items_before = 0;  ///< The items among them that earlier runs have done.
    /// With a filter: the items that DynamoDB read; `items` are those that the filter accepted.
    std::optional<std::uint64_t> read{};
    /// The items per second over the last interval. With a filter: those that DynamoDB read.
    double items_per_second = 0;
    bool reads = false;           ///< Whether `units` are read units; otherwise they are write units.
    double units = 0;             ///< The capacity units that DynamoDB reported.
    double units_per_second = 0;  ///< The units per second over the last interval.
    std::uint64_t requests = 0;   ///< The requests that were sent.
    std::uint64_t in_flight = 0;  ///< The requests that have no response yet.
    std::uint64_t throttled = 0;  ///< The requests that were throttled.
    std::vector<throttled_part> throttled_by{};  ///< The parts that throttled.
    std::uint64_t rejected = 0;                  ///< The records that cannot be written.
    std::uint64_t repeated = 0;  ///< The requests that failed and were sent again, without throttled ones.
    std::string retry_reason{};  ///< Why requests are sent again now: "timeout". Empty: they are not.
    std::chrono::milliseconds retrying_for{};  ///< How long no request has succeeded.
    std::chrono::milliseconds outage{};        ///< The time in which no request succeeded, in all.

    // How much is done of what. The first of the three that is known is shown.
    std::uint64_t bytes = 0;        ///< The bytes of the input whose records are done.
    std::uint64_t total_bytes = 0;  ///< The bytes of the whole input. 0: not known.
    std::uint64_t total_items = 0;  ///< The number of all items, also an estimate. 0: not known.
    std::uint64_t parts = 0;        ///< The segments that are done.
    std::uint64_t total_parts = 0;  ///< All segments. 0: not known.
    double done_before = 0;         ///< The share that an earlier run has done, 0 to 1.

    std::chrono::milliseconds elapsed{};  ///< The time since the beginning of this run.
};

/// Returns the progress of a load. Its share is that of the records that have ended: those that were only
/// read are not done. `workers`: the processes that share the files.
[[nodiscard]] work_progress progress_of(const load_progress& load, std::uint32_t workers = 1);
/// Returns the progress at the end of a load; the rates are those of this run.
[[nodiscard]] work_progress progress_of(const load_report& load);

/// What the earlier runs of a work have done.
struct earlier_work {
    std::uint64_t items = 0;      ///< The items that were written.
    std::uint64_t read = 0;       ///< The items that DynamoDB read.
    std::uint64_t rejected = 0;   ///< The records that were rejected.
    std::uint64_t requests = 0;   ///< The requests that were sent.
    std::uint64_t throttled = 0;  ///< The requests that were throttled.
    double units = 0;             ///< The capacity units.
};

/// Adds the counts of `before` to those of this run. The rates stay.
[[nodiscard]] work_progress progress_with(work_progress run, const earlier_work& before);
/// Returns the progress of an export. The rates are those since `before`, an earlier value of the same
/// export; default: since the beginning. `filtered`: a filter leaves items out.
[[nodiscard]] work_progress progress_of(const export_progress& now, const export_progress& before = {},
                                        bool filtered = false);

/// Adds the failed requests of `reads` to those of work that writes what it reads.
[[nodiscard]] work_progress progress_with_reads(work_progress work, const export_progress& reads);

/// Returns the share that is done, 0 to 1; nothing if the total is not known. An estimate of `total_items`
/// that is exceeded is 1.
[[nodiscard]] std::optional<double> share_done(const work_progress& work) noexcept;
/// Returns the time until the end at the mean speed of this run without its outages; nothing if it is not
/// known: less than 1 s or 0.1 % has passed.
[[nodiscard]] std::optional<std::chrono::milliseconds> time_left(const work_progress& work) noexcept;
/// Returns why a request failed, in one to three words: "timeout", "no connection", "HTTP 503".
[[nodiscard]] std::string retry_reason_of(const failure& why);
/// Returns a sentence about the requests that were sent again, for the end of the work: "12 requests
/// failed and were sent again; no request succeeded for 45 s". Empty: that was too short to matter.
[[nodiscard]] std::string outage_text(const work_progress& work);
/// Returns the part that throttled most: "index by-date", "key c-1 of orders", "table orders". Empty: not
/// known.
[[nodiscard]] std::string main_throttle(const work_progress& work);

}  // namespace dynaco::program
