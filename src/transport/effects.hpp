#pragma once

#include "transport/transport.hpp"

#include <array>
#include <chrono>
#include <cstdint>

namespace dynaco::detail {

/// Time and chance, as the call loop needs them; tests script their own.
class effects {
 public:
    effects() = default;
    effects(const effects&) = delete;
    effects& operator=(const effects&) = delete;
    virtual ~effects() = default;

    [[nodiscard]] virtual transport::steady_time now() = 0;
    /// The time of day (UTC).
    [[nodiscard]] virtual std::chrono::sys_time<std::chrono::milliseconds> wall_clock() = 0;
    /// Ends early, without a word, if the call is cancelled.
    virtual boost::asio::awaitable<void> sleep(std::chrono::milliseconds time) = 0;
    /// The same beside other work, which may end first and then cancels it: a scripted clock must not jump to
    /// its end.
    virtual boost::asio::awaitable<void> sleep_beside(std::chrono::milliseconds time) { return sleep(time); }
    [[nodiscard]] virtual std::uint64_t random() = 0;

    /// In [0, 1).
    [[nodiscard]] double jitter() { return static_cast<double>(random() >> 11) * 0x1p-53; }
};

/// The machine's clocks and random numbers; these differ between processes, forked ones included.
/// Thread-safe.
[[nodiscard]] std::unique_ptr<effects> real_effects();

/// A random UUID (RFC 9562, version 4).
[[nodiscard]] std::array<char, 36> random_uuid(effects& world);

}  // namespace dynaco::detail
