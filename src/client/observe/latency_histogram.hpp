#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace dynaco::detail {

/// Counts durations in buckets from 100 µs to 100 s. There are ten buckets for each power of ten; each is
/// about a quarter wider than the one before.
class latency_histogram {
 public:
    using microseconds = std::chrono::microseconds;

    /// The longest duration of each bucket. The last bucket has no limit and is not listed.
    static constexpr auto bounds = [] {
        constexpr std::array<int, 10> steps{100, 125, 160, 200, 250, 320, 400, 500, 630, 800};
        std::array<microseconds, 61> all{};
        std::int64_t scale = 1;
        for (std::size_t i = 0; i < all.size(); ++i) {
            all[i] = microseconds(steps[i % steps.size()] * scale);
            if (i % steps.size() == steps.size() - 1) scale *= 10;
        }
        return all;
    }();

    void add(microseconds time) noexcept {
        const auto at = std::ranges::lower_bound(bounds, time);
        ++counts_[static_cast<std::size_t>(at - bounds.begin())];
        sum_ += time;
    }
    latency_histogram& operator+=(const latency_histogram& other) noexcept {
        for (std::size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
        sum_ += other.sum_;
        return *this;
    }

    [[nodiscard]] std::uint64_t count() const noexcept { return count_up_to(counts_.size() - 1); }
    /// The number of durations that are at most `bounds[bucket]`.
    [[nodiscard]] std::uint64_t count_up_to(std::size_t bucket) const noexcept {
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i <= bucket; ++i) sum += counts_[i];
        return sum;
    }
    [[nodiscard]] microseconds sum() const noexcept { return sum_; }

    /// The duration that the fraction `q` of all durations did not exceed. Durations within a bucket are
    /// assumed to be spread evenly. Zero if nothing was counted.
    [[nodiscard]] microseconds quantile(double q) const noexcept {
        const auto all = static_cast<double>(count());
        if (all == 0) return {};
        const double rank = std::clamp(q, 0.0, 1.0) * all;
        double before = 0;
        for (std::size_t i = 0; i < bounds.size(); ++i) {
            const auto here = static_cast<double>(counts_[i]);
            if (here > 0 && before + here >= rank) {
                const auto low = static_cast<double>(i == 0 ? 0 : bounds[i - 1].count());
                const auto high = static_cast<double>(bounds[i].count());
                const double part = std::max(0.0, rank - before) / here;
                return microseconds(static_cast<std::int64_t>(low + (high - low) * part));
            }
            before += here;
        }
        return bounds.back();
    }

 private:
    std::array<std::uint64_t, bounds.size() + 1> counts_{};
    microseconds sum_{};
};

}  // namespace dynaco::detail
