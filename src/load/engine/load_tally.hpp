#pragma once

#include "load/pace/pace_clock.hpp"

#include <dynaco/load/report.hpp>

#include <chrono>
#include <cstdint>
#include <optional>

namespace dynaco::loading {

/// The counts of a load, and when its progress is reported. Pure. Not thread-safe.
class load_tally {
 public:
    using member = std::uint64_t load_counts::*;

    /// `interval`: between two reports of the progress.
    explicit load_tally(std::chrono::milliseconds interval) noexcept : interval_(interval) {}

    /// Notes the time of the first record.
    void begin(time_point now) noexcept;
    /// Continues with the counts of an earlier load.
    void go_on(const load_counts& kept) noexcept { counts_ = kept_ = before_ = kept; }

    /// Adds to the counts of the load and of a table.
    void add(load_counts& of_table, member what, std::uint64_t by = 1) noexcept {
        counts_.*what += by;
        of_table.*what += by;
    }
    /// Adds records that a load that continues meets again, until `is_done`.
    void add_undone(load_counts& of_table, member what, std::uint64_t by = 1) noexcept {
        add(of_table, what, by);
        undone_.*what += by;
    }
    /// One record of `add_undone` is done: a load that continues does not read it again.
    void is_done(member what) noexcept { --(undone_.*what); }
    /// Adds to the counts of the load only: a request may have writes to several tables.
    void add_to_load(member what) noexcept { ++(counts_.*what); }
    void add_units(load_counts& of_table, double units) noexcept {
        counts_.write_units += units;
        of_table.write_units += units;
    }

    [[nodiscard]] const load_counts& counts() const noexcept { return counts_; }
    /// The counts of the earlier load.
    [[nodiscard]] const load_counts& kept() const noexcept { return kept_; }
    /// The number of records that have ended.
    [[nodiscard]] std::uint64_t ended() const noexcept {
        return counts_.written + counts_.superseded + counts_.unmet + counts_.rejected + counts_.in_doubt +
               counts_.unsent;
    }
    /// The counts without the records that a load that continues meets again.
    [[nodiscard]] load_counts done() const noexcept;
    [[nodiscard]] std::chrono::milliseconds elapsed(time_point now) const noexcept;
    /// The counts, the time and the rates since the last report.
    [[nodiscard]] load_progress progress(time_point now) const;
    [[nodiscard]] time_point report_at() const noexcept { return report_at_; }
    /// Notes a report.
    void reported(time_point now, const load_counts& counts) noexcept;

 private:
    std::chrono::milliseconds interval_;
    load_counts counts_{};
    load_counts kept_{};
    load_counts undone_{};
    std::optional<time_point> began_{};
    time_point report_at_{};
    load_counts before_{};  // at the last report
};

}  // namespace dynaco::loading
