#include "load/decode/ion_text.hpp"

#include "core/ascii.hpp"
#include "json/base64.hpp"
#include "json/path.hpp"
#include "json/scan.hpp"
#include "load/text/number_text.hpp"

#include <dynaco/detail/json/writer.hpp>

#include <algorithm>
#include <iterator>
#include <set>

namespace dynaco::loading {
namespace {

constexpr int most_ion_levels = 32;

bool is_identifier_character(char c) noexcept {
    return detail::is_letter_or_digit(c) || c == '_' || c == '$';
}

}  // namespace

void ion_text::begin(std::string_view text) noexcept {
    begin_ = at_ = text.data();
    end_ = at_ + text.size();
    depth_ = 0;
    failed_ = false;
    fault_.attribute.clear();
}

bool ion_text::fail(const char* place, std::string reason) {
    if (failed_) return false;
    failed_ = true;
    fault_.offset = static_cast<std::size_t>(place - begin_);
    fault_.reason = std::move(reason);
    return false;
}

void ion_text::skip_space() noexcept {
    while (at_ != end_ && std::string_view(" \t\r\n\v\f").find(*at_) != std::string_view::npos) ++at_;
}

bool ion_text::starts_with(std::string_view text) const noexcept {
    return std::string_view(at_, static_cast<std::size_t>(end_ - at_)).starts_with(text);
}

void ion_text::skip_version() noexcept {
    constexpr std::string_view version = "$ion_1_0";
    skip_space();
    if (starts_with(version)) at_ += version.size();
}

bool ion_text::take(char c) noexcept {
    skip_space();
    if (at_ == end_ || *at_ != c) return false;
    return ++at_, true;
}

bool ion_text::expect(char c) {
    if (take(c)) return true;
    const std::string found = at_ == end_ ? std::string("the end of the line") : quoted_text({at_, 1});
    return fail(at_, "expected " + quoted_text({&c, 1}) + " instead of " + found);
}

bool ion_text::end() {
    skip_space();
    return at_ == end_ || fail(at_, "text follows the record; write each record on its own line");
}

std::string_view ion_text::identifier() noexcept {
    const char* const first = at_;
    at_ = std::find_if_not(at_, end_, is_identifier_character);
    return {first, static_cast<std::size_t>(at_ - first)};
}

bool ion_text::next_field(bool& first, std::string& name) {
    if (take('}')) return false;
    if (!std::exchange(first, false)) {
        if (!expect(',')) return false;
        if (take('}')) return false;  // Ion allows a comma at the end
    }
    skip_space();
    if (at_ != end_ && *at_ == '\'' && !starts_with("'''")) {
        ++at_;
        if (!quoted('\'')) return false;
        name = text_;
    } else if (at_ != end_ && *at_ == '"') {
        if (!string()) return false;
        name = text_;
    } else {
        name = identifier();
        if (name.empty()) return fail(at_, "expected the name of a field");
    }
    return expect(':');
}

bool ion_text::enter() {
    return ++depth_ <= most_ion_levels ||
           fail(at_, "more than 32 levels of lists and maps; DynamoDB stores at most 32");
}

bool ion_text::item(std::string& out) { return expect('{') && fields(out); }

bool ion_text::fields(std::string& out) {
    std::set<std::string, std::less<>> names;
    std::string name;
    bool first = true;
    out += '{';
    while (next_field(first, name)) {
        if (!names.insert(name).second) {
            fault_.attribute = name;
            return fail(at_, "the attribute occurs twice; remove one of them");
        }
        if (out.back() != '{') out += ',';
        text_ = name;
        if (!write_string(out)) return false;
        out += ':';
        if (!value(out)) return detail::json::prepend_step(fault_.attribute, name), false;
    }
    out += '}';
    return !failed_;
}

bool ion_text::value(std::string& out) {
    skip_space();
    if (at_ == end_) return fail(at_, "a value is missing");
    if (*at_ == '"' || starts_with("'''")) {
        out += "{\"S\":";
        if (!string() || !write_string(out)) return false;
        out += '}';
        return true;
    }
    if (starts_with("{{")) {
        out += "{\"B\":";
        if (!blob(out)) return false;
        out += '}';
        return true;
    }
    if (*at_ == '{' || *at_ == '[') {
        const bool is_map = *at_++ == '{';
        if (!enter()) return false;
        out += is_map ? "{\"M\":" : "{\"L\":";
        if (!(is_map ? fields(out) : list(out))) return false;
        out += '}';
        return --depth_, true;
    }
    return detail::is_digit(*at_) || *at_ == '-' ? number(out) : symbol_value(out);
}

bool ion_text::list(std::string& out) {
    bool first = true;
    out += '[';
    for (std::size_t index = 0; !take(']'); ++index) {
        if (!std::exchange(first, false)) {
            if (!expect(',')) return false;
            if (take(']')) break;
            out += ',';
        }
        if (!value(out)) return detail::json::prepend_step(fault_.attribute, index), false;
    }
    out += ']';
    return true;
}

bool ion_text::number(std::string& out) {
    out += R"({"N":")";
    if (!digits(out)) return false;
    out += "\"}";
    return true;
}

