#include "program/show/value_text.hpp"

#include "program/show/text_width.hpp"

#include <dynaco/json.hpp>

#include <string_view>
#include <type_traits>
#include <variant>

namespace dynaco::program {
namespace {

constexpr std::string_view bytes_prefix = "b64\"";

// Whether a string without quotes would look like a value of another type, or would be invisible.
bool looks_like_another(std::string_view text) {
    if (text.empty() || text.front() == ' ' || text.back() == ' ') return true;
    if (text == "true" || text == "false" || text == "null") return true;
    if (text.front() == '"' || text.front() == '{' || text.front() == '[') return true;
    if (text.starts_with("<<") || text.starts_with(bytes_prefix)) return true;
    return !number::parse(text).has_error();
}

class nested_writer {
 public:
    explicit nested_writer(std::string& out) noexcept : out_(out) {}

    void operator()(const std::string& text) const { out_ += quoted_text(text); }
    void operator()(const number& of) const { out_ += of.to_string(); }
    void operator()(bool of) const { out_ += of ? "true" : "false"; }
    void operator()(null_t) const { out_ += "null"; }
    void operator()(const binary& bytes) const {
        const std::string quoted = to_json(value(bytes));  // base64 in quotes
        (out_ += bytes_prefix).append(quoted, 1);
    }
    void operator()(const item& map) const {
        out_ += '{';
        bool first = true;
        for (const auto& [name, of] : map) {
            if (!first) out_ += ',';
            first = false;
            (out_ += quoted_text(name)) += ':';
            std::visit(*this, of.content());
        }
        out_ += '}';
    }
    void operator()(const value::list& elements) const { all(elements, "[", "]"); }
    void operator()(const value& of) const { std::visit(*this, of.content()); }
    template <class Set>
    void operator()(const Set& elements) const {
        all(elements, "<<", ">>");
    }

 private:
    template <class Elements>
    void all(const Elements& elements, std::string_view begin, std::string_view end) const {
        out_ += begin;
        bool first = true;
        for (const auto& each : elements) {
            if (!first) out_ += ',';
            first = false;
            (*this)(each);
        }
        out_ += end;
    }

    std::string& out_;
};

tone tone_of(attribute_type type) noexcept {
    switch (type) {
        case attribute_type::S: return tone::plain;
        case attribute_type::N: return tone::number;
        case attribute_type::BOOL:
        case attribute_type::NUL: return tone::word;
        default: return tone::nested;
    }
}

}  // namespace

std::string value_text(const value& of) {
    if (const auto* text = of.get_if<std::string>())
        return looks_like_another(*text) || is_unsafe(*text) ? quoted_text(*text) : *text;
    std::string out;
    std::visit(nested_writer(out), of.content());
    return out;
}

table_cell value_cell(const value& of) { return {value_text(of), tone_of(of.type())}; }

}  // namespace dynaco::program
