#include "identity/refresh/state.hpp"

#include <algorithm>

namespace dynaco::identity {
namespace {

using milliseconds = credentials_state::milliseconds;

milliseconds part(milliseconds time, double of_it) {
    return milliseconds(static_cast<milliseconds::rep>(static_cast<double>(time.count()) * of_it));
}

// A random time from 0.5 to 1.5 times `time`.
milliseconds spread(milliseconds time, double jitter) { return time / 2 + part(time, jitter); }

// At least two seconds, at most a third of the time in which a refresh is attempted.
milliseconds pause_after(int failures, milliseconds refresh) {
    constexpr milliseconds shortest = 2 * credentials_state::short_pause;
    const milliseconds longest = std::max(shortest, refresh / 3);
    const int doublings = std::min(failures - 1, 10);
    return std::clamp(refresh / 15 * (1 << doublings), shortest, longest);
}

}  // namespace

bool credentials_state::within(milliseconds of_the_end, wall_time now) const noexcept {
    return expiration_ && now >= *expiration_ - of_the_end;
}

bool credentials_state::under_way(steady_time now) const noexcept {
    return loading_ && now - load_began_ < given_up_after;
}

bool credentials_state::at_rest(wall_time now) const noexcept {
    return there_ && !stale_ && !within(refresh_, now);
}

credentials_decision credentials_state::decide(times now) const noexcept {
    using enum credentials_decision;
    if (at_rest(now.wall)) return use;
    const bool loading = under_way(now.steady);
    if (usable(now.wall) && !stale_) {
        // It is useless to wait for a source that fails.
        const bool waits = within(waiting_, now.wall) && failures_ == 0;
        if (loading) return waits ? wait : use;
        if (now.steady < next_refresh_) return use;
        return waits ? load : use_and_load;
    }
    if (loading) return wait;
    if (now.steady >= next_attempt_) return load;
    return usable(now.wall) ? use : fail;
}

void credentials_state::load_began(steady_time now) noexcept {
    loading_ = true;
    load_began_ = now;
}

bool credentials_state::loaded(std::optional<wall_time> expiration, bool outlives, times now,
                               double jitter) noexcept {
    const bool dead = expiration && *expiration <= now.wall;
    if (dead && !outlives) {
        load_failed(now, jitter);
        return false;
    }
    there_ = true;
    outlives_ = outlives;
    stale_ = false;
    loading_ = false;
    failures_ = 0;
    next_refresh_ = next_attempt_ = steady_time::min();
    expiration_.reset();
    if (dead)
        extend(now.wall, jitter);
    else if (expiration)
        serve_until(*expiration, now.wall, jitter);
    return true;
}

void credentials_state::load_failed(times now, double jitter) noexcept {
    loading_ = false;
    stale_ = false;  // until they are refused again
    ++failures_;
    if (there_ && outlives_ && expired(now.wall)) extend(now.wall, jitter);
    next_refresh_ = now.steady + spread(pause_after(failures_, refresh_), jitter);
    next_attempt_ = now.steady + spread(short_pause, jitter);
}

void credentials_state::refused(steady_time now) noexcept {
    if (now < next_refusal_) return;
    stale_ = true;
    next_refusal_ = now + between_refusals;
}

// The times are fractions of the remaining lifetime. With fixed times, a session of 15 minutes would be
// refreshed all the time. A source that caches credentials until they nearly expire would be loaded again and
// again without effect. A tenth of jitter keeps the processes of a machine from refreshing at the same
// moment.
void credentials_state::serve_until(wall_time expiration, wall_time now, double jitter) noexcept {
    const milliseconds left = expiration - now;
    expiration_ = expiration;
    refresh_ = std::min(left / 4, earliest_refresh);
    refresh_ -= part(refresh_ / 10, jitter);
    waiting_ = std::min(left / 6, longest_waiting);
}

void credentials_state::extend(wall_time now, double jitter) noexcept {
    serve_until(now + extension + part(extension / 2, jitter), now, jitter);
}

}  // namespace dynaco::identity
