#include "core/ascii.hpp"
#include "core/parse_real.hpp"

#include <dynaco/types.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <ostream>

namespace dynaco {
namespace {

constexpr int half_digits = 19;

failure not_a_number_text(std::string_view text) {
    return {errc::invalid_value, {.detail = '"' + std::string(text.substr(0, 60)) + "\" is not a number"}};
}
failure outside_range(std::string_view text, const char* why) {
    return {errc::number_out_of_range, {.detail = std::string(text.substr(0, 60)) + ' ' + why}};
}

// The digits of a text without leading and trailing zeros. `exponent` is the power of ten of the first digit.
struct scanned {
    std::array<char, number::max_digits> digits{};
    int count = 0;
    std::int64_t exponent = 0;
    bool negative = false;
    bool valid = false;
    bool too_long = false;
};

class scanner {
 public:
    explicit scanner(std::string_view text) noexcept : at_(text.data()), end_(text.data() + text.size()) {}

    scanned run() noexcept {
        scanned s;
        if (at_ != end_ && (*at_ == '-' || *at_ == '+')) s.negative = *at_++ == '-';
        const bool whole = take_digits(s, false);
        bool fraction = false;
        if (at_ != end_ && *at_ == '.') {
            ++at_;
            fraction = take_digits(s, true);
        }
        if (!whole && !fraction) return s;
        std::int64_t shift = 0;
        if (!take_exponent(shift) || at_ != end_) return s;
        s.exponent += shift;
        s.valid = true;
        return s;
    }

 private:
    bool take_digits(scanned& s, bool after_point) noexcept {
        const char* first = at_;
        for (; at_ != end_ && detail::is_digit(*at_); ++at_) {
            const bool significant = started_ || *at_ != '0';
            if (significant && started_ && !after_point) ++s.exponent;
            if (!started_ && after_point) --s.exponent;
            if (!significant) continue;
            started_ = true;
            if (*at_ == '0') {
                ++zeros_;
                continue;
            }
            append(s, *at_);
        }
        return at_ != first;
    }
    // Appends the pending zeros first: zeros are significant only if another digit follows.
    void append(scanned& s, char digit) noexcept {
        if (s.count + zeros_ + 1 > number::max_digits) {
            s.too_long = true;
            return;
        }
        for (; zeros_ > 0; --zeros_) s.digits[static_cast<std::size_t>(s.count++)] = '0';
        s.digits[static_cast<std::size_t>(s.count++)] = digit;
    }
    bool take_exponent(std::int64_t& shift) noexcept {
        if (at_ == end_ || (*at_ != 'e' && *at_ != 'E')) return true;
        ++at_;
        if (at_ != end_ && *at_ == '+') {
            ++at_;
            if (at_ != end_ && *at_ == '-') return false;
        }
        const auto [end, error] = std::from_chars(at_, end_, shift);
        if (error == std::errc::result_out_of_range)
            shift = *at_ == '-' ? -unreachable : unreachable;
        else if (error != std::errc{})
            return false;
        at_ = end;
        shift = std::clamp(shift, -unreachable, unreachable);
        return true;
    }

    // An exponent outside the valid range for any number of digits. Adding to it cannot overflow.
    static constexpr std::int64_t unreachable = 1'000'000'000'000'000;

