#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
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
    using enum attribute_type;
    const auto one = [](char c) {
        switch (c) {
            case 'S': return S;
            case 'N': return N;
            case 'B': return B;
            case 'M': return M;
            case 'L': return L;
            default: return any;
        }
    };
    if (name.size() == 1) return one(name[0]);
    for (const attribute_type each : {BOOL, NUL, SS, NS, BS})
        if (wire_name(each) == name) return each;
    return attribute_type::any;
}

}  // namespace dynaco
