#pragma once

#include <dynaco/errors.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace dynaco::test {

/// The counts of the soak. Thread-safe; their memory does not grow.
class figures {
 public:
    using duration = std::chrono::steady_clock::duration;

    explicit figures(duration longest_allowed) : allowed_(longest_allowed) {}

    void ended(duration after, int attempts, const std::optional<failure>& why);
    /// Something that must not happen.
    void wrong(std::string what);
    /// True as long as nothing went wrong.
    [[nodiscard]] bool good() const;

    void print(duration over) const;

 private:
    // Latencies by their leading bits: eight steps for each doubling of a microsecond.
    static constexpr std::size_t steps = 8;
    static constexpr std::size_t most_shown = 20;
    [[nodiscard]] static std::size_t slot_of(std::uint64_t microseconds);
    [[nodiscard]] double percentile(double share) const;  // ms

    const duration allowed_;
    mutable std::mutex mutex_;  // guards all below
    std::array<long, 64 * steps> latencies_{};
    std::map<std::string, long> outcomes_;
    std::vector<std::string> wrong_;
    long calls_ = 0;
    long repeated_ = 0;
    long errors_ = 0;
    duration slowest_{};
};

/// Kilobytes of memory that this process holds (Linux; elsewhere 0).
[[nodiscard]] long resident_kilobytes();

}  // namespace dynaco::test
