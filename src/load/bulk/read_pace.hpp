#pragma once

#include "load/pace/pace_clock.hpp"
#include "load/pace/rate_finder.hpp"
#include "load/pace/unit_bucket.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace dynaco::loading {

/// The limits of the rate at which a table or an index may be read.
struct read_pace_options {
    double max_units_per_second = 0;    ///< A cap; 0: none.
    double known_units_per_second = 0;  ///< The provisioned throughput; 0: not known.
    bool consistent = false;            ///< Consistent reads cost twice as much.
    std::uint32_t page_limit = 0;       ///< The most items of a page; 0: no limit.
    std::size_t requests = 1;           ///< The most requests in flight.
    nanoseconds attempt_timeout = std::chrono::seconds(20);
};

/// Decides when the next page may be requested, and how many items it may have. Pure.
///
/// Without a cap, requests do not wait until DynamoDB throttles. From then on `rate_finder` finds the rate,
/// as for writes. With a cap, the first request is sent alone, because the size of the items is not known
/// before its response. A page has at most a quarter of the units of a second, so that a low rate is not used
/// in bursts: a page of 1 MB has 128 units.
///
/// After a timeout it asks for less: a quarter of the requests in flight, and pages of a sixteenth. Pages
/// that arrive in an eighth of the timeout raise both again.
class read_pace {
 public:
    static constexpr double page_part = 0.25;  // a page's largest part of the units of a second
    static constexpr double full_page = 128;   // units of 1 MB, eventually consistent

    /// A request that may be sent.
    struct grant {
        double units = 0;         ///< The units that it is expected to consume.
        std::uint32_t limit = 0;  ///< Limit of the request; 0: none.
        time_point send_at{};
    };
    /// The response to a page that was read.
    struct page {
        double consumed = 0;        ///< Units.
        std::uint64_t scanned = 0;  ///< Items, before the filter.
    };

    read_pace(const read_pace_options& options, time_point now) noexcept;

    /// The time until the next request may be sent; zero: now.
    [[nodiscard]] nanoseconds wait(time_point now) noexcept;
    /// Takes the units of the next request, which is sent after `wait(now)`.
    grant take(time_point now) noexcept;

    void read(const grant& request, const page& response, time_point now) noexcept;
    /// The request was throttled. `one_partition`: only a part of the table; the rate stays.
    void throttled(const grant& request, bool one_partition, time_point now) noexcept;
    /// The service or the connection failed. `jitter` is 0 to 1. All requests pause.
    void failed(const grant& request, double jitter, time_point now) noexcept;

    /// What `failed` does, for a request that got no response in time.
    void timed_out(const grant& request, double jitter, time_point now) noexcept;

    /// The limit of requests in flight.
    [[nodiscard]] std::size_t requests() const noexcept { return requests_; }
    /// The time since which all requests fail; nothing if the last one did not fail.
    [[nodiscard]] std::optional<time_point> failing_since() const noexcept { return failing_since_; }
    /// Units per second; infinite if it is not limited.
    [[nodiscard]] double rate() const noexcept { return bucket_.rate(); }

 private:
    [[nodiscard]] double page_units() const noexcept {
        return options_.consistent ? 2 * full_page : full_page;
    }
    [[nodiscard]] std::uint32_t limit() const noexcept;
    void update_rate(time_point now) noexcept;
    void ask_for_more(const grant& request, time_point now) noexcept;

    read_pace_options options_;
    double cap_;
    unit_bucket bucket_;
    rate_finder finder_;
    bool learnt_ = false;   // a page was read: the size of items is known
    bool alone_ = false;    // the first request is in flight
    bool limited_ = false;  // DynamoDB has throttled: the finder decides
    double units_per_item_;
    double units_per_page_;
    std::optional<time_point> failing_since_{};
    time_point pause_until_{};
    int failures_ = 0;
    std::size_t requests_;
    double page_share_ = 1;        // of a full page
    time_point asked_for_less_{};  // requests that were sent before do not count again
};

}  // namespace dynaco::loading
