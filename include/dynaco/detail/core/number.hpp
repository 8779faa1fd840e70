#pragma once

#include <dynaco/types.hpp>

#include <compare>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>

/// The functions of `number` that are evaluated at compile time.
namespace dynaco {

template <integer I>
constexpr std::optional<I> number::to() const noexcept {
    std::uint64_t whole = 0;
    if (!to_magnitude(whole)) return std::nullopt;
    if (!negative_) {
        if (whole > static_cast<std::uint64_t>(std::numeric_limits<I>::max())) return std::nullopt;
        return static_cast<I>(whole);
    }
    if constexpr (std::unsigned_integral<I>) {
        return std::nullopt;  // zero is never negative
    } else {
        if (whole > static_cast<std::uint64_t>(std::numeric_limits<I>::max()) + 1) return std::nullopt;
        return static_cast<I>(0 - whole);
    }
}

constexpr number number::from_magnitude(std::uint64_t value, bool negative) noexcept {
    number n;
    if (value == 0) return n;
    n.negative_ = negative;
    if (value >= ten_to_18 * 10) {  // 20 digits
        n.exponent_ = 19;
        n.high_ = value / 10;
        n.low_ = value % 10 * ten_to_18;
        return n;
    }
    n.exponent_ = 18;
    for (n.high_ = value; n.high_ < ten_to_18; n.high_ *= 10) --n.exponent_;
    return n;
}

constexpr bool number::to_magnitude(std::uint64_t& whole) const noexcept {
    if (high_ == 0) return whole = 0, true;
    if (exponent_ < 0 || exponent_ > 19) return false;
    if (exponent_ == 19) {
        if (low_ % ten_to_18 != 0 || high_ > std::numeric_limits<std::uint64_t>::max() / 10) return false;
        const std::uint64_t last = low_ / ten_to_18;
        whole = high_ * 10;
        if (whole > std::numeric_limits<std::uint64_t>::max() - last) return false;
        whole += last;
        return true;
    }
    std::uint64_t unit = 1;
    for (int i = exponent_; i < 18; ++i) unit *= 10;
    whole = high_ / unit;
    return low_ == 0 && high_ % unit == 0;
}

constexpr std::strong_ordering number::compare_magnitude(const number& a, const number& b) noexcept {
    if ((a.high_ == 0) != (b.high_ == 0)) return a.high_ <=> b.high_;  // zero has no exponent to compare
    if (a.exponent_ != b.exponent_) return a.exponent_ <=> b.exponent_;
    if (a.high_ != b.high_) return a.high_ <=> b.high_;
    return a.low_ <=> b.low_;
}

}  // namespace dynaco