    const char* at_;
    const char* end_;
    int zeros_ = 0;
    bool started_ = false;
};

std::uint64_t half(const scanned& s, int first) noexcept {
    std::uint64_t value = 0;
    for (int i = first; i < first + half_digits; ++i) {
        const char digit = i < s.count ? s.digits[static_cast<std::size_t>(i)] : '0';
        value = value * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    return value;
}

constexpr auto powers_of_ten = [] {
    std::array<std::uint64_t, half_digits + 1> powers{1};
    for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
    return powers;
}();

// A number of at most 19 characters, such as "-123.45". Most numbers have this form.
struct short_decimal {
    std::uint64_t digits = 0;
    int count = 0;     // the number of digits, without leading zeros
    int exponent = 0;  // the exponent of the first digit
    bool negative = false;

    bool scan(std::string_view text) noexcept {
        const char* at = text.data();
        const char* const end = at + text.size();
        if (text.size() > half_digits) return false;
        if (at != end && *at == '-') negative = true, ++at;
        const char* const whole = at;
        for (; at != end && detail::is_digit(*at); ++at) take(*at);
        if (at == whole) return false;
        exponent = count - 1;
        if (at == end) return true;
        if (*at++ != '.') return false;
        const char* const fraction = at;
        for (; at != end && detail::is_digit(*at); ++at) {
            take(*at);
            if (count == 0) --exponent;
        }
        return at == end && at != fraction;
    }

 private:
    void take(char digit) noexcept {
        digits = digits * 10 + static_cast<std::uint64_t>(digit - '0');
        if (digits != 0) ++count;
    }
};

void put_half(char* out, std::uint64_t value) noexcept {
    std::array<char, half_digits> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + half_digits, value).ptr;
    const auto count = static_cast<std::size_t>(end - digits.data());
    std::memset(out, '0', half_digits - count);
    std::memcpy(out + (half_digits - count), digits.data(), count);
}

}  // namespace

result<number> number::parse(std::string_view text) {
    if (short_decimal usual; usual.scan(text)) {
        number n;
        if (usual.count == 0) return n;
        n.high_ = usual.digits * powers_of_ten[static_cast<std::size_t>(half_digits - usual.count)];
        n.exponent_ = static_cast<std::int16_t>(usual.exponent);
        n.negative_ = usual.negative;
        return n;
    }
    const scanned s = scanner(text).run();
    if (!s.valid) return not_a_number_text(text);
    if (s.too_long) return outside_range(text, "has more than 38 significant digits");
    number n;
    if (s.count == 0) return n;
    if (s.exponent > max_exponent || s.exponent < min_exponent)
        return outside_range(text, "is outside the range 1E-130 to 9.99E+125");
    n.high_ = half(s, 0);
    n.low_ = half(s, half_digits);
    n.exponent_ = static_cast<std::int16_t>(s.exponent);
    n.negative_ = s.negative;
    return n;
}

number::number(std::string_view text) : number(parse(text).value()) {}

number number::from_double(double value) {
    if (!std::isfinite(value)) throw error(errc::not_a_number, {});
    std::array<char, 40> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific).ptr;
    return parse({text.data(), static_cast<std::size_t>(end - text.data())}).value();
}

char* number::to_chars(char* out) const noexcept {
    if (high_ == 0) return *out = '0', out + 1;
    std::array<char, max_digits> digits;
    put_half(digits.data(), high_);
    int count = half_digits;
    if (low_ != 0) {
        put_half(digits.data() + half_digits, low_);
        count = max_digits;
    }
    while (digits[static_cast<std::size_t>(count - 1)] == '0') --count;
    if (negative_) *out++ = '-';

    const auto put = [&](int first, int last) {
        for (; first < last && first < count; ++first) *out++ = digits[static_cast<std::size_t>(first)];
        for (; first < last; ++first) *out++ = '0';
    };
    if (exponent_ >= 0 && exponent_ < max_digits) {  // 12300, 123.45
        put(0, exponent_ + 1);
        if (count > exponent_ + 1) *out++ = '.', put(exponent_ + 1, count);
        return out;
    }
    if (exponent_ < 0 && count - exponent_ <= max_digits) {  // 0.00123
        *out++ = '0', *out++ = '.';
        for (int i = -1; i > exponent_; --i) *out++ = '0';
        put(0, count);
        return out;
    }
    put(0, 1);
    if (count > 1) *out++ = '.', put(1, count);
    *out++ = 'E';
    if (exponent_ > 0) *out++ = '+';
    return std::to_chars(out, out + 5, exponent_).ptr;
}

std::string number::to_string() const {
    std::array<char, max_text> text{};
    return {text.data(), to_chars(text.data())};
}

double number::to_double() const noexcept {
    std::array<char, max_text> text{};
    double value = 0;
    static_cast<void>(detail::parse_real(text.data(), to_chars(text.data()), value));
    return value;
}

std::ostream& operator<<(std::ostream& out, const number& n) { return out << n.to_string(); }

}  // namespace dynaco
