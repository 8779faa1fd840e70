#include "load/decode/plain_json.hpp"

#include "json/path.hpp"
#include "json/scan.hpp"
#include "load/text/number_text.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace dynaco::loading {
namespace {

constexpr int most_levels = 32;  // DynamoDB's limit of lists and maps in an attribute
constexpr std::string_view too_deep =
    "more than 32 levels of lists and maps; DynamoDB stores at most 32: store the rest as a string";

}  // namespace

void plain_json::begin(std::string_view text) noexcept {
    begin_ = at_ = text.data();
    end_ = at_ + text.size();
    depth_ = 0;
    names_.clear();
    fault_.offset = 0;
    fault_.attribute.clear();
    fault_.reason.clear();
}

bool plain_json::item(std::string_view text, std::string& out) {
    begin(text);
    skip_space();
    if (at_ == end_ || *at_ != '{')
        return fail(at_, "the record is not a JSON object; write it as {\"name\": value}");
    ++at_;
    return members(out) && end("text follows the object; write each record on its own line, without "
                               "commas between them");
}

bool plain_json::attribute(std::string_view text, std::string& out) {
    begin(text);
    skip_space();
    return value(out) && end("text follows the JSON value");
}

bool plain_json::end(std::string_view complaint) {
    skip_space();
    return at_ == end_ || fail(at_, std::string(complaint));
}

void plain_json::skip_space() noexcept {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\t' || *at_ == '\r')) ++at_;
}

bool plain_json::value(std::string& out) {
    if (at_ == end_) return fail(at_, "a value is missing; the text ends here");
    switch (*at_) {
        case '"': {
            std::string_view raw;
            if (!string(raw)) return false;
            out.append("{\"S\":").append(raw) += '}';
            return true;
        }
        case '{': return object(out);
        case '[': return array(out);
        case 't': return literal("true", "{\"BOOL\":true}", out);
        case 'f': return literal("false", "{\"BOOL\":false}", out);
        case 'n': return literal("null", "{\"NULL\":true}", out);
        default: return number(out);
    }
}

bool plain_json::literal(std::string_view text, std::string_view typed, std::string& out) {
    const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
    if (!rest.starts_with(text)) return other_value();
    at_ += text.size();
    out += typed;
    return true;
}

bool plain_json::number(std::string& out) {
    const char* const first = at_;
    at_ = detail::json::scan_number(at_, end_);
    if (at_ == first) return other_value();
    const std::string_view text(first, static_cast<std::size_t>(at_ - first));
    if (std::string why = why_not_number(text); !why.empty()) return fail(first, std::move(why));
    out.append(R"({"N":")").append(text).append(R"("})");
    return true;
}

// Numbers such as 012, 1. and +1, and values that are not JSON.
bool plain_json::other_value() {
    const char* last = at_;
    while (last != end_ && std::string_view(" \t\r\n,]}").find(*last) == std::string_view::npos) ++last;
    const std::string_view word(at_, static_cast<std::size_t>(last - at_));
    if (word == "NaN" || word.ends_with("Infinity"))
        return fail(
            at_,
            std::string(word) +
                " is not a JSON number; DynamoDB cannot store it: write null or leave the attribute out");
    if (word.empty()) return fail(at_, "a value is missing before " + quoted_text({at_, 1}));
    return fail(at_, quoted_text(word) + " is not a JSON value");
}

bool plain_json::enter() { return ++depth_ <= most_levels || fail(at_, std::string(too_deep)); }

bool plain_json::object(std::string& out) {
    if (!enter()) return false;
    ++at_;
    out += "{\"M\":";
    if (!members(out)) return false;
    out += '}';
    --depth_;
    return true;
}

bool plain_json::array(std::string& out) {
    if (!enter()) return false;
    ++at_;
    out += "{\"L\":";
    if (!elements(out)) return false;
    out += '}';
    --depth_;
    return true;
}

// Consumes the ',' or the end of an object or array.
bool plain_json::separator(char close, bool& first, bool& closed) {
    skip_space();
    const bool was_first = std::exchange(first, false);
    closed = at_ != end_ && *at_ == close;
    if (closed) return ++at_, true;
    if (was_first) return true;
    if (at_ == end_) return fail(at_, std::string("the text ends before the ") + close);
    if (*at_ != ',')
        return fail(at_,
                    "expected \",\" or " + quoted_text({&close, 1}) + " instead of " + quoted_text({at_, 1}));
    const char* const comma = at_++;
    skip_space();
    if (at_ != end_ && *at_ == close)
        return fail(comma, std::string("a comma precedes the ") + close + "; remove the comma");
    return true;
}

