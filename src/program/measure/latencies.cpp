#include "program/measure/latencies.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace dynaco::program {

std::size_t latencies::bucket_of(std::uint64_t microseconds) noexcept {
    if (microseconds < exact) return static_cast<std::size_t>(microseconds);
    const auto octave = static_cast<std::size_t>(std::bit_width(microseconds)) - 7;  // 64…127 is the first
    const auto within = static_cast<std::size_t>(microseconds >> (octave + 1)) - per_octave;
    return exact + std::min(octave, octaves - 1) * per_octave + (octave < octaves ? within : per_octave - 1);
}

std::uint64_t latencies::upper_end(std::size_t bucket) noexcept {
    if (bucket < exact) return bucket;
    const std::size_t octave = (bucket - exact) / per_octave;
    const std::uint64_t within = (bucket - exact) % per_octave + per_octave;
    return ((within + 1) << (octave + 1)) - 1;
}

void latencies::add(std::chrono::microseconds duration) noexcept {
    const auto microseconds = static_cast<std::uint64_t>(std::max<std::int64_t>(0, duration.count()));
    ++buckets_[bucket_of(microseconds)];
    ++count_;
    longest_ = std::max(longest_, duration);
}

void latencies::merge(const latencies& other) noexcept {
    for (std::size_t i = 0; i < buckets_.size(); ++i) buckets_[i] += other.buckets_[i];
    count_ += other.count_;
    longest_ = std::max(longest_, other.longest_);
}

std::chrono::microseconds latencies::percentile(double share) const noexcept {
    const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < buckets_.size(); ++i) {
        seen += buckets_[i];
        if (seen >= wanted && seen > 0)
            return std::min(longest_, std::chrono::microseconds(static_cast<std::int64_t>(upper_end(i))));
    }
    return {};
}

}  // namespace dynaco::program
