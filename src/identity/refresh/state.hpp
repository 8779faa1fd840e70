#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace dynaco::identity {

/// What to do for a caller that needs credentials.
enum class credentials_decision : std::uint8_t {
    use,           ///< Use the stored credentials.
    use_and_load,  ///< Use the stored credentials, and start a load in the background.
    load,          ///< Start a load and wait for it.
    wait,          ///< Wait for the running load.
    fail,          ///< Return the failure of the last load, which failed a moment ago.
};

/// Decides when credentials are loaded. Pure: times and jitter, which is in [0, 1), are arguments.
///
/// Credentials that expire are refreshed in the last quarter of their lifetime, at the earliest 15 minutes
/// before its end, by one load in the background. In the last sixth (at most 10 minutes), callers wait for
/// the load, unless the last load failed. Credentials that have not expired are always usable.
///
/// A failed load is repeated after a pause. Without usable credentials the pause is about a second, so that a
/// service that is down does not get too many requests. Otherwise it is a fifteenth of the last quarter (a
/// minute for credentials of an hour), and it doubles with each further failure.
///
/// The current wall clock decides whether credentials have expired. Pauses use the steady clock, which cannot
/// be set.
class credentials_state {
 public:
    using milliseconds = std::chrono::milliseconds;
    using wall_time = std::chrono::sys_time<milliseconds>;
    using steady_time = std::chrono::steady_clock::time_point;

    struct times {
        wall_time wall{};
        steady_time steady{};
    };

    static constexpr milliseconds earliest_refresh = std::chrono::minutes(15);  ///< How long before the end.
    static constexpr milliseconds longest_waiting = std::chrono::minutes(10);   ///< How long before the end.
    static constexpr milliseconds short_pause = std::chrono::seconds(1);        ///< On average.
    /// The minimum time between loads after the service refused the credentials. Without it, a service that
    /// refuses all credentials would cause a load for each call.
    static constexpr milliseconds between_refusals = std::chrono::seconds(10);
    /// The minimum time for which expired credentials that may outlive their expiration are used before the
    /// next load; jitter adds up to half of it.
    static constexpr milliseconds extension = std::chrono::minutes(10);
    /// A load that has not ended after this time belongs to a context that is no longer run.
    static constexpr milliseconds given_up_after = std::chrono::seconds(75);

    [[nodiscard]] credentials_decision decide(times now) const noexcept;
    /// Whether the credentials can be used without any other decision; then the steady time is not needed.
    [[nodiscard]] bool at_rest(wall_time now) const noexcept;
    /// Whether `at_rest` depends on the time.
    [[nodiscard]] bool expires() const noexcept { return expiration_.has_value(); }
    /// When `at_rest` becomes false, unless something happens before; `max()` if never.
    [[nodiscard]] wall_time rests_until() const noexcept {
        return expiration_ ? *expiration_ - refresh_ : wall_time::max();
    }
    /// Whether there are credentials that have not expired.
    [[nodiscard]] bool usable(wall_time now) const noexcept { return there_ && !expired(now); }

    void load_began(steady_time now) noexcept;
    /// A load returned credentials. `outlives`: they stay usable after their expiration.
    ///
    /// @returns false if the credentials have expired and are not accepted; this counts as a failed load.
    [[nodiscard]] bool loaded(std::optional<wall_time> expiration, bool outlives, times now,
                              double jitter) noexcept;
    void load_failed(times now, double jitter) noexcept;
    /// The load ended without an outcome, because its context was destroyed.
    void load_vanished() noexcept { loading_ = false; }
    /// The service refused the credentials: the next caller waits for new ones.
    void refused(steady_time now) noexcept;

 private:
    [[nodiscard]] bool expired(wall_time now) const noexcept { return expiration_ && *expiration_ <= now; }
    [[nodiscard]] bool within(milliseconds of_the_end, wall_time now) const noexcept;
    [[nodiscard]] bool under_way(steady_time now) const noexcept;
    void serve_until(wall_time expiration, wall_time now, double jitter) noexcept;
    void extend(wall_time now, double jitter) noexcept;

    bool there_ = false;
    bool outlives_ = false;
    bool stale_ = false;  // the service refused them
    std::optional<wall_time> expiration_{};
    milliseconds refresh_{};  // how long before the expiration a load is started
    milliseconds waiting_{};  // how long before the expiration callers wait

    bool loading_ = false;
    steady_time load_began_{};
    int failures_ = 0;  // since the last success
    // No load starts before these times: with usable credentials, without them, and after a refusal.
    steady_time next_refresh_ = steady_time::min();
    steady_time next_attempt_ = steady_time::min();
    steady_time next_refusal_ = steady_time::min();
};

}  // namespace dynaco::identity
