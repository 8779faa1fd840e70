#pragma once

#include <dynaco/core/result.hpp>

#include <compare>
#include <concepts>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace dynaco {

/// The integers that have a DynamoDB representation (`bool` and the character types are not numbers).
template <class T>
concept integer =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
    !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t> && sizeof(T) <= 8;

/// A decimal number, exact over all of DynamoDB's range: 38 significant digits, magnitude from 1E-130 to
/// 9.99…E+125, and zero (DynamoDB developer guide, "Supported data types: Number").
///
/// A regular, trivially copyable value. Equal numbers are equal however they were written: 1.50 == 1.5.
class number {
 public:
    static constexpr int max_digits = 38;
    static constexpr int max_exponent = 125;
    static constexpr int min_exponent = -130;
    /// The longest text: sign, 38 digits, point, exponent.
    static constexpr std::size_t max_text = 48;

    /// Zero.
    constexpr number() noexcept = default;
    /// Exact.
    template <integer I>
    constexpr number(I value) noexcept : number(from_magnitude(magnitude(value), value < 0)) {}
    /// The shortest decimal that reads back as `value`.
    /// @throws error  errc::not_a_number, errc::number_out_of_range
    template <std::floating_point F>
    explicit number(F value) : number(from_double(static_cast<double>(value))) {}
    /// @throws error  as `parse`
    explicit number(std::string_view text);

    /// Reads "12", "-1.50", "6.02e23". @returns errc::invalid_value for other text, errc::number_out_of_range
    /// for more than 38 significant digits or a magnitude that DynamoDB does not store: never rounds.
    [[nodiscard]] static result<number> parse(std::string_view text);

    /// Plain digits up to 38 places, scientific notation ("1.5E+100") beyond. Reads back equal.
    [[nodiscard]] std::string to_string() const;
    /// The same into `out`, of at least `max_text` bytes; returns the end.
    char* to_chars(char* out) const noexcept;

    /// The value if it is a whole number that fits, else nothing.
    template <integer I>
    [[nodiscard]] constexpr std::optional<I> to() const noexcept {
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
    /// The nearest `double`.
    [[nodiscard]] double to_double() const noexcept;

    friend constexpr bool operator==(const number&, const number&) noexcept = default;
    friend constexpr std::strong_ordering operator<=>(const number& a, const number& b) noexcept {
        if (a.negative_ != b.negative_)
            return a.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
        return a.negative_ ? compare_magnitude(b, a) : compare_magnitude(a, b);
    }
    friend std::ostream& operator<<(std::ostream&, const number&);

 private:
    // d.ddd… × 10^exponent: 38 digits, left-justified so that comparison is by exponent, then by digits.
    static constexpr std::uint64_t ten_to_18 = 1'000'000'000'000'000'000;
    std::uint64_t high_ = 0;  // the first 19 digits
    std::uint64_t low_ = 0;   // the last 19
    std::int16_t exponent_ = 0;
    bool negative_ = false;

    static number from_double(double value);
    template <integer I>
    static constexpr std::uint64_t magnitude(I value) noexcept {
        const auto bits = static_cast<std::uint64_t>(value);
        return value < 0 ? 0 - bits : bits;
    }
    static constexpr number from_magnitude(std::uint64_t value, bool negative) noexcept {
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
    constexpr bool to_magnitude(std::uint64_t& whole) const noexcept {
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
    static constexpr std::strong_ordering compare_magnitude(const number& a, const number& b) noexcept {
        if ((a.high_ == 0) != (b.high_ == 0)) return a.high_ <=> b.high_;  // zero has no exponent to compare
        if (a.exponent_ != b.exponent_) return a.exponent_ <=> b.exponent_;
        if (a.high_ != b.high_) return a.high_ <=> b.high_;
        return a.low_ <=> b.low_;
    }
};

}  // namespace dynaco
