#pragma once

#include "program/measure/latencies.hpp"

#include <dynaco/observing.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace dynaco::program {

/// The counts of a measurement so far.
struct bench_counts {
    latencies reads{};
    latencies writes{};
    std::uint64_t failed = 0;
    std::uint64_t throttled = 0;  ///< Attempts that were throttled; they were repeated.
    std::uint64_t retried = 0;    ///< Attempts that were repeated for another reason.
    double read_units = 0;
    double write_units = 0;
    std::map<std::string, std::uint64_t> causes{};  ///< The causes of failed calls, with their counts.
    std::vector<double> per_second{};               ///< The calls that ended in each whole second.

    [[nodiscard]] std::uint64_t calls() const noexcept { return reads.count() + writes.count(); }
};

/// Adds the repeated attempts and the failures of a client's calls to counts, which must outlive it. One
/// thread.
class bench_observer final : public observer {
 public:
    explicit bench_observer(bench_counts& to) noexcept : to_(&to) {}
    /// Stops counting: the calls that clean up do not belong to the measurement.
    void stop() noexcept { to_ = nullptr; }

    void retry_decided(const retry_event& event) override;
    void call_ended(const call_event& event) override;

 private:
    bench_counts* to_;
};

}  // namespace dynaco::program
