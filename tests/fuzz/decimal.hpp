#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::fuzz {

/// A decimal number as digits in a string: slow, unbounded and simple, to check dynaco::number against.
struct decimal {
    std::string digits{};    ///< Without zeros at either end; empty for zero.
    long long exponent = 0;  ///< Of the first digit: d.ddd × 10^exponent.
    bool negative = false;

    friend bool operator==(const decimal&, const decimal&) = default;

    static std::optional<decimal> parse(std::string_view text) {
        decimal d;
        if (text.starts_with('-') || text.starts_with('+'))
            d.negative = text.front() == '-', text.remove_prefix(1);
        long long shift = 0;
        if (const auto e = text.find_first_of("eE"); e != std::string_view::npos) {
            if (!parse_exponent(text.substr(e + 1), shift)) return std::nullopt;
            text = text.substr(0, e);
        }
        const auto point = text.find('.');
        const std::string whole(text.substr(0, point));
        const std::string fraction(point == std::string_view::npos ? "" : text.substr(point + 1));
        d.digits = whole + fraction;
        if (d.digits.empty() || d.digits.find_first_not_of("0123456789") != std::string::npos)
            return std::nullopt;
        d.exponent = static_cast<long long>(whole.size()) - 1 + shift;
        d.normalise();
        return d;
    }

    /// What DynamoDB stores: at most 38 digits, 1E-130 to 9.99…E+125.
    [[nodiscard]] bool storable() const {
        return digits.size() <= 38 && (digits.empty() || (exponent >= -130 && exponent <= 125));
    }

    /// The digits of a whole number of moderate size.
    [[nodiscard]] std::optional<std::string> whole_digits() const {
        if (digits.empty()) return "0";
        if (exponent < 0 || exponent > 100 || static_cast<long long>(digits.size()) > exponent + 1)
            return std::nullopt;
        return digits + std::string(static_cast<std::size_t>(exponent) + 1 - digits.size(), '0');
    }

    static int compare(const decimal& a, const decimal& b) {
        if (a.negative != b.negative) return a.negative ? -1 : 1;
        const int magnitude = compare_magnitude(a, b);
        return a.negative ? -magnitude : magnitude;
    }

 private:
    static bool parse_exponent(std::string_view text, long long& shift) {
        bool minus = false;
        if (text.starts_with('-') || text.starts_with('+'))
            minus = text.front() == '-', text.remove_prefix(1);
        if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return false;
        text.remove_prefix(std::min(text.find_first_not_of('0'), text.size()));
        shift = text.size() > 17 ? 100'000'000'000'000'000 : std::stoll("0" + std::string(text));
        if (minus) shift = -shift;
        return true;
    }
    void normalise() {
        const auto first = std::min(digits.find_first_not_of('0'), digits.size());
        exponent -= static_cast<long long>(first);
        digits.erase(0, first);
        digits.erase(digits.find_last_not_of('0') + 1);
        if (digits.empty()) exponent = 0, negative = false;
    }
    static int compare_magnitude(const decimal& a, const decimal& b) {
        if (a.digits.empty() || b.digits.empty())
            return (b.digits.empty() ? 1 : 0) - (a.digits.empty() ? 1 : 0);
        if (a.exponent != b.exponent) return a.exponent < b.exponent ? -1 : 1;
        const int order = a.digits.compare(b.digits);  // a shorter one is a prefix, and the smaller number
        return order < 0 ? -1 : order > 0 ? 1 : 0;
    }
};

}  // namespace dynaco::fuzz
