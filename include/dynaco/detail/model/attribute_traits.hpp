#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

/// The properties of the types in attribute_types.hpp that models need.
namespace dynaco::detail::model {

// Spells a name for a compiler's message: clang before 18 prints a class-type argument as numbers, a pack of
// characters as letters.
#if defined(__clang__) && __clang_major__ < 18
template <char...>
struct name;
template <fixed_string Text, class = std::make_index_sequence<sizeof(Text.text) - 1>>
struct spell;
template <fixed_string Text, std::size_t... I>
struct spell<Text, std::index_sequence<I...>> {
    using type = name<Text.text[I]...>;
};
template <fixed_string Text>
using spelled = typename spell<Text>::type;
#else
template <fixed_string Text>
struct name;
template <fixed_string Text>
using spelled = name<Text>;
#endif

template <class T>
inline constexpr bool is_unknown_attributes = std::is_same_v<T, unknown_attributes>;

/// Reads the value of the attribute `name` into `rest`.
bool read_unknown(json::reader& in, std::string_view name, unknown_attributes& rest);
/// Writes the attributes as members of the object that `out` has begun.
bool write_unknown(json::writer& out, const unknown_attributes& rest, bool (*is_known)(std::string_view));

template <class T>
inline constexpr bool is_embedded = false;
template <class Part>
inline constexpr bool is_embedded<embedded<Part>> = true;

template <class T>
struct embedded_part;
template <class Part>
struct embedded_part<embedded<Part>> {
    using type = Part;
};
template <class T>
using part_of = typename embedded_part<T>::type;

}  // namespace dynaco::detail::model
