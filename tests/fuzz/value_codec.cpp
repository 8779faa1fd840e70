#include "fuzz_target.hpp"
#include "json/document.hpp"
#include "json/plain.hpp"
#include "json/utf8.hpp"

#include <dynaco/detail/model/value_codec.hpp>

#include <algorithm>
#include <optional>

// Reads an attribute of any type, in both forms, and compares it with RapidJSON's tree of the same text.
using namespace dynaco;
using detail::json::document;
using fuzz::check;

namespace {

std::optional<value> meaning(const document& node);

std::optional<binary> bytes_of(const std::string& text) {
    static constexpr std::string_view alphabet =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    if (text.size() % 4 != 0) return std::nullopt;
    const auto last = text.find_last_not_of('=') + 1;
    if (text.size() - last > 2) return std::nullopt;
    std::string bits;
    for (std::size_t i = 0; i < last; ++i) {
        const auto at = alphabet.find(text[i]);
        if (at == std::string_view::npos) return std::nullopt;
        for (unsigned bit = 6; bit-- > 0;) bits += (at >> bit & 1) != 0 ? '1' : '0';
    }
    binary bytes;
    for (std::size_t i = 0; i + 8 <= bits.size(); i += 8)
        bytes.push_back(static_cast<std::byte>(std::stoi(bits.substr(i, 8), nullptr, 2)));
    return bytes;
}

template <class T>
std::optional<T> text_as(const document& node);
template <>
std::optional<std::string> text_as(const document& node) {
    return node.text();
}
template <>
std::optional<number> text_as(const document& node) {
    const auto parsed = number::parse(node.text());
    return parsed ? std::optional(*parsed) : std::nullopt;
}
template <>
std::optional<binary> text_as(const document& node) {
    return bytes_of(node.text());
}

template <class T>
std::optional<value> scalar(const document& node) {
    if (node.type() != document::kind::string) return std::nullopt;
    const auto content = text_as<T>(node);
    return content ? std::optional(value(*content)) : std::nullopt;
}

template <class Set>
std::optional<value> set(const document& node) {
    if (node.type() != document::kind::array) return std::nullopt;
    Set elements;
    for (const auto& each : node.elements()) {
        const auto element = scalar<typename Set::key_type>(each);
        if (!element) return std::nullopt;
        elements.insert(element->template get<typename Set::key_type>());
    }
    return value(elements);
}

std::optional<value> list(const document& node) {
    if (node.type() != document::kind::array) return std::nullopt;
    value::list elements;
    for (const auto& each : node.elements()) {
        const auto element = meaning(each);
        if (!element) return std::nullopt;
        elements.push_back(*element);
    }
    return value(elements);
}

std::optional<value> map(const document& node) {
    if (node.type() != document::kind::object) return std::nullopt;
    item attributes;
    for (std::size_t i = 0; i < node.elements().size(); ++i) {
        const auto attribute = meaning(node.elements()[i]);
        if (!attribute) return std::nullopt;
        attributes.insert_or_assign(node.names()[i], *attribute);  // the last of equal names wins
    }
    return value(attributes);
}

std::optional<value> truth(const document& node, bool is_null) {
    if (node.type() != document::kind::boolean) return std::nullopt;
    return is_null ? value(null) : value(node.as_bool());
}

// Smithy, unions: exactly one member besides "__type" and nulls.
std::optional<value> meaning(const document& node) {
    if (node.type() != document::kind::object) return std::nullopt;
    std::optional<std::size_t> only;
    for (std::size_t i = 0; i < node.elements().size(); ++i) {
        if (node.names()[i] == "__type" || node.elements()[i].is_null()) continue;
        if (only) return std::nullopt;
        only = i;
    }
    if (!only) return std::nullopt;
    const document& content = node.elements()[*only];
    switch (attribute_type_of(node.names()[*only])) {
        case attribute_type::S: return scalar<std::string>(content);
        case attribute_type::N: return scalar<number>(content);
        case attribute_type::B: return scalar<binary>(content);
        case attribute_type::BOOL: return truth(content, false);
        case attribute_type::NUL: return truth(content, true);
        case attribute_type::M: return map(content);
        case attribute_type::L: return list(content);
        case attribute_type::SS: return set<value::string_set>(content);
        case attribute_type::NS: return set<value::number_set>(content);
        case attribute_type::BS: return set<value::binary_set>(content);
        case attribute_type::any: break;
    }
    return std::nullopt;
}

// Without wrappers, the kind of JSON determines the type.
std::optional<value> plain_meaning(const document& node) {
    switch (node.type()) {
        case document::kind::null: return value(null);
        case document::kind::boolean: return value(node.as_bool());
        case document::kind::string: return value(node.text());
        case document::kind::number: {
            const auto digits = text_as<number>(node);
            return digits ? std::optional(value(*digits)) : std::nullopt;
        }
        case document::kind::array: {
            value::list elements;
            for (const auto& each : node.elements()) {
                const auto element = plain_meaning(each);
                if (!element) return std::nullopt;
                elements.push_back(*element);
            }
            return value(elements);
        }
        case document::kind::object: break;
    }
    item attributes;
    for (std::size_t i = 0; i < node.elements().size(); ++i) {
        const auto attribute = plain_meaning(node.elements()[i]);
        if (!attribute) return std::nullopt;
        attributes.insert_or_assign(node.names()[i], *attribute);
    }
    return value(attributes);
}

bool read(std::string_view text, detail::json::form form, value& v, errc& why) {
    detail::json::reader in(text, form);
    const bool good = detail::model::read_attribute(in, v) && in.at_end();
    why = in.failed() ? in.why().cause() : errc{};
    return good;
}

void check_fixed_point(const value& v, std::string_view input) {
    std::string written;
    detail::json::writer out(written);
    if (!detail::model::write_attribute(out, v)) {
        const errc why = out.why().cause();
        check(why == errc::empty_set ||
                  (why == errc::invalid_value && detail::json::find_not_utf8(input) < input.size()),
              "only an empty set and text that is not UTF-8 cannot be written back", input);
        return;
    }
    value again;
    errc why{};
    check(read(written, detail::json::form::typed, again, why) && again == v,
          "what is written reads back equal", input);
    std::string second;
    detail::json::writer out_again(second);
    check(detail::model::write_attribute(out_again, again) && second == written, "writing is stable", input);
    const auto plain = detail::json::to_plain(written, detail::json::spelling::compact);
    check(plain && read(*plain, detail::json::form::plain, again, why), "without wrappers it can be read",
          input);
}

void compare(std::string_view text, detail::json::form form, const std::optional<document>& tree) {
    value v;
    errc why{};
    const bool good = read(text, form, v, why);
    if (good) check_fixed_point(v, text);
    if (!tree || why == errc::nested_too_deeply) return;
    const auto wanted = form == detail::json::form::typed ? meaning(*tree) : plain_meaning(*tree);
    check(good == wanted.has_value(), "codec<value> takes what RapidJSON's tree means", text);
    if (good) check(v == *wanted, "codec<value> and RapidJSON's tree mean the same", text);
}

// RapidJSON 1.1 accepts a single low surrogate as a character.
bool holds_lone_surrogate(std::string_view text) {
    return text.find("\\uD") != std::string_view::npos || text.find("\\ud") != std::string_view::npos;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = fuzz::as_text(data, size);
    auto tree = document::parse(text);
    if (holds_lone_surrogate(text)) tree.reset();
    compare(text, detail::json::form::typed, tree);
    compare(text, detail::json::form::plain, tree);
    return 0;
}
