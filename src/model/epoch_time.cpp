#include <dynaco/model/epoch_time.hpp>
#include <dynaco/model/scalar_codec.hpp>

namespace dynaco::model {
namespace {

// The greatest whole number that is not above `n`.
number floor(const number& n) {
    const std::string digits = n.to_string();
    if (digits.find('E') != std::string::npos) {  // far from 1, or all digits
        if (n.to<std::int64_t>() || n > number(1) || n < number(-1)) return n;
        return number(n < number(0) ? -1 : 0);
    }
    const auto point = digits.find('.');
    if (point == std::string::npos) return n;
    const number whole(std::string_view(digits).substr(0, point));
    if (n > number(0)) return whole;
    const auto count = whole.to<std::int64_t>();
    return count && *count > std::numeric_limits<std::int64_t>::min() ? number(*count - 1) : n;
}

}  // namespace

bool read_floored(json::reader& in, std::int64_t& count) {
    std::string_view text;
    if (!in.string(text)) return false;
    const auto parsed = number::parse(text);
    if (!parsed) return in.fail(parsed.error().cause(), parsed.error().diagnostics().detail);
    const auto whole = floor(*parsed).to<std::int64_t>();
    if (!whole) return integer_does_not_fit(in, text, sizeof count, true);
    count = *whole;
    return true;
}

}  // namespace dynaco::model
