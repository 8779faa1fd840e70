#pragma once

#include "transport/transport.hpp"

#include <array>
#include <chrono>
#include <cstdint>

namespace dynaco::detail {

/// Clocks, sleep and random numbers of the call loop. Tests have their own implementation.
class effects {
 public:
    effects() = default;
    effects(const effects&) = delete;
    effects& operator=(const effects&) = delete;
    virtual ~effects() = default;

    [[nodiscard]] virtual transport::steady_time now() = 0;
    /// The wall clock (UTC).
    [[nodiscard]] virtual std::chrono::sys_time<std::chrono::milliseconds> wall_clock() = 0;
    /// Sleeps for `time`. Returns early without reporting an error if the call is cancelled.
    virtual boost::asio::awaitable<void> sleep(std::chrono::milliseconds time) = 0;
    /// Sleeps while other work runs, which may end first and then cancels the sleep. A scripted clock must
    /// not jump to the end of this sleep.
    virtual boost::asio::awaitable<void> sleep_beside(std::chrono::milliseconds time) { return sleep(time); }
    [[nodiscard]] virtual std::uint64_t random() = 0;

    /// A random number in [0, 1).
    [[nodiscard]] double jitter() { return static_cast<double>(random() >> 11) * 0x1p-53; }
};

/// The machine's clocks and random numbers. The random numbers differ between processes, also after a fork.
/// Thread-safe.
[[nodiscard]] std::unique_ptr<effects> real_effects();

/// A random UUID (RFC 9562, version 4).
[[nodiscard]] std::array<char, 36> random_uuid(effects& world);

}  // namespace dynaco::detail
