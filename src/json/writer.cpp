#include "json/base64.hpp"
#include "json/scan.hpp"

#include <dynaco/json/path.hpp>
#include <dynaco/json/writer.hpp>

#include <array>
#include <utility>

namespace dynaco::json {
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

// `":{"S":`, what stands between an attribute's name and its value.
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

void writer::string(std::string_view text) { escaped("\"", text, "\""); }

void writer::key(std::string_view name) { escaped(follows() ? ",\"" : "\"", name, "\":"); }

void writer::open_attribute(attribute_type type) {
    const opening_text& opening = openings[static_cast<std::size_t>(type)];
    out_.append(opening.text.data() + 2, opening.size - 2);
}

void writer::open_attribute(std::string_view name, attribute_type type) {
    const opening_text& opening = openings[static_cast<std::size_t>(type)];
    escaped(follows() ? ",\"" : "\"", name, {opening.text.data(), opening.size});
}

// In one step: nearly no text needs escapes.
void writer::escaped(std::string_view before, std::string_view text, std::string_view after) {
    const char* const end = text.data() + text.size();
    const char* const special = find_special(text.data(), end);
    if (special != end) return escaped_from(before, text, special, after);
    const std::size_t start = out_.size();
    out_.resize(start + before.size() + text.size() + after.size());
    char* to = out_.data() + start;
    to += before.copy(to, before.size());
    to += text.copy(to, text.size());
    after.copy(to, after.size());
}

void writer::escaped_from(std::string_view before, std::string_view text, const char* special,
                          std::string_view after) {
    out_ += before;
    for (;;) {
        const auto plain = static_cast<std::size_t>(special - text.data());
        out_.append(text.data(), plain);
        if (plain == text.size()) break;
        append_escape(out_, *special);
        text.remove_prefix(plain + 1);
        special = find_special(text.data(), text.data() + text.size());
    }
    out_ += after;
}

void writer::base64(std::span<const std::byte> bytes) {
    out_ += '"';
    append_base64(out_, bytes);
    out_ += '"';
}

bool writer::fail(errc why, std::string detail) {
    error_ = why;
    detail_ = std::move(detail);
    return false;
}

bool writer::fail_in(std::string_view name) {
    prepend_step(path_, name);
    return false;
}

bool writer::fail_in(std::size_t index) {
    prepend_step(path_, index);
    return false;
}

failure writer::why() const { return {error_, {.attribute_path = path_, .detail = detail_}}; }

}  // namespace dynaco::json
