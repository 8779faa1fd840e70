#pragma once

#include <chrono>
#include <cstddef>
#include <optional>

namespace dynaco::transport {

/// Decides when to try which address of a host (RFC 8305 §5). Pure: the driver performs the actions and
/// reports events.
///
/// The next address is tried when the one before has not answered within the delay, or at once when one has
/// failed. The connects that are running continue. The first connect that succeeds is used.
class connect_race_state {
 public:
    using time_point = std::chrono::steady_clock::time_point;
    using duration = std::chrono::steady_clock::duration;

    /// An action for the driver.
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
    /// Reports that a started connect failed.
    std::optional<action> failed(time_point now) noexcept;
    /// Reports that the connect to `address` succeeded.
    std::optional<action> connected(std::size_t address) noexcept;
    /// Reports that time has passed. Call it at `next_start()`.
    std::optional<action> passed(time_point now) noexcept;

    /// When to call `passed`. `time_point::max()` if all addresses have been started.
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
