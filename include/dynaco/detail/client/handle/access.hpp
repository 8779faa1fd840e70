#pragma once

#include <dynaco/client.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace dynaco::detail {

/// A time of the system clock (UTC).
using wall_time = std::chrono::sys_time<std::chrono::milliseconds>;

/// Functions of a client that the table layer needs and users do not.
class client_access {
 public:
    /// Returns a handle to the client whose calls, with the pauses between them, share one deadline. The
    /// deadline is the current time plus the timeout of one call, minus `spent`. Batches use it.
    [[nodiscard]] static client within_deadline(const client& db, std::chrono::nanoseconds spent = {});
    /// True if `call_options::until` has passed, or the deadline of `within_deadline`.
    [[nodiscard]] static bool late(const client& db) { return now(db) >= ends_by(db); }
    /// True if `call_options::until` is not later than the deadline of `within_deadline`.
    [[nodiscard]] static bool ends_by_until(const client& db) noexcept {
        return db.options_.until <= db.shared_end_;
    }
    /// The limit of attempts of a call, from the first of these that is set: `call_options`,
    /// `client_options::retry`, the environment, the profile. 0 if none is set.
    [[nodiscard]] static int max_attempts(const client& db) noexcept;
    /// The timeout of an attempt, from `call_options` or `client_options`.
    [[nodiscard]] static std::chrono::milliseconds attempt_timeout(const client& db) noexcept;

    /// Sleeps for `time`. Returns early, without an error, when the deadline of the handle passes or the
    /// coroutine is cancelled.
    [[nodiscard]] static awaitable<void> sleep_for(const client& db, std::chrono::milliseconds time);
    /// The time of the steady clock that the client uses.
    [[nodiscard]] static std::chrono::steady_clock::time_point now(const client& db);
    /// The time of the system clock that the client uses, without the correction of clock skew.
    [[nodiscard]] static wall_time wall_clock(const client& db);

    /// Returns a random UUID of 36 characters, for a request that DynamoDB must apply only once
    /// (ClientRequestToken).
    [[nodiscard]] static std::string random_token(const client& db);
    /// Returns `table_name` with `client_options::table_prefix` in front of it.
    [[nodiscard]] static std::string prefixed(const client& db, std::string_view table_name);

 private:
    friend class dynaco::client;

    [[nodiscard]] static std::chrono::steady_clock::time_point ends_by(const client& db) noexcept {
        return db.options_.until < db.shared_end_ ? db.options_.until : db.shared_end_;
    }
    // Cuts a pause at the deadline of the handle.
    [[nodiscard]] static std::chrono::milliseconds left_of(const client& db, std::chrono::milliseconds time);
};

}  // namespace dynaco::detail
