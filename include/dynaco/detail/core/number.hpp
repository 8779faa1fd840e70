#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/errors.hpp>

#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco {

/// An integer type of at most 64 bits that is stored as a number. `bool` and the character types are not.
template <class T>
concept integer =
    std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char> && !std::same_as<T, wchar_t> &&
    !std::same_as<T, char8_t> && !std::same_as<T, char16_t> && !std::same_as<T, char32_t> && sizeof(T) <= 8;

/// A decimal number with the exact range of DynamoDB: up to 38 significant digits, magnitudes from 1E-130 to
/// 9.99…E+125, and zero (DynamoDB developer guide, "Supported data types: Number").
///
/// A regular, trivially copyable value. Numbers are compared by value: 1.50 == 1.5. It has no arithmetic.
class number {
 public:
    static constexpr int max_digits = 38;      ///< The limit of significant digits.
    static constexpr int max_exponent = 125;   ///< The largest power of ten of the first digit.
    static constexpr int min_exponent = -130;  ///< The smallest power of ten of the first digit.
    /// The size in bytes of the longest text: sign, 38 digits, decimal point, exponent.
    static constexpr std::size_t max_text = 48;

    /// Zero.
    constexpr number() noexcept = default;
    /// The exact value of an integer.
    template <integer I>
    constexpr number(I value) noexcept : number(from_magnitude(magnitude(value), value < 0)) {}
    /// The shortest decimal number that converts back to the same `double`.
    /// @throws error  errc::not_a_number: `value` is NaN or infinite. errc::number_out_of_range: DynamoDB
    /// cannot store its magnitude.
    template <std::floating_point F>
    explicit number(F value) : number(from_double(static_cast<double>(value))) {}
    /// Reads a decimal number: "12", "-1.50", "6.02e23".
    /// @throws error  errc::invalid_value: `text` is not a number. errc::number_out_of_range: it has more
    /// than 38 significant digits or a magnitude that DynamoDB cannot store.
    explicit number(std::string_view text);

    /// Reads a decimal number: "12", "-1.50", "6.02e23". Never rounds.
    ///
    /// @returns the number; errc::invalid_value if `text` is not a number; errc::number_out_of_range if it
    /// has more than 38 significant digits or a magnitude that DynamoDB cannot store.
    [[nodiscard]] static result<number> parse(std::string_view text);

    /// Returns the number as text: plain digits ("0.0015") if at most 38 are necessary, else scientific
    /// notation ("1.5E+100"). `parse` reads the text as an equal number.
    [[nodiscard]] std::string to_string() const;
    /// Writes the text of `to_string` to `out`, which must have room for `max_text` bytes. Returns the end of
    /// the text. Writes no terminating zero.
    char* to_chars(char* out) const noexcept;

    /// Returns the value as an `I`; nothing if it has a fraction or does not fit.
    template <integer I>
    [[nodiscard]] constexpr std::optional<I> to() const noexcept;
    /// Returns the nearest `double`.
    [[nodiscard]] double to_double() const noexcept;

    /// True if the values are equal.
    friend constexpr bool operator==(const number&, const number&) noexcept = default;
    /// Compares the values.
    friend constexpr std::strong_ordering operator<=>(const number& a, const number& b) noexcept {
        if (a.negative_ != b.negative_)
            return a.negative_ ? std::strong_ordering::less : std::strong_ordering::greater;
        return a.negative_ ? compare_magnitude(b, a) : compare_magnitude(a, b);
    }
    /// Prints the text of `to_string`.
    friend std::ostream& operator<<(std::ostream&, const number&);

 private:
    // d.ddd… × 10^exponent: 38 digits, left-justified, so that the exponents are compared first, then the
    // digits.
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
    static constexpr number from_magnitude(std::uint64_t value, bool negative) noexcept;
    constexpr bool to_magnitude(std::uint64_t& whole) const noexcept;
    static constexpr std::strong_ordering compare_magnitude(const number& a, const number& b) noexcept;
};

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
