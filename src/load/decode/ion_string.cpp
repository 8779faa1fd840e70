#include "json/scan.hpp"
#include "load/decode/ion_text.hpp"

#include <dynaco/detail/json/writer.hpp>

namespace dynaco::loading {

// Reads "…", or parts in ''' that are joined.
bool ion_text::string() {
    if (starts_with("'''")) return long_string();
    if (at_ == end_ || *at_ != '"') return fail(at_, "expected a string");
    ++at_;
    return quoted('"');
}

bool ion_text::long_string() {
    constexpr std::string_view mark = "'''";
    std::string joined;
    const char* const first = at_;
    for (skip_space(); starts_with(mark); skip_space()) {
        at_ += mark.size();
        for (; !starts_with(mark);) {
            if (at_ == end_) return fail(first, "the string that begins here is not closed");
            text_.clear();
            if (*at_ == '\\') {
                if (!escape()) return false;
                joined += text_;
            } else {
                joined += *at_++;
            }
        }
        at_ += mark.size();
    }
    text_ = std::move(joined);
    return true;
}

bool ion_text::quoted(char close) {
    const char* const first = at_ - 1;
    text_.clear();
    while (at_ != end_ && *at_ != close) {
        if (*at_ != '\\') {
            text_ += *at_++;
        } else if (!escape()) {
            return false;
        }
    }
    if (at_ == end_) return fail(first, "the string that begins here is not closed");
    return ++at_, true;
}

// Appends the character of an escape to `text_`.
bool ion_text::escape() {
    const char* const first = at_++;
    if (at_ == end_) return fail(first, "an escape that Ion does not have");
    const char c = *at_++;
    constexpr std::string_view names = "abtnfrv0\"'/\\?";
    constexpr std::string_view values("\a\b\t\n\f\r\v\0\"'/\\?", 13);
    if (const auto found = names.find(c); found != names.npos) return text_ += values[found], true;
    switch (c) {
        case 'x': return hex(2);
        case 'u': return hex(4);
        case 'U': return hex(8);
        default: return fail(first, "an escape that Ion does not have");
    }
}

bool ion_text::hex(int digits) {
    const char* const first = at_ - 2;
    const auto read = [this, digits](unsigned& code) {
        code = 0;
        for (int i = 0; i < digits; ++i) {
            const int digit = at_ == end_ ? -1 : detail::json::hex_digit(*at_);
            if (digit < 0) return false;
            code = code << 4 | static_cast<unsigned>(digit);
            ++at_;
        }
        return true;
    };
    unsigned code = 0;
    if (!read(code)) return fail(first, "an escape that Ion does not have");
    if (code >= 0xd800 && code < 0xdc00 && starts_with("\\u")) {
        unsigned low = 0;
        at_ += 2;
        if (!read(low) || low < 0xdc00 || low > 0xdfff)
            return fail(first, "a surrogate without its other half");
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    if ((code >= 0xd800 && code < 0xe000) || code > 0x10ffff)
        return fail(first, "a surrogate without its other half");
    detail::json::append_utf8(text_, code);
    return true;
}

bool ion_text::write_string(std::string& out) {
    if (detail::json::writer(out).string(text_)) return true;
    const std::size_t bad = detail::json::find_not_utf8(text_);
    return fail(at_, detail::json::why_not_utf8(text_, bad) + " of the string; convert the file to UTF-8");
}

}  // namespace dynaco::loading
