#include "core/parse_real.hpp"
#include "json/quoted.hpp"

#include <dynaco/detail/model/scalar_codec.hpp>

#include <charconv>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>

namespace dynaco {
namespace detail::model {
namespace {

bool parse_number(json::reader& in, std::string_view text, number& value) {
    const auto parsed = number::parse(text);
    if (!parsed) return in.fail(parsed.error().cause(), parsed.error().diagnostics().detail);
    value = *parsed;
    return true;
}

template <integer I>
bool whole(json::reader& in, std::string_view text, I& value, std::size_t bytes) {
    number n;
    if (!parse_number(in, text, n)) return false;
    const auto exact = n.to<I>();
    if (!exact) return integer_does_not_fit(in, text, bytes, std::signed_integral<I>);
    value = *exact;
    return true;
}

}  // namespace

bool integer_from_number(json::reader& in, std::string_view text, std::int64_t& value, std::size_t bytes) {
    return whole(in, text, value, bytes);
}
bool integer_from_number(json::reader& in, std::string_view text, std::uint64_t& value, std::size_t bytes) {
    return whole(in, text, value, bytes);
}

bool integer_does_not_fit(json::reader& in, std::string_view text, std::size_t bytes, bool is_signed) {
    return in.fail(errc::number_out_of_range, std::string(text) + " does not fit " +
                                                  (is_signed ? "a signed " : "an unsigned ") +
                                                  std::to_string(bytes * 8) + "-bit integer");
}

namespace {

// Writes the shortest decimal. For a large whole number std::to_chars writes all digits
// (9223372036854775808), but the shortest decimal is 9.223372036854776e+18. Every whole number up to `exact`
// can be stored exactly in a Real, so none of them has a shorter decimal.
template <class Real>
char* shortest(char* first, char* last, Real value) {
    constexpr auto exact = static_cast<Real>(std::uint64_t{1} << std::numeric_limits<Real>::digits);
    if (std::abs(value) <= exact) return std::to_chars(first, last, value).ptr;
    return std::to_chars(first, last, value, std::chars_format::scientific).ptr;
}

}  // namespace

bool write_real(json::writer& out, double value, bool single) {
    if (!std::isfinite(value)) return out.fail(errc::not_a_number, std::isnan(value) ? "NaN" : "infinity");
    constexpr double largest = 1e126;    // DynamoDB: less than 1E+126,
    constexpr double smallest = 1e-130;  // and at least 1E-130
    if (value != 0 && (std::abs(value) >= largest || std::abs(value) < smallest))
        return out.fail(errc::number_out_of_range, "DynamoDB stores magnitudes from 1E-130 to 9.99E+125");
    char text[40];
    out.raw("\"");
    out.raw({text, single ? shortest(text, std::end(text), static_cast<float>(value))
                          : shortest(text, std::end(text), value)});
    out.raw("\"");
    return true;
}

bool read_real(json::reader& in, double& value, bool single) {
    std::string_view text;
    if (!in.string(text)) return false;
    const char* const end = text.data() + text.size();
    // parse_real does not accept a plus sign.
    const char* const begin =
        text.size() > 1 && text[0] == '+' && text[1] != '-' ? text.data() + 1 : text.data();
    const char* stop = nullptr;
    std::errc error{};
    if (single) {  // parsing as double first would round twice
        float narrow = 0;
        const auto parsed = dynaco::detail::parse_real(begin, end, narrow);
        value = static_cast<double>(narrow), stop = parsed.ptr, error = parsed.ec;
    } else {
        const auto parsed = dynaco::detail::parse_real(begin, end, value);
        stop = parsed.ptr, error = parsed.ec;
    }
    if (error == std::errc::result_out_of_range)
        return in.fail(errc::number_out_of_range,
                       std::string(text) + " does not fit a floating-point number");
    if (error != std::errc{} || stop != end || !std::isfinite(value))
        return in.fail(errc::invalid_value, json::quoted(text) + " is not a number");
    // Only numbers that can be saved again are accepted.
    if (value != 0 && (std::abs(value) >= 1e126 || std::abs(value) < 1e-130))
        return in.fail(errc::number_out_of_range, std::string(text) +
                                                      ": DynamoDB stores magnitudes from "
                                                      "1E-130 to 9.99E+125");
    return true;
}

}  // namespace detail::model

bool codec<number>::write(detail::json::writer& out, const number& value) {
    char text[number::max_text + 2];
    text[0] = '"';
    char* end = value.to_chars(text + 1);
    *end++ = '"';
    out.raw({text, end});
    return true;
}

bool codec<number>::read(detail::json::reader& in, attribute_type, number& value) {
    std::string_view text;
    return in.string(text) && detail::model::parse_number(in, text, value);
}

}  // namespace dynaco