// 103. and 6d2 are decimals: 103 and 6E2 in JSON.
bool ion_text::digits(std::string& out) {
    skip_space();
    const char* const first = at_;
    at_ = std::find_if(
        at_, end_, [](char c) { return std::string_view(" \t\r\n,]}").find(c) != std::string_view::npos; });
    const std::string_view word(first, static_cast<std::size_t>(at_ - first));
    std::string text;
    for (const char each : word) {
        const bool is_exponent = each == 'd' || each == 'D' || each == 'e' || each == 'E';
        if (is_exponent && text.ends_with('.')) text.pop_back();
        text += is_exponent ? 'E' : each;
    }
    if (text.ends_with('.')) text.pop_back();
    if (std::string why = why_not_number(text); !why.empty()) {
        const bool is_time = word.find('T') != word.npos || word.find('-', 1) != word.npos;
        const bool is_exponent = word.find_first_of("dDeE") != word.npos;
        return fail(first, is_time && !is_exponent
                               ? quoted_text(word) + " is a timestamp; DynamoDB has no such type"
                               : std::move(why));
    }
    out += text;
    return true;
}

bool ion_text::symbol_value(std::string& out) {
    const char* const first = at_;
    const std::string_view word = identifier();
    if (starts_with("::")) {
        at_ += 2;
        return set(word, out);
    }
    if (word == "true" || word == "false") return (out += "{\"BOOL\":") += word, out += '}', true;
    if (word == "null") {
        if (at_ != end_ && *at_ == '.') ++at_, static_cast<void>(identifier());  // null.string
        return out += "{\"NULL\":true}", true;
    }
    const std::string found = word.empty() ? quoted_text({first, 1}) : quoted_text(word);
    return fail(first, found + " is not a value that DynamoDB has");
}

bool ion_text::set(std::string_view annotation, std::string& out) {
    constexpr std::string_view prefix = "$dynamodb_";
    using enum attribute_type;
    const attribute_type type =
        annotation.starts_with(prefix) ? attribute_type_of(annotation.substr(prefix.size())) : any;
    if (type != SS && type != NS && type != BS)
        return fail(at_, "the annotation " + quoted_text(annotation) +
                             " is not known; use $dynamodb_SS, $dynamodb_NS or $dynamodb_BS");
    out.append("{\"").append(wire_name(type)).append("\":[");
    if (!expect('[')) return false;
    bool first = true;
    for (std::size_t index = 0; !take(']'); ++index) {
        if (!std::exchange(first, false)) {
            if (!expect(',')) return false;
            if (take(']')) break;
            out += ',';
        }
        if (!element(type, out)) return detail::json::prepend_step(fault_.attribute, index), false;
    }
    if (out.back() == '[')
        return fail(at_, "a set is empty; DynamoDB has no empty sets: leave the attribute out");
    out += "]}";
    return true;
}

bool ion_text::element(attribute_type type, std::string& out) {
    skip_space();
    switch (type) {
        case attribute_type::SS: return string() && write_string(out);
        case attribute_type::BS: return blob(out);
        default: break;
    }
    out += '"';
    if (!digits(out)) return false;
    out += '"';
    return true;
}

bool ion_text::blob(std::string& out) {
    constexpr std::string_view open = "{{";
    constexpr std::string_view close = "}}";
    const char* const first = at_;
    if (!starts_with(open)) return fail(at_, "expected a blob, {{…}}");
    const std::string_view rest(at_ + open.size(), static_cast<std::size_t>(end_ - at_) - open.size());
    const auto size = rest.find(close);
    if (size == rest.npos) return fail(first, "the blob that begins here is not closed");
    at_ += open.size() + size + close.size();
    std::string text;
    std::ranges::copy_if(rest.substr(0, size), std::back_inserter(text), [](char c) { return c > ' '; });
    if (text.starts_with('"') || text.starts_with('\''))
        return fail(first, "a clob; DynamoDB has no such type: write it as a string");
    if (!detail::json::decode_base64(text, decoded_))
        return fail(first, quoted_text(text) + " is not base64");
    out.append("\"").append(text).append("\"");
    return true;
}

}  // namespace dynaco::loading
