#include "json/base64.hpp"
#include "json/path.hpp"
#include "json/scan.hpp"

#include <dynaco/detail/json/reader.hpp>

#include <algorithm>
#include <charconv>

namespace dynaco::detail::json {

bool reader::skip_space() noexcept {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
    return at_ != end_;
}

bool reader::take_after_space(char c) noexcept {
    if (!skip_space() || *at_ != c) return false;
    ++at_;
    return true;
}

bool reader::take_literal(std::string_view literal) noexcept {
    skip_space();
    if (!std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(literal)) return false;
    at_ += literal.size();
    return true;
}

bool reader::at_end() noexcept { return !skip_space(); }

// The fast path reads JSON as services write it: without white space and escapes.
bool reader::next_member(bool& first, std::string_view& name) {
    const char* at = at_;
    if (!first && at != end_ && *at == ',')
        ++at;
    else if (!first)
        return next_member_slow(first, name);
    if (at == end_ || *at != '"') return next_member_slow(first, name);
    const char* const begin = ++at;
    at = find_special(at, end_);
    if (end_ - at < 2 || at[0] != '"' || at[1] != ':') return next_member_slow(first, name);
    name = {begin, static_cast<std::size_t>(at - begin)};
    at_ = at + 2;
    first = false;
    return true;
}

bool reader::next_member_slow(bool& first, std::string_view& name) {
    if (take('}')) return false;
    if (!first && !expect(',')) return false;
    first = false;
    return (take('"') ? rest_of_string(name) : malformed()) && expect(':');
}

bool reader::next_element(bool& first) {
    if (!first && at_ != end_ && *at_ == ',') return ++at_, true;
    if (take(']')) return false;
    if (!first && !expect(',')) return false;
    first = false;
    return true;
}

// An estimate: a list of lists ends after the first ']', and a string may contain a ']'.
std::size_t reader::likely_elements(std::size_t bytes) const noexcept {
    constexpr std::size_t most = 16;  // for more elements, growing by doubling is cheap enough
    const std::size_t looked_at = std::min(left(), most * (bytes + 1));
    const void* const end = std::memchr(at_, ']', looked_at);
    const auto rest = end ? static_cast<std::size_t>(static_cast<const char*>(end) - at_) : looked_at;
    return 1 + (rest + bytes / 2) / (bytes + 1);
}

bool reader::string(std::string_view& text) {
    if (take('"')) return rest_of_string(text);
    return plain() ? number_text(text) : malformed();
}

bool reader::string(std::string& text) {
    std::string_view view;
    if (!string(view)) return false;
    text.assign(view);
    return true;
}

bool reader::take_integer(std::int64_t least, std::int64_t most, std::int64_t& value) noexcept {
    constexpr int max_digits = 18;  // every number of 18 digits fits
    const char* at = at_;
    if (end_ - at < max_digits + 4 || *at++ != '"') return false;
    const bool negative = *at == '-';
    if (negative) ++at;
    const char* const digits = at;
    std::int64_t whole = 0;
    for (; *at >= '0' && *at <= '9' && at - digits < max_digits; ++at) whole = whole * 10 + (*at - '0');
    if (at == digits || *at != '"') return false;
    if (negative) whole = -whole;
    if (whole < least || whole > most) return false;
    value = whole;
    at_ = at + 1;
    return true;
}

bool reader::rest_of_string(std::string_view& text) {
    const char* const first = at_;
    at_ = find_special(at_, end_);
    if (at_ != end_ && *at_ == '"') {
        text = {first, static_cast<std::size_t>(at_ - first)};
        ++at_;
        return true;
    }
    return string_with_escapes(first, text);
}

bool reader::string_with_escapes(const char* first, std::string_view& text) {
    scratch_.clear();
    for (;;) {
        scratch_.append(first, at_);
        if (at_ == end_) return malformed();
        const char special = *at_++;
        if (special == '"') return text = scratch_, true;
        if (special == '\\') {
            if (!append_escape()) return malformed();
        } else {
            if (form_ != form::lenient) return --at_, malformed();
            scratch_ += special;
        }
        first = at_;
        at_ = find_special(at_, end_);
    }
}

bool reader::append_escape() {
    if (at_ == end_) return false;
    switch (*at_++) {
        case '"': scratch_ += '"'; return true;
        case '\\': scratch_ += '\\'; return true;
        case '/': scratch_ += '/'; return true;
        case 'b': scratch_ += '\b'; return true;
        case 'f': scratch_ += '\f'; return true;
        case 'n': scratch_ += '\n'; return true;
        case 'r': scratch_ += '\r'; return true;
        case 't': scratch_ += '\t'; return true;
        case 'u': return append_unicode_escape();
        default: return false;
    }
}

bool reader::append_unicode_escape() {
    unsigned code = 0;
    if (!hex4(code)) return false;
    if (code >= 0xdc00 && code < 0xe000) return false;  // a low surrogate without a high one
    if (code >= 0xd800 && code < 0xdc00) {
        unsigned low = 0;
        if (end_ - at_ < 2 || at_[0] != '\\' || at_[1] != 'u') return false;
        at_ += 2;
        if (!hex4(low) || low < 0xdc00 || low >= 0xe000) return false;
        code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
    }
    append_utf8(scratch_, code);
    return true;
}

bool reader::hex4(unsigned& code) noexcept {
    if (end_ - at_ < 4) return false;
    code = 0;
    for (int i = 0; i < 4; ++i) {
        const int digit = hex_digit(*at_++);
        if (digit < 0) return false;
        code = code << 4 | static_cast<unsigned>(digit);
    }
    return true;
}

bool reader::boolean(bool& value) {
    if (take_literal("true")) return value = true, true;
    if (take_literal("false")) return value = false, true;
    if (plain() && take_null()) return value = true, true;
    return malformed();
}

bool reader::take_null() noexcept { return take_literal("null"); }

bool reader::number_text(std::string_view& text) {
    skip_space();
    const char* const first = at_;
    at_ = scan_number(at_, end_);
    if (at_ == first) return malformed();
    text = {first, static_cast<std::size_t>(at_ - first)};
    return true;
}

bool reader::base64(binary& bytes) {
    std::string_view text;
    if (!string(text)) return false;
    return decode_base64(text, bytes) || fail(errc::invalid_value, "the value is not base64");
}

bool reader::skip() {
    if (!skip_space()) return malformed();
    std::string_view ignored;
    switch (*at_) {
        case '"': return string(ignored);
        case '{': return ++at_, skip_container('}');
        case '[': return ++at_, skip_container(']');
        case 't': return take_literal("true") || malformed();
        case 'f': return take_literal("false") || malformed();
        case 'n': return take_literal("null") || malformed();
        default: return number_text(ignored);
    }
}

bool reader::skip_container(char close) {
    if (!enter()) return false;
    bool first = true;
    std::string_view name;
    if (close == '}') {
        while (next_member(first, name))
            if (!skip()) return false;
    } else {
        while (next_element(first))
            if (!skip()) return false;
    }
    leave();
    return !failed();
}

bool reader::raw(std::string_view& text) {
    skip_space();
    const char* const first = at_;
    if (!skip()) return false;
    text = {first, static_cast<std::size_t>(at_ - first)};
    return true;
}

bool reader::peek(std::string_view& text) {
    const char* const here = at_;
    if (!raw(text)) return false;
    at_ = here;
    return true;
}

bool reader::open_attribute(attribute_type& type) {
    if (plain()) return open_plain(type);
    const char* at = at_;
    // A null value takes the slow path, because another member may have the value. White space takes it too.
    if (end_ - at > 9 && at[0] == '{' && at[1] == '"') {
        const char* const name = at += 2;
        while (*at >= 'A' && *at <= 'Z' && at - name < 4) ++at;
        if (at[0] == '"' && at[1] == ':' && at[2] > ' ' && at[2] != 'n') {
            type = attribute_type_of({name, static_cast<std::size_t>(at - name)});
            if (type != attribute_type::any) return at_ = at + 2, true;
        }
    }
    return open_attribute_slow(type);
}

bool reader::open_plain(attribute_type& type) {
    if (!skip_space()) return malformed();
    switch (*at_) {
        case '"': return type = attribute_type::S, true;
        case '{': return type = attribute_type::M, true;
        case '[': return type = attribute_type::L, true;
        case 't':
        case 'f': return type = attribute_type::BOOL, true;
        case 'n': return type = attribute_type::NUL, true;
        default:
            if (*at_ != '-' && (*at_ < '0' || *at_ > '9')) return malformed();
            return type = attribute_type::N, true;
    }
}

bool reader::stands_for(attribute_type found, attribute_type wanted) const noexcept {
    using enum attribute_type;
    if (!plain()) return false;
    return (found == S && wanted == B) || (found == L && (wanted == SS || wanted == NS || wanted == BS));
}

// A union has exactly one member that is known and not null. Members called "__type" and null members do not
// count (Smithy, unions).
bool reader::open_attribute_slow(attribute_type& type) {
    if (!expect('{')) return false;
    bool first = true;
    std::string_view name;
    while (next_member(first, name)) {
        if (name == "__type") {
            if (!skip()) return false;
            continue;
        }
        type = attribute_type_of(name);
        if (take_null()) continue;
        if (type == attribute_type::any)
            return fail(errc::type_mismatch, "the attribute has the unknown type \"" + std::string(name) +
                                                 "\"; DynamoDB has S, N, B, BOOL, NULL, M, L, SS, NS and BS");
        return true;
    }
    return failed() ? false : malformed();
}

bool reader::close_attribute_slow() {
    bool first = false;
    std::string_view name;
    while (next_member(first, name)) {
        const bool ignorable = name == "__type";
        if (take_null()) continue;
        if (!ignorable) return malformed();
        if (!skip()) return false;
    }
    return !failed();
}

void reader::go_to(place p) noexcept {
    at_ = p.at_;
    depth_ = p.depth_;
    error_ = errc{};
    path_.clear();
    detail_.clear();
}

bool reader::fail(errc why, std::string detail) {
    if (failed()) return false;
    error_ = why;
    detail_ = std::move(detail);
    return false;
}

bool reader::malformed() {
    return fail(errc::malformed_reply,
                "unexpected text at byte " + std::to_string(at_ - begin_) + " of the JSON");
}

bool reader::mismatch(attribute_type wanted, attribute_type found) {
    return fail(errc::type_mismatch, (plain() ? "the text has type " : "the attribute has type ") +
                                         std::string(wire_name(found)) + ", but the member needs " +
                                         std::string(wire_name(wanted)));
}

bool reader::fail_in(std::string_view name) {
    prepend_step(path_, name);
    return false;
}

bool reader::fail_in(std::size_t index) {
    prepend_step(path_, index);
    return false;
}

failure reader::why() const { return {error_, {.attribute_path = path_, .detail = detail_}}; }

}  // namespace dynaco::detail::json
