#include "json/base64.hpp"
#include "json/path.hpp"
#include "json/scan.hpp"
#include "json/utf8.hpp"

#include <dynaco/detail/json/writer.hpp>

#include <array>
#include <utility>

namespace dynaco::detail::json {
namespace {

void append_escape(std::string& out, char c) {
    constexpr std::string_view hex = "0123456789abcdef";
    switch (c) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        default:
            out += "\\u00";
            out += hex[static_cast<unsigned char>(c) >> 4];
            out += hex[static_cast<unsigned char>(c) & 15];
    }
}

// The text between an attribute's name and its value: `":{"S":`.
struct opening_text {
    std::array<char, 12> text{'"', ':', '{', '"'};
    std::size_t size = 4;

    constexpr explicit opening_text(attribute_type type) {
        for (const char c : wire_name(type)) text[size++] = c;
        text[size++] = '"';
        text[size++] = ':';
    }
};

constexpr auto openings = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::array{opening_text(static_cast<attribute_type>(I))...};
}
(std::make_index_sequence<static_cast<std::size_t>(attribute_type::any)>{});

}  // namespace

bool writer::string(std::string_view text) { return escaped("\"", text, "\""); }

bool writer::key(std::string_view name) { return escaped(follows() ? ",\"" : "\"", name, "\":"); }

void writer::open_attribute(attribute_type type) {
    const opening_text& opening = openings[static_cast<std::size_t>(type)];
    out_.append(opening.text.data() + 2, opening.size - 2);
}

bool writer::open_attribute(std::string_view name, attribute_type type) {
    const opening_text& opening = openings[static_cast<std::size_t>(type)];
    return escaped(follows() ? ",\"" : "\"", name, {opening.text.data(), opening.size});
}

// Writes the text in one step: few texts need escapes, and most are ASCII.
bool writer::escaped(std::string_view before, std::string_view text, std::string_view after) {
    const char* const end = text.data() + text.size();
    const char* const marked = find_special_or_high(text.data(), end);
    if (marked != end) return escaped_from(before, text, marked, after);
    const std::size_t start = out_.size();
    out_.resize(start + before.size() + text.size() + after.size());
    char* to = out_.data() + start;
    to += before.copy(to, before.size());
    to += text.copy(to, text.size());
    after.copy(to, after.size());
    return true;
}

// Text that is not UTF-8 is cut off, but `before` and `after` are still written: callers rely on them.
bool writer::escaped_from(std::string_view before, std::string_view text, const char* marked,
                          std::string_view after) {
    const char* const end = text.data() + text.size();
    const char* from = text.data();
    out_ += before;
    while (marked != end) {
        if (is_ascii(*marked)) {
            out_.append(from, marked);
            append_escape(out_, *marked);
            from = ++marked;
        } else {
            const std::size_t size = utf8_size(marked, end);
            if (size == 0) {
                out_ += after;
                return not_utf8(text, marked);
            }
            marked += size;
        }
        marked = find_special_or_high(marked, end);
    }
    out_.append(from, end);
    out_ += after;
    return true;
}

bool writer::not_utf8(std::string_view text, const char* at) {
    return fail(errc::invalid_value, why_not_utf8(text, static_cast<std::size_t>(at - text.data())) +
                                         "; store bytes as dynaco::binary");
}

void writer::base64(std::span<const std::byte> bytes) {
    out_ += '"';
    append_base64(out_, bytes);
    out_ += '"';
}

bool writer::fail(errc why, std::string detail) {
    if (failed()) return false;
    error_ = why;
    detail_ = std::move(detail);
    return false;
}

bool writer::fail_in(std::string_view name) {
    prepend_step(path_, printable_utf8(name));
    return false;
}

bool writer::fail_in(std::size_t index) {
    prepend_step(path_, index);
    return false;
}

failure writer::why() const { return {error_, {.attribute_path = path_, .detail = detail_}}; }

}  // namespace dynaco::detail::json
