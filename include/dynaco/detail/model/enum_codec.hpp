#pragma once

#include <dynaco/detail/model/enum_names.hpp>
#include <dynaco/detail/model/scalar_codec.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>

/// Codecs of enums: by name, or by number.
namespace dynaco {
namespace model {

template <class E>
concept enumeration = std::is_enum_v<E> && !std::same_as<E, std::byte>;

// Refusal: one line that names the enum.
template <class Enum>
inline constexpr bool enum_has_names = std::size(enum_names<Enum>) != 0;

// Compiled: the messages.
bool enumerator_has_no_name(json::writer& out, std::int64_t value);
bool name_is_of_no_enumerator(json::reader& in, std::string_view name);

}  // namespace model

/// The enumerator's name, see `enum_names`. A stored name that the enum does not have, and a value without a
/// name, are errc::invalid_value.
template <model::enumeration E>
struct codec<E> {
    static constexpr attribute_type type = attribute_type::S;

    static bool write(json::writer& out, E value) {
        static_assert(
            model::enum_has_names<E>,
            "dynaco: none of the enum's values from 0 to 63 has a name; specialise dynaco::enum_range or "
            "dynaco::enum_names for it (see enum_has_names<Enum> in this message)");
        for (const auto& each : enum_names<E>)
            if (each.value == value) return out.string(each.name);
        return model::enumerator_has_no_name(
            out, static_cast<std::int64_t>(static_cast<std::underlying_type_t<E>>(value)));
    }
    static bool read(json::reader& in, attribute_type, E& value) {
        std::string_view name;
        if (!in.string(name)) return false;
        for (const auto& each : enum_names<E>)
            if (each.name == name) return value = each.value, true;
        return model::name_is_of_no_enumerator(in, name);
    }
};

/// An enum that is stored as its number; compares as the enum does. Any number that fits its underlying type
/// is read, named or not.
template <model::enumeration E>
class as_number {
 public:
    constexpr as_number() noexcept = default;
    constexpr as_number(E value) noexcept : value_(value) {}  // NOLINT(google-explicit-constructor)

    constexpr operator E() const noexcept { return value_; }  // NOLINT(google-explicit-constructor)
    [[nodiscard]] constexpr E value() const noexcept { return value_; }

 private:
    E value_{};
};

template <class E>
struct codec<as_number<E>> {
    using underlying = std::underlying_type_t<E>;
    // Characters and bool are no numbers of DynamoDB.
    using stored =
        std::conditional_t<integer<underlying>, underlying,
                           std::conditional_t<std::is_signed_v<underlying>, std::int64_t, std::uint64_t>>;
    static constexpr attribute_type type = attribute_type::N;

    static bool write(json::writer& out, const as_number<E>& number) {
        return codec<stored>::write(out, static_cast<stored>(number.value()));
    }
    static bool read(json::reader& in, attribute_type found, as_number<E>& number) {
        stored count{};
        if (!codec<stored>::read(in, found, count)) return false;
        const auto narrow = static_cast<underlying>(count);
        number = static_cast<E>(narrow);
        return static_cast<stored>(narrow) == count ||
               model::integer_does_not_fit(in, std::to_string(count), sizeof narrow,
                                           std::is_signed_v<underlying>);
    }
};

}  // namespace dynaco
