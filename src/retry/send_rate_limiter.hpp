#pragma once

#include "retry/send_rate_state.hpp"

#include <dynaco/core/throttling_reason.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::retry {

/// What a request takes throughput of.
struct send_rate_scope {
    /// Tables and indexes by their names in ARNs: "accounts", "accounts/index/by_email".
    std::vector<std::string> resources{};
    bool writes = false;
};

/// Keeps requests from being sent faster than what they read or write lets pass: one `send_rate_state` for
/// reading and one for writing each table and index, so that one that is too hot slows no other. A write of a
/// table counts for its indexes as well, as soon as they throttle it.
///
/// Thread-safe. States that nobody used for `send_rate_state::forgets_after` are dropped; beyond `max_states`
/// what is new is not limited.
class send_rate_limiter {
 public:
    using time_point = send_rate_state::time_point;
    class turn;

    static constexpr std::size_t max_states = 4096;
    /// Rates may rise while one waits: waiting longer than this is done in parts.
    static constexpr std::chrono::milliseconds longest_wait{500};

    /// Of resources that are limited now.
    [[nodiscard]] std::size_t limited() const;
    [[nodiscard]] std::size_t states() const;

 private:
    struct state {
        send_rate_state rate;
        time_point used;
        std::vector<std::uint64_t> line{};  // of turns that wait here, the oldest first
    };
    using state_map = std::map<std::string, state, std::less<>>;

    state* at(const std::string& key, time_point now);
    state* at(const std::string& key, const std::string& like, time_point now);
    void leave(const std::string& key, std::uint64_t number);
    void forget(time_point now);
    [[nodiscard]] std::vector<std::string> keys_of(const send_rate_scope& scope) const;
    [[nodiscard]] std::vector<std::string> blamed(const send_rate_scope& scope,
                                                  std::span<const throttling_reason> reasons) const;

    mutable std::mutex mutex_;  // guards all below
    state_map states_;
    std::uint64_t turns_ = 0;
    time_point forget_at_{};
};

/// A request's place in the lines it waits in; gives it up when it dies.
class send_rate_limiter::turn {
 public:
    turn(send_rate_limiter& of, send_rate_scope scope) : of_(of), scope_(std::move(scope)) {}
    turn(const turn&) = delete;
    turn& operator=(const turn&) = delete;
    ~turn();

    /// Takes a token of everything in the scope, if there are some for all. @returns zero then, else how long
    /// to wait before asking again; nothing was taken.
    [[nodiscard]] std::chrono::milliseconds next(time_point now);
    /// Counts the answer to what was sent. `reasons` are those of a throttled request: without any, all that
    /// the request is about is taken for throttled.
    void answered(bool throttled, std::span<const throttling_reason> reasons, time_point now);

 private:
    send_rate_limiter& of_;
    const send_rate_scope scope_;
    std::uint64_t number_ = 0;  // 0: has not waited yet
    std::string waits_at_;
};

}  // namespace dynaco::retry
