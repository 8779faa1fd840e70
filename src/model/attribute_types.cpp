#include "json/base64.hpp"
#include "json/plain.hpp"

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/scalar_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>

#include <algorithm>
#include <span>
#include <string>

namespace dynaco::detail::model {
namespace {

// The greatest whole number that is not greater than `n`.
number floor(const number& n) {
    const std::string digits = n.to_string();
    if (digits.find('E') != std::string::npos) {  // a very small or large number, or one with many digits
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

namespace {

// Reports a failure inside the JSON text as a failure of the attribute. The path inside the text is kept.
template <class Outer>
bool pass(Outer& outer, const failure& inner) {
    const bool malformed = inner.cause() == errc::malformed_reply;
    outer.fail(malformed ? errc::invalid_value : inner.cause(), inner.diagnostics().detail);
    return outer.fail_in(inner.diagnostics().attribute_path);
}

}  // namespace

bool write_json_text(json::writer& out, std::string_view typed) {
    const auto text = json::to_plain(typed, json::spelling::python);
    if (!text) return pass(out, text.error());
    return out.string(*text);
}

bool pass_on(json::writer& out, const failure& inner) { return pass(out, inner); }

bool check_json_text(json::reader& in, bool read, json::reader& inner) {
    return (read && (inner.at_end() || inner.malformed())) || pass(in, inner.why());
}

bool json_text_is_unreadable(json::reader& in) {
    return in.fail(errc::invalid_value, "the text is not the JSON that the member needs");
}

}  // namespace dynaco::detail::model

namespace dynaco {

bool codec<pynamodb_legacy_binary>::write(detail::json::writer& out, const pynamodb_legacy_binary& value) {
    std::string once;
    detail::json::append_base64(once, value.bytes());
    out.base64(std::as_bytes(std::span(once)));
    return true;
}

bool codec<pynamodb_legacy_binary>::read(detail::json::reader& in, attribute_type,
                                         pynamodb_legacy_binary& value) {
    binary once;
    if (!in.base64(once)) return false;
    std::string text(once.size(), '\0');
    std::ranges::transform(once, text.begin(), [](std::byte b) { return static_cast<char>(b); });
    return detail::json::decode_base64(text, value.bytes()) ||
           in.fail(errc::invalid_value,
                   "the value is not in PynamoDB's legacy encoding (base64 inside base64)");
}

}  // namespace dynaco

namespace dynaco::detail::model {

bool read_unknown(json::reader& in, std::string_view name, unknown_attributes& rest) {
    const auto at = rest.try_emplace(name);  // the view is valid only until the next read
    return read_attribute(in, at->second) || in.fail_in(at->first);
}

bool write_unknown(json::writer& out, const unknown_attributes& rest, bool (*is_known)(std::string_view)) {
    for (const auto& [name, each] : rest) {
        if (is_known(name)) {
            out.fail(errc::invalid_argument, "the model already has a member for this attribute");
            return out.fail_in(name);
        }
        if (!out.key(name) || !write_attribute(out, each)) return out.fail_in(name);
    }
    return true;
}

}  // namespace dynaco::detail::model
