#include "json/quoted.hpp"

#include <dynaco/detail/model/container_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

namespace dynaco {
namespace {

template <class T>
bool read_as(detail::json::reader& in, attribute_type found, value& v) {
    T content{};
    if (!codec<T>::read(in, found, content)) return false;
    v = value(std::move(content));
    return true;
}

}  // namespace

bool codec<value>::write(detail::json::writer& out, const value& v) {
    return std::visit([&out](const auto& content) { return detail::model::write_attribute(out, content); },
                      v.content());
}

bool codec<value>::read(detail::json::reader& in, attribute_type found, value& v) {
    switch (found) {
        case attribute_type::S: return read_as<std::string>(in, found, v);
        case attribute_type::N: return read_as<number>(in, found, v);
        case attribute_type::B: return read_as<binary>(in, found, v);
        case attribute_type::BOOL: return read_as<bool>(in, found, v);
        case attribute_type::NUL: return read_as<null_t>(in, found, v);
        case attribute_type::M: return read_as<item>(in, found, v);
        case attribute_type::L: return read_as<value::list>(in, found, v);
        case attribute_type::SS: return read_as<value::string_set>(in, found, v);
        case attribute_type::NS: return read_as<value::number_set>(in, found, v);
        case attribute_type::BS: return read_as<value::binary_set>(in, found, v);
        case attribute_type::any: break;
    }
    return in.malformed();
}

bool codec<item>::write(detail::json::writer& out, const item& map) {
    out.begin_object();
    for (const auto& [name, v] : map) {
        if (!out.key(name) || !detail::model::write_attribute(out, v)) return out.fail_in(name);
    }
    out.end_object();
    return true;
}

bool codec<item>::read(detail::json::reader& in, attribute_type, item& map) {
    if (!in.enter() || !in.expect('{')) return false;
    map.clear();
    bool first = true;
    std::string_view view;
    while (in.next_member(first, view)) {
        const auto at = map.try_emplace(view);  // the view is valid only until the next read
        if (!detail::model::read_attribute(in, at->second)) return in.fail_in(at->first);
    }
    in.leave();
    return !in.failed();
}

namespace {

template <class T>
std::ostream& print(std::ostream& stream, const T& content) {
    std::string text;
    detail::json::writer out(text);
    if (!codec<T>::write(out, content)) return stream << out.why().text();
    return stream << text;
}

}  // namespace

std::ostream& operator<<(std::ostream& out, const value& v) { return print(out, v); }
std::ostream& operator<<(std::ostream& out, const item& map) { return print(out, map); }

namespace {

constexpr std::string_view pattern = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";
constexpr std::string_view hex = "0123456789abcdef";

std::optional<std::uint8_t> digit(char c) {
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    const auto value = hex.find(c);
    if (value == std::string_view::npos) return std::nullopt;
    return static_cast<std::uint8_t>(value);
}

bool parse(std::string_view text, boost::uuids::uuid& id) {
    if (text.size() != pattern.size()) return false;
    std::array<std::uint8_t, 32> digits{};
    std::size_t count = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] == '-') {
            if (text[i] != '-') return false;
            continue;
        }
        const auto value = digit(text[i]);
        if (!value) return false;
        digits[count++] = *value;
    }
    std::size_t i = 0;
    std::generate(id.begin(), id.end(), [&] {
        const auto octet = static_cast<std::uint8_t>(digits[i] << 4 | digits[i + 1]);
        i += 2;
        return octet;
    });
    return true;
}

}  // namespace

bool codec<boost::uuids::uuid>::write(detail::json::writer& out, const boost::uuids::uuid& id) {
    std::string text(pattern);
    auto octet = id.begin();
    bool high = true;
    for (char& c : text) {
        if (c == '-') continue;
        c = hex[high ? *octet >> 4U : *octet++ & 15U];
        high = !high;
    }
    out.string(text);
    return true;
}

bool codec<boost::uuids::uuid>::read(detail::json::reader& in, attribute_type, boost::uuids::uuid& id) {
    std::string_view text;
    if (!in.string(text)) return false;
    return parse(text, id) || in.fail(errc::invalid_value, detail::json::quoted(text) + " is not a UUID");
}

}  // namespace dynaco
