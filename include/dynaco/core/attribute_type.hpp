#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dynaco {

/// The types of an attribute, by their names on the wire (DynamoDB API, AttributeValue).
enum class attribute_type : std::uint8_t {
    S,     ///< string
    N,     ///< number
    B,     ///< binary
    BOOL,  ///< boolean
    NUL,   ///< "NULL": the name itself is taken by the C library
    M,     ///< map
    L,     ///< list
    SS,    ///< string set
    NS,    ///< number set
    BS,    ///< binary set
    any,   ///< Not a wire type: stands for "whatever is there" in models.
};

/// "S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS".
[[nodiscard]] constexpr std::string_view wire_name(attribute_type type) noexcept {
    constexpr std::string_view names[] = {"S", "N", "B", "BOOL", "NULL", "M", "L", "SS", "NS", "BS", "any"};
    return names[static_cast<std::size_t>(type)];
}

/// The reverse of `wire_name`; `any` for a name that is none of them.
[[nodiscard]] constexpr attribute_type attribute_type_of(std::string_view name) noexcept {
    constexpr auto last = static_cast<std::size_t>(attribute_type::any);
    for (std::size_t i = 0; i < last; ++i)
        if (wire_name(static_cast<attribute_type>(i)) == name) return static_cast<attribute_type>(i);
    return attribute_type::any;
}

}  // namespace dynaco
