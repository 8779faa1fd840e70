#include "json/plain.hpp"

#include "json/quoted.hpp"
#include "json/scan.hpp"

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>

#include <cstdint>

namespace dynaco::detail::json {
namespace {

/// Reads UTF-8 text one code point at a time.
class utf8_scanner {
 public:
    explicit utf8_scanner(std::string_view text) : text_(text) {}

    [[nodiscard]] bool at_end() const { return text_.empty(); }
    /// Reads the next code point. @returns false if it is not UTF-8 (Unicode, table 3-7): an overlong form or
    /// a surrogate, for example.
    bool next(std::uint32_t& code) {
        const unsigned lead = byte(0);
        if (lead < 0x80) return accept(lead, 1, code);
        if (lead >= 0xc2 && lead < 0xe0) return accept((lead & 0x1f) << 6 | tail(1), 2, code);
        if (lead >= 0xe0 && lead < 0xf0) {
            const std::uint32_t c = (lead & 0x0f) << 12 | tail(1) << 6 | tail(2);
            return c >= 0x800 && (c < 0xd800 || c > 0xdfff) && accept(c, 3, code);
        }
        if (lead >= 0xf0 && lead < 0xf5) {
            const std::uint32_t c = (lead & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3);
            return c >= 0x10000 && c <= 0x10ffff && accept(c, 4, code);
        }
        return false;
    }

 private:
    [[nodiscard]] unsigned byte(std::size_t i) const {
        return i < text_.size() ? static_cast<unsigned char>(text_[i]) : 0;
    }
    std::uint32_t tail(std::size_t i) {
        if ((byte(i) & 0xc0) != 0x80) good_ = false;
        return byte(i) & 0x3f;
    }
    bool accept(std::uint32_t c, std::size_t size, std::uint32_t& code) {
        if (!good_) return false;
        text_.remove_prefix(size);
        return code = c, true;
    }

    std::string_view text_;
    bool good_ = true;
};

void append_u(std::string& out, std::uint32_t unit) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) out += hex[unit >> shift & 15];
}

void append_ascii(std::string& out, std::uint32_t code) {
    switch (code) {
        case '"': out += "\\\""; return;
        case '\\': out += "\\\\"; return;
        case '\n': out += "\\n"; return;
        case '\r': out += "\\r"; return;
        case '\t': out += "\\t"; return;
        case '\f': out += "\\f"; return;
        case '\b': out += "\\b"; return;
        default: break;
    }
    if (code >= ' ' && code < 0x7f) {
        out += static_cast<char>(code);
    } else if (code < 0x10000) {
        append_u(out, code);
    } else {
        append_u(out, 0xd800 + ((code - 0x10000) >> 10));
        append_u(out, 0xdc00 + ((code - 0x10000) & 0x3ff));
    }
}

/// Reads attributes in DynamoDB JSON and writes their values as plain JSON.
class unwrapper {
 public:
    unwrapper(std::string_view typed, spelling as) : in_(typed), python_(as == spelling::python) {}

    result<std::string> run() {
        if (attribute() && (in_.at_end() || in_.malformed())) return std::move(text_);
        return in_.why();
    }

 private:
    bool attribute() {
        attribute_type type{};
        return in_.open_attribute(type) && content(type) && in_.close_attribute();
    }
    bool content(attribute_type type) {
        switch (type) {
            case attribute_type::S: return string();
            case attribute_type::B: return string();
            case attribute_type::N: return number();
            case attribute_type::BOOL: return boolean();
            case attribute_type::NUL: return text_ += "null", in_.skip();
            case attribute_type::M: return map();
            case attribute_type::L: return array(&unwrapper::attribute);
            case attribute_type::NS: return array(&unwrapper::number);
            case attribute_type::SS:
            case attribute_type::BS: return array(&unwrapper::string);
            case attribute_type::any: break;
        }
        return in_.malformed();
    }

    bool string() {
        std::string_view view;
        return in_.string(view) && put(view);
    }
    bool put(std::string_view text) {
        if (!python_) {
            writer out(text_);
            return out.string(text) || in_.fail(errc::invalid_value, out.why().diagnostics().detail);
        }
        text_ += '"';
        std::uint32_t code = 0;
        for (utf8_scanner scan(text); !scan.at_end(); append_ascii(text_, code))
            if (!scan.next(code)) return in_.fail(errc::invalid_value, "the text is not UTF-8");
        text_ += '"';
        return true;
    }
    bool number() {
        std::string_view digits;
        if (!in_.string(digits)) return false;
        const char* const end = digits.data() + digits.size();
        if (digits.empty() || scan_number(digits.data(), end) != end)
            return in_.fail(errc::not_a_number, quoted(digits) + " is not a JSON number");
        text_ += digits;
        return true;
    }
    bool boolean() {
        bool value = false;
        if (!in_.boolean(value)) return false;
        text_ += value ? "true" : "false";
        return true;
    }
    bool map() {
        if (!in_.enter() || !in_.expect('{')) return false;
        text_ += '{';
        bool first = true;
        for (std::string_view view;;) {
            const bool is_first = first;
            if (!in_.next_member(first, view)) break;
            const std::string name(view);
            if (!is_first) text_ += python_ ? ", " : ",";
            if (!put(name)) return in_.fail_in(name);
            text_ += python_ ? ": " : ":";
            if (!attribute()) return in_.fail_in(name);
        }
        text_ += '}';
        in_.leave();
        return !in_.failed();
    }
    bool array(bool (unwrapper::*element)()) {
        if (!in_.enter() || !in_.expect('[')) return false;
        text_ += '[';
        bool first = true;
        for (std::size_t index = 0; in_.next_element(first); ++index) {
            if (index != 0) text_ += python_ ? ", " : ",";
            if (!(this->*element)()) return in_.fail_in(index);
        }
        text_ += ']';
        in_.leave();
        return !in_.failed();
    }

    reader in_;
    std::string text_;
    bool python_;
};

}  // namespace

result<std::string> to_plain(std::string_view typed, spelling as) { return unwrapper(typed, as).run(); }

}  // namespace dynaco::detail::json
