#include "decimal.hpp"
#include "fuzz_target.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <cmath>
#include <cstring>
#include <string>

// Compares texts with the test's own slow decimal, and converts bit patterns of doubles and integers to text
// and back.
using namespace dynaco;
using fuzz::check;
using fuzz::decimal;

namespace {

template <class I>
void check_integer(const number& n, const decimal& d, std::string_view input) {
    const auto whole = n.to<I>();
    const auto digits = d.whole_digits();
    std::string largest = std::to_string(std::numeric_limits<I>::max());
    if (d.negative) largest = std::to_string(std::numeric_limits<I>::min());
    if (largest.front() == '-') largest.erase(0, 1);
    const bool fits = digits && (digits->size() < largest.size() ||
                                 (digits->size() == largest.size() && *digits <= largest));
    check(whole.has_value() == fits, "an integer fits when the decimal does", input);
    if (fits) check(std::to_string(*whole) == (d.negative ? "-" : "") + *digits, "integers agree", input);
}

void check_number(const number& n, const decimal& d, std::string_view input) {
    const std::string text = n.to_string();
    check(text.size() <= number::max_text, "max_text is the longest", input);
    const auto again = number::parse(text);
    check(again && *again == n, "to_string reads back equal", input);
    check(decimal::parse(text) == d, "to_string means the same decimal", input);
    check(n.to_double() == std::strtod(std::string(input).c_str(), nullptr), "to_double is the nearest",
          input);
    check_integer<std::int8_t>(n, d, input);
    check_integer<std::uint16_t>(n, d, input);
    check_integer<std::int64_t>(n, d, input);
    check_integer<std::uint64_t>(n, d, input);
}

std::optional<number> check_text(std::string_view text) {
    const auto wanted = decimal::parse(text);
    const auto parsed = number::parse(text);
    if (!wanted) {
        check(!parsed && parsed.error().cause() == errc::invalid_value, "no number is invalid_value", text);
        return std::nullopt;
    }
    if (!wanted->storable()) {
        check(!parsed && parsed.error().cause() == errc::number_out_of_range, "limits are kept", text);
        return std::nullopt;
    }
    check(parsed.has_value(), "a decimal within the limits parses", text);
    check_number(*parsed, *wanted, text);
    return *parsed;
}

void check_order(std::string_view a, std::string_view b) {
    const auto left = check_text(a), right = check_text(b);
    if (!left || !right) return;
    const int wanted = decimal::compare(*decimal::parse(a), *decimal::parse(b));
    const auto order = *left <=> *right;
    check((wanted < 0) == (order < 0) && (wanted > 0) == (order > 0), "the order is the decimals'", a);
    check((wanted == 0) == (*left == *right), "equal decimals are equal", a);
}

void check_bits(std::uint64_t bits, std::string_view input) {
    check(number(bits).to<std::uint64_t>() == bits, "uint64 there and back", input);
    const auto as_signed = static_cast<std::int64_t>(bits);
    check(number(as_signed).to<std::int64_t>() == as_signed, "int64 there and back", input);
    check(number(bits).to_string() == std::to_string(bits), "uint64 as text", input);
    double real = 0;
    std::memcpy(&real, &bits, sizeof real);
    const bool fits = real == 0 || (std::abs(real) >= 1e-130 && std::abs(real) < 1e126);
    try {
        check(number(real).to_double() == real && fits, "double there and back", input);
    } catch (const error& e) {
        const auto wanted = std::isfinite(real) ? errc::number_out_of_range : errc::not_a_number;
        check(!fits && e.cause() == wanted, "only a double outside the range is refused", input);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::as_text(data, size);
    const auto comma = text.find(',');
    if (comma == std::string_view::npos)
        check_text(text);
    else
        check_order(text.substr(0, comma), text.substr(comma + 1));
    std::uint64_t bits = 0;
    if (size > 0) std::memcpy(&bits, data, size < sizeof bits ? size : sizeof bits);
    check_bits(bits, text);
    return 0;
}