bool plain_json::members(std::string& out) {
    const std::size_t first_name = names_.size();
    out += '{';
    bool first = true;
    for (bool closed = false;;) {
        const bool comma = !first;
        if (!separator('}', first, closed)) return false;
        if (closed) break;
        if (comma) out += ',';
        if (!name(out)) return false;
        const std::size_t name_index = names_.size() - 1;
        if (!value(out)) return detail::json::prepend_step(fault_.attribute, names_[name_index]), false;
    }
    if (!names_differ(first_name)) return false;
    names_.resize(first_name);
    out += '}';
    return true;
}

bool plain_json::name(std::string& out) {
    if (at_ == end_) return fail(at_, "the text ends before the }");
    if (*at_ != '"')
        return fail(at_, "expected an attribute's name in double quotes instead of " + quoted_text({at_, 1}));
    std::string_view raw;
    if (!string(raw)) return false;
    out.append(raw) += ':';
    names_.push_back(raw.substr(1, raw.size() - 2));
    skip_space();
    if (at_ == end_ || *at_ != ':') return fail(at_, "expected \":\" after the attribute's name");
    ++at_;
    skip_space();
    return true;
}

bool plain_json::elements(std::string& out) {
    out += '[';
    bool first = true;
    std::size_t index = 0;
    for (bool closed = false;; ++index) {
        if (!separator(']', first, closed)) return false;
        if (closed) break;
        if (index > 0) out += ',';
        if (!value(out)) return detail::json::prepend_step(fault_.attribute, index), false;
    }
    out += ']';
    return true;
}

// After the first fault, `names_` still has the names that the path needs.
bool plain_json::names_differ(std::size_t first) {
    const auto begin = names_.begin() + static_cast<std::ptrdiff_t>(first);
    const auto report = [this](std::string_view twice) {
        fault_.attribute = twice;
        return fail(twice.data() - 1, "the attribute occurs twice; remove one of them");
    };
    constexpr std::ptrdiff_t few = 24;
    if (names_.end() - begin <= few) {
        for (auto each = begin; each != names_.end(); ++each)
            if (std::find(begin, each, *each) != each) return report(*each);
        return true;
    }
    std::vector<std::string_view> sorted(begin, names_.end());
    std::ranges::sort(
        sorted, [](std::string_view a, std::string_view b) { return a != b ? a < b : a.data() < b.data(); });
    const auto twice = std::ranges::adjacent_find(sorted);
    return twice == sorted.end() || report(*std::next(twice));
}

bool plain_json::string(std::string_view& raw) {
    const char* const first = at_++;
    at_ = detail::json::find_special_or_high(at_, end_);
    if (at_ == end_ || *at_ != '"') return rest_of_string(first, raw);
    ++at_;
    raw = {first, static_cast<std::size_t>(at_ - first)};
    return true;
}

bool plain_json::rest_of_string(const char* first, std::string_view& raw) {
    for (;; at_ = detail::json::find_special_or_high(at_, end_)) {
        if (at_ == end_) return fail(first, "the string that begins here is not closed");
        if (*at_ == '"') break;
        if (*at_ == '\\') {
            if (!escape()) return false;
        } else if (!detail::json::is_ascii(*at_)) {
            const std::size_t size = detail::json::utf8_size(at_, end_);
            if (size == 0)
                return fail(at_, detail::json::why_not_utf8({begin_, static_cast<std::size_t>(end_ - begin_)},
                                                            static_cast<std::size_t>(at_ - begin_)) +
                                     "; convert the file to UTF-8");
            at_ += size;
        } else {
            return fail(
                at_,
                *at_ == 0
                    ? "a NUL byte; write it as \\u0000"
                    : "a control character inside a string; write it as an escape such as \\n or \\u0009");
        }
    }
    ++at_;
    raw = {first, static_cast<std::size_t>(at_ - first)};
    return true;
}

// Escapes are checked and copied as they are.
bool plain_json::escape() {
    const char* const first = at_;
    const auto hex = [this](unsigned& code) {
        if (end_ - at_ < 6 || at_[0] != '\\' || at_[1] != 'u') return false;
        code = 0;
        for (int i = 2; i < 6; ++i) {
            const int digit = detail::json::hex_digit(at_[i]);
            if (digit < 0) return false;
            code = code << 4 | static_cast<unsigned>(digit);
        }
        at_ += 6;
        return true;
    };
    if (end_ - at_ >= 2 && std::string_view("\"\\/bfnrt").find(at_[1]) != std::string_view::npos)
        return at_ += 2, true;
    unsigned code = 0;
    unsigned low = 0;
    if (!hex(code)) return fail(first, "an escape that JSON does not have");
    if (code < 0xd800 || code > 0xdfff) return true;
    if (code < 0xdc00 && hex(low) && low >= 0xdc00 && low <= 0xdfff) return true;
    return fail(first, "a surrogate without its other half");
}

bool plain_json::fail(const char* place, std::string reason) {
    fault_.offset = static_cast<std::size_t>(place - begin_);
    fault_.reason = std::move(reason);
    return false;
}

}  // namespace dynaco::loading
