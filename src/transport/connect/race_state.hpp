#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace dynaco::transport {

/// Decides when to try which of a host's addresses (RFC 8305 §5). Pure: the driver connects and waits as it
/// is told.
///
/// The next address is tried when the one before has not answered within the delay, or at once when one has
/// failed; those under way go on. The first that connects wins.
class connect_race_state {
 public:
    using time_point = std::chrono::steady_clock::time_point;
    using duration = std::chrono::steady_clock::duration;

    /// What the driver is to do.
    struct action {
        enum class kind {
            start,  ///< Start to connect to `address`.
            win,    ///< Use the connection to `address`; close the others.
            fail,   ///< All addresses have failed.
        };
        kind what;
        std::size_t address = 0;  ///< Index into the list of addresses.

        friend bool operator==(const action&, const action&) = default;
    };

    connect_race_state(std::size_t addresses, duration delay) noexcept
        : addresses_(addresses), delay_(delay) {}

    std::optional<action> begin(time_point now) noexcept { return start_next(now); }
    /// One that was started did not connect.
    std::optional<action> failed(time_point now) noexcept;
    /// The one to `address` connected.
    std::optional<action> connected(std::size_t address) noexcept;
    /// Time has passed.
    std::optional<action> passed(time_point now) noexcept;

    /// When to call `passed`; the end of time if there is nothing left to start.
    [[nodiscard]] time_point next_start() const noexcept;
    /// True once the race is won or lost.
    [[nodiscard]] bool over() const noexcept { return over_; }

 private:
    std::optional<action> start_next(time_point now) noexcept;

    std::size_t addresses_;
    duration delay_;
    std::size_t started_ = 0;
    std::size_t failed_ = 0;
    time_point next_start_{};
    bool over_ = false;
};

}  // namespace dynaco::transport
