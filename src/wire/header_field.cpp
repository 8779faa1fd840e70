#include "wire/header_field.hpp"

#include <algorithm>

namespace dynaco::wire {

bool is_token(std::string_view name) noexcept {
    constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    const auto fits = [others](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               others.find(c) != others.npos;
    };
    return !name.empty() && std::ranges::all_of(name, fits);
}

bool is_field_value(std::string_view value) noexcept {
    return std::ranges::all_of(value,
                               [](char c) { return c == '\t' || static_cast<unsigned char>(c) >= 0x20; }) &&
           value.find('\x7f') == value.npos;
}

}  // namespace dynaco::wire
