#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/detail/model/enum_names.hpp>
#include <dynaco/detail/model/scalar_codec.hpp>
#include <dynaco/types.hpp>

#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>

/// The codecs of enums: by name, and by number.
namespace dynaco {

template <detail::model::enumeration E>
class as_number;

namespace detail::model {

// Names the enum in the compiler's message.
template <class Enum>
inline constexpr bool enum_has_names = std::size(enum_names<Enum>) != 0;

// Defined in src/model: they make the error texts.
bool enumerator_has_no_name(json::writer& out, std::int64_t value);
bool name_is_of_no_enumerator(json::reader& in, std::string_view name);

}  // namespace detail::model

/// Stores an enum as a string (S): the enumerator's name, see `enum_names`. Reading a name that the enum does
/// not have, and writing a value without a name, are errc::invalid_value.
template <detail::model::enumeration E>
struct codec<E> {
    static constexpr attribute_type type = attribute_type::S;  ///< S.

    /// Writes the name; see `codec`.
    static bool write(detail::json::writer& out, E value) {
        static_assert(
            detail::model::enum_has_names<E>,
            "dynaco: the enum has no enumerator with a value from 0 to 63: specialise dynaco::enum_range or "
            "dynaco::enum_names for it (see enum_has_names<Enum> in this message)");
        for (const auto& each : enum_names<E>)
            if (each.value == value) return out.string(each.name);
        return detail::model::enumerator_has_no_name(
            out, static_cast<std::int64_t>(static_cast<std::underlying_type_t<E>>(value)));
    }
    /// Reads a name; see `codec`.
    static bool read(detail::json::reader& in, attribute_type, E& value) {
        std::string_view name;
        if (!in.string(name)) return false;
        for (const auto& each : enum_names<E>)
            if (each.name == name) return value = each.value, true;
        return detail::model::name_is_of_no_enumerator(in, name);
    }
};

/// Stores an `as_number` as a number (N).
template <class E>
struct codec<as_number<E>> {
    using underlying = std::underlying_type_t<E>;  ///< The enum's underlying type.

    /// The integer type that is written and read: DynamoDB does not store characters and bool as numbers.
    using stored =
        std::conditional_t<integer<underlying>, underlying,
                           std::conditional_t<std::is_signed_v<underlying>, std::int64_t, std::uint64_t>>;
    static constexpr attribute_type type = attribute_type::N;  ///< N.

    /// Writes the number; see `codec`.
    static bool write(detail::json::writer& out, const as_number<E>& number) {
        return codec<stored>::write(out, static_cast<stored>(number.value()));
    }
    /// Reads a number; see `codec`. Fails with errc::number_out_of_range if it does not fit the underlying
    /// type.
    static bool read(detail::json::reader& in, attribute_type found, as_number<E>& number) {
        stored count{};
        if (!codec<stored>::read(in, found, count)) return false;
        const auto narrow = static_cast<underlying>(count);
        number = static_cast<E>(narrow);
        return static_cast<stored>(narrow) == count ||
               detail::model::integer_does_not_fit(in, std::to_string(count), sizeof narrow,
                                                   std::is_signed_v<underlying>);
    }
};

}  // namespace dynaco
