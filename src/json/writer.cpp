#include "json/base64.hpp"
#include "json/scan.hpp"

#include <dynaco/json/path.hpp>
#include <dynaco/json/writer.hpp>

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

}  // namespace

void writer::string(std::string_view text) {
    out_ += '"';
    for (;;) {
        const char* const special = find_special(text.data(), text.data() + text.size());
        const auto plain = static_cast<std::size_t>(special - text.data());
        out_.append(text.data(), plain);
        if (plain == text.size()) break;
        append_escape(out_, *special);
        text.remove_prefix(plain + 1);
    }
    out_ += '"';
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
