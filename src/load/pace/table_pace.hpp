#pragma once

#include "load/pace/pace_clock.hpp"
#include "load/pace/rate_finder.hpp"
#include "load/pace/throttle_reason.hpp"
#include "load/pace/unit_bucket.hpp"
#include "load/pace/write_units.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// The limits of the rate at which a table may be written.
struct table_pace_options {
    /// The most units per second that the table may consume; 0: no limit. Each index has the same limit, but
    /// only on average over some requests.
    double max_units_per_second = 0;
    /// The rate at the beginning: the provisioned throughput if it is known.
    double start_units_per_second = 1000;
};

/// The units of a request to one table. Position 0 is the table, position 1 + i its index i.
struct paced_request {
    std::vector<double> expected{};  ///< The units according to the sizes of the items. The caller sets them.
    std::vector<double> taken{};     ///< The units that `table_pace::sent` took from the buckets.
    time_point sent_at{};            ///< Set by `table_pace::sent`.
};

/// The response to a request to one table.
struct paced_answer {
    /// The expected units of the leftovers; of all writes after an exception. Empty: nothing was refused.
    std::span<const double> refused{};
    /// The part of `refused[0]` that belongs to hash keys that are held back: it does not count as throttling
    /// of the table.
    double refused_hot = 0;
    /// The units that the request consumed (ReturnConsumedCapacity: INDEXES); empty if not known.
    std::span<const double> consumed{};
};

/// Decides when a table's next request may be sent, and how many units it may have: a bucket and a rate for
/// the table and for each of its indexes. Pure.
///
/// A request waits while a bucket is in debt. An index has a rate only after DynamoDB names it as the cause
/// of throttling. Throttling without a reason counts for the resource that was named in the last 30 seconds.
/// If none was named, it counts for the table.
///
/// With `max_units_per_second` the table consumes at most 1.05 times as much in any second, for any latency,
/// if no item is larger than that and the estimates are right.
class table_pace {
 public:
    /// Part of the rate that one request may have.
    static constexpr double request_part = 0.02;
    static constexpr double request_part_without_cap = 0.05;
    /// Part of the cap that may be used in a second.
    static constexpr double cap_tolerance = 1.05;

    table_pace(const table_pace_options& options, std::vector<std::string> indexes, time_point now);

    /// The time until a request may be sent; zero: now.
    [[nodiscard]] nanoseconds wait(time_point now) noexcept;
    /// The most expected units that a request may have now.
    [[nodiscard]] double most_units(time_point now) noexcept;
    /// The most units that a single write may have now, which is then sent alone if it has more than
    /// `most_units`. If no write is small enough, ask again after `retry_after`.
    [[nodiscard]] double most_first_units(time_point now) noexcept;
    [[nodiscard]] nanoseconds retry_after(time_point now) const noexcept { return recent_.next_slice(now); }

    /// Records that a request was sent.
    void sent(paced_request& request, time_point now);
    /// Records that the response was lost: the units count as consumed.
    void lost(const paced_request& request, time_point now) noexcept;
    /// Records a response.
    void answered(const paced_request& request, const paced_answer& answer, time_point now);
    /// Records why a request was throttled. Call it before `answered`.
    void throttled(const throttle_reason& reason, time_point now);
    /// Reverts the latest cut of the table's rate, because a hash key caused the throttling.
    void acquit(time_point now) noexcept;

    /// The number of positions: the table and its indexes.
    [[nodiscard]] std::size_t resources() const noexcept { return resources_.size(); }
    /// Units per second of the table or an index; infinite if it is not limited.
    [[nodiscard]] double rate(std::size_t position) const noexcept {
        return resources_[position].bucket.rate();
    }
    /// The consumption of a resource compared with the expected one.
    [[nodiscard]] double factor(std::size_t position) const noexcept {
        return resources_[position].correction.factor();
    }
    /// Units per second that the table accepted recently.
    [[nodiscard]] double delivered() const noexcept { return resources_[0].finder.delivered(); }
    /// The index that limits the table: DynamoDB named it, and its rate is used. Empty: none. For messages.
    [[nodiscard]] std::string_view limiting_index() const noexcept;

 private:
    struct resource {
        std::string name;
        unit_bucket bucket;
        rate_finder finder;
        bool limited = false;  // whether `finder` decides; before that it only measures
        unit_correction correction{};
        std::optional<time_point> named_at{};
    };
    [[nodiscard]] std::size_t blamed(time_point now) const noexcept;
    void update_rate(std::size_t number, time_point now) noexcept;
    void answered(std::size_t number, const paced_request& request, const paced_answer& answer, bool blamed,
                  time_point now);

    /// The units that the service may have consumed in any second that ends now or later: those of the
    /// requests in flight, and of the responses of the last second.
    [[nodiscard]] double counted(time_point now) noexcept { return in_flight_ + recent_.sum(now); }

    double cap_;
    std::vector<resource> resources_;
    recent_units recent_;
    double in_flight_ = 0;  // units that were taken
};

}  // namespace dynaco::loading
