#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace dynaco::identity {

/// What is to be done for somebody who asks for credentials.
enum class credentials_decision : std::uint8_t {
    use,           ///< Those that are there.
    use_and_load,  ///< The same, and a load is to be started that nobody waits for.
    load,          ///< A load is to be started, and waited for.
    wait,          ///< A load is under way that is to be waited for.
    fail,          ///< The last load failed a moment ago: its failure is the answer.
};

/// Decides when credentials are loaded. Pure: times and jitter, which is in [0, 1), are arguments.
///
/// Credentials that expire are refreshed in the last quarter of their life, 15 minutes before its end at the
/// earliest: by one load, which nobody waits for. In the last sixth, 10 minutes at most, callers wait for it,
/// unless the last load failed. Credentials that have not expired are served on whatever happens.
///
/// A load that failed is repeated after a pause: about a second where there is nothing to serve, so that a
/// service that is down is not stormed; else a fifteenth of the last quarter (a minute of an hour's
/// credentials), twice that after the second failure, and so on.
///
/// Whether credentials have expired is asked of the clock of the day as it is now; pauses are counted by the
/// steady clock, which nobody sets.
class credentials_state {
 public:
    using milliseconds = std::chrono::milliseconds;
    using wall_time = std::chrono::sys_time<milliseconds>;
    using steady_time = std::chrono::steady_clock::time_point;

    struct times {
        wall_time wall{};
        steady_time steady{};
    };

    static constexpr milliseconds earliest_refresh = std::chrono::minutes(15);  ///< Before the end.
    static constexpr milliseconds longest_waiting = std::chrono::minutes(10);   ///< Before the end.
    static constexpr milliseconds short_pause = std::chrono::seconds(1);        ///< On average.
    /// Between loads because the service refused the credentials: one that refuses all must not make each
    /// call load.
    static constexpr milliseconds between_refusals = std::chrono::seconds(10);
    /// For how long credentials that outlive their expiration are served before their source is asked again,
    /// at least; up to half as long again.
    static constexpr milliseconds extension = std::chrono::minutes(10);
    /// A load that has not ended by then belongs to a context that nobody runs any more.
    static constexpr milliseconds given_up_after = std::chrono::seconds(75);

    [[nodiscard]] credentials_decision decide(times now) const noexcept;
    /// Whether the credentials are used without a second thought: no need to ask for the steady time.
    [[nodiscard]] bool at_rest(wall_time now) const noexcept;
    /// Whether `at_rest` depends on the time.
    [[nodiscard]] bool expires() const noexcept { return expiration_.has_value(); }
    /// Whether there is anything that can be served.
    [[nodiscard]] bool usable(wall_time now) const noexcept { return there_ && !expired(now); }

    void load_began(steady_time now) noexcept;
    /// A load gave credentials. `outlives`: rather these than none when they have expired.
    ///
    /// @returns false: they have expired and are not taken; this counts as a failure.
    [[nodiscard]] bool loaded(std::optional<wall_time> expiration, bool outlives, times now,
                              double jitter) noexcept;
    void load_failed(times now, double jitter) noexcept;
    /// The load ended with neither: its context is gone.
    void load_vanished() noexcept { loading_ = false; }
    /// The service refused the credentials: the next who asks waits for others.
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
    milliseconds refresh_{};  // before the expiration a load is started,
    milliseconds waiting_{};  // and is waited for

    bool loading_ = false;
    steady_time load_began_{};
    int failures_ = 0;  // since the last success
    // No load before these: while there is something to serve, while there is not, because of a refusal.
    steady_time next_refresh_ = steady_time::min();
    steady_time next_attempt_ = steady_time::min();
    steady_time next_refusal_ = steady_time::min();
};

}  // namespace dynaco::identity
