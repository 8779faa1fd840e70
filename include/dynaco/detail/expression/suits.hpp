#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/detail/expression/path.hpp>
#include <dynaco/detail/expression/path_facts.hpp>
#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/detail/model/key_template.hpp>
#include <dynaco/types.hpp>

#include <array>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

/// Checks which C++ types can be operands of a member: the member's codec must be able to read what is
/// written.
///
/// `dynaco::value`, and a path that is known only at run time, are not checked.
namespace dynaco::detail::expression {

/// The purpose of an operand.
enum class use {
    assign,   ///< SET, and elements of sets and lists: it is stored.
    add,      ///< + and -, ADD of a number: the sum is stored, and only the service knows it.
    compare,  ///< =, <>, IN, contains: it must be able to be equal.
    order,    ///< <, <=, >, >=, BETWEEN.
};

// Types whose content is known only at run time.
template <class T>
inline constexpr bool is_open = std::is_same_v<T, value> || !is_known<T>;
template <class T>
concept real = std::floating_point<T> || std::is_same_v<T, number>;
template <class T>
concept text = std::convertible_to<const T&, std::string_view>;
template <class T>
concept bytes = std::convertible_to<const T&, std::span<const std::byte>>;
// Members that hold any text, or any bytes (of a length).
template <class T>
inline constexpr bool holds_text = std::is_same_v<T, std::string> || std::is_same_v<T, std::string_view>;
template <class T>
inline constexpr bool holds_bytes = std::is_same_v<T, binary>;
template <std::size_t N>
inline constexpr bool holds_bytes<std::array<std::byte, N>> = true;
// Points in time of any precision; durations of one unit.
template <class A, class B>
inline constexpr bool same_kind_of_time = false;
template <class C, class A, class B>
inline constexpr bool same_kind_of_time<std::chrono::time_point<C, A>, std::chrono::time_point<C, B>> = true;
template <class A, class B, class Period>
inline constexpr bool same_kind_of_time<std::chrono::duration<A, Period>, std::chrono::duration<B, Period>> =
    true;
template <class T>
concept sequence = model::list_like<T> || is_array<T>;
// True if every value of `From` can be represented in `To`.
template <integer To, integer From>
consteval bool always_in_range() {
    return std::in_range<To>(std::numeric_limits<From>::min()) &&
           std::in_range<To>(std::numeric_limits<From>::max());
}

template <use Use, class Member, class Operand>
consteval bool suits();

template <use Use, class Member, class Operand>
consteval bool numbers_suit() {
    if constexpr (Use == use::order)
        return true;
    else
        return !integer<Member> || !std::floating_point<Operand>;
}

template <use Use, class Member, class... Alternative>
consteval bool every_alternative_suits(std::type_identity<std::variant<Alternative...>>) {
    if constexpr (Use == use::assign)
        return (suits<Use, Member, Alternative>() && ...);
    else
        return (suits<Use, Member, Alternative>() || ...);
}
template <use Use, class Operand, class... Alternative>
consteval bool suits_an_alternative(std::type_identity<std::variant<Alternative...>>) {
    return (suits<Use, Alternative, Operand>() || ...);
}

// If the elements of a list cannot be NULL, elements that can be NULL are not allowed.
template <use Use, class Member, class Operand>
consteval bool elements_suit() {
    if constexpr (Use == use::assign && can_be_nothing<Operand> && !is_open<Operand> &&
                  !can_be_nothing<Member>)
        return false;
    else
        return suits<Use, Member, Operand>();
}

template <use Use, class Member, class Operand>
consteval bool containers_suit() {
    if constexpr (sequence<Member> && sequence<Operand>) {
        return elements_suit<Use, typename Member::value_type, typename Operand::value_type>();
    } else if constexpr (model::map_like<Member> && model::map_like<Operand>) {
        return elements_suit<Use, typename Member::mapped_type, typename Operand::mapped_type>();
    } else if constexpr (model::attribute_set<Member> && model::attribute_set<Operand>) {
        return suits<Use, typename Member::key_type, typename Operand::key_type>();
    } else if constexpr (model::record<Member> || std::is_same_v<Member, item>) {
        if constexpr (model::map_like<Operand>)
            return is_open<content_type<typename Operand::mapped_type>>;
        else
            return std::is_same_v<Operand, item> || std::is_same_v<Member, item>;
    } else if constexpr (model::map_like<Member>) {
        return is_open<content_type<typename Member::mapped_type>> || std::is_same_v<Operand, item>;
    } else {
        return false;
    }
}

template <use Use, class Member, class Operand>
consteval bool unwrapped_suits() {
    if constexpr (std::is_same_v<Member, Operand> || is_open<Member> || is_open<Operand>) {
        return true;
    } else if constexpr (model::is_composed<Member>) {
        return Use != use::assign && (text<Operand> || model::is_composed<Operand>);
    } else if constexpr (!writable_attribute<Member> || !writable_attribute<Operand>) {
        return true;  // another check refuses it
    } else if constexpr (is_variant<Operand>) {
        return every_alternative_suits<Use, Member>(std::type_identity<Operand>{});
    } else if constexpr (is_variant<Member>) {
        return suits_an_alternative<Use, Operand>(std::type_identity<Member>{});
    } else if constexpr (codec<Member>::type != codec<Operand>::type) {
        return false;
    } else if constexpr ((integer<Member> || real<Member>)&&(integer<Operand> || real<Operand>)) {
        return numbers_suit<Use, Member, Operand>();
    } else if constexpr (Use == use::add && codec<Member>::type == attribute_type::N) {
        return integer<Operand>;  // durations, points in time: a number of their units
    } else if constexpr (holds_text<Member> && text<Operand>) {
        return true;
    } else if constexpr ((holds_bytes<Member> && bytes<Operand>) || same_kind_of_time<Member, Operand>) {
        return true;
    } else {
        return containers_suit<Use, Member, Operand>();
    }
}

/// True if an `Operand` can be used for an attribute that is a `Member`. Optionals and `nullable` are treated
/// as the type that they hold. If only some values can be read back, `write_as` checks the value.
template <use Use, class Member, class Operand>
consteval bool suits() {
    return expression::unwrapped_suits<Use, content_type<Member>, content_type<Operand>>();
}

// True if every value of `Operand` can be read back as a `Member`.
template <use Use, class Member, class Operand>
consteval bool always_readable() {
    using to = content_type<Member>;
    using from = content_type<Operand>;
    if constexpr (std::is_same_v<to, from> || is_open<to> || is_open<from> || !storable<to> ||
                  !writable_attribute<from>) {
        return true;
    } else if constexpr (Use == use::order || (Use == use::compare && !(integer<to> && integer<from>))) {
        return true;  // nothing is stored; only for integers it is known which values cannot be equal to a
                      // member
    } else if constexpr (Use == use::add) {
        return !integer<to> || integer<from>;
    } else if constexpr (integer<to> && integer<from>) {
        return always_in_range<to, from>();
    } else if constexpr (real<to> && integer<from>) {
        return true;
    } else if constexpr (real<to> && real<from>) {
        return !std::is_same_v<to, float>;
    } else if constexpr (holds_text<to>) {
        return true;
    } else if constexpr (std::is_same_v<to, binary>) {
        return true;
    } else if constexpr (model::list_like<to> && sequence<from>) {
        return always_readable<Use, typename to::value_type, typename from::value_type>();
    } else if constexpr (model::map_like<to> && model::map_like<from>) {
        return model::compares_as_its_elements<to> &&
               always_readable<Use, typename to::mapped_type, typename from::mapped_type>();
    } else if constexpr (model::attribute_set<to> && model::attribute_set<from>) {
        return model::compares_as_its_elements<to> &&
               always_readable<Use, typename to::key_type, typename from::key_type>();
    } else {
        return false;
    }
}

/// True if a stored `Source` attribute can be assigned to a `Member` attribute. The client does not see its
/// value, so every value must fit.
template <class Member, class Source>
consteval bool every_value_suits() {
    return suits<use::assign, Member, Source>() && expression::always_readable<use::assign, Member, Source>();
}

// Compiled in the library, because they do not depend on the types.
std::string required_is_left_out(std::string_view path);
std::string index_is_beyond(long long index, std::size_t size);
bool operand_does_not_fit(json::writer& out, const failure& why);
bool operand_is_not_whole(json::writer& out, const number& operand);

/// Fails, with errc::number_out_of_range or the codec's error, if a `Member` could not be read back from
/// `operand`.
template <use Use, class Member, class Operand>
bool check_value([[maybe_unused]] json::writer& out, [[maybe_unused]] const Operand& operand) {
    if constexpr (expression::always_readable<Use, Member, Operand>() || std::is_same_v<Operand, null_t>) {
        return true;  // the compile-time checks cover NULL
    } else if constexpr (expression::wraps<Operand>) {
        return !operand || check_value<Use, Member>(out, *operand);
    } else if constexpr (Use == use::add) {
        return operand.template to<std::int64_t>() || operand.template to<std::uint64_t>() ||
               operand_is_not_whole(out, operand);
    } else {
        if constexpr (integer<content_type<Member>> && integer<Operand>)
            if (std::in_range<content_type<Member>>(operand)) return true;
        std::string text;
        json::writer copy(text);
        if (!model::write_attribute(copy, operand)) return operand_does_not_fit(out, copy.why());
        json::reader in(text);
        content_type<Member> read{};
        return model::read_attribute(in, read) || operand_does_not_fit(out, in.why());
    }
}

}  // namespace dynaco::detail::expression
