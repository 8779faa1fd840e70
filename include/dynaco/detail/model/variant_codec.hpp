#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/detail/model/alternative.hpp>

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

/// The codec of `std::variant`: the DynamoDB type of an attribute selects the alternative.
namespace dynaco {
namespace detail::model {

// Refuses alternatives that cannot be distinguished when they are read, with one line that names both.
template <class A, class B>
inline constexpr bool alternatives_have_different_types = codec<A>::type != codec<B>::type ||
                                                          (distinguishable<A> && distinguishable<B>);

template <class A, class B>
consteval bool check_alternatives() {
    static_assert(alternatives_have_different_types<A, B>,
                  "dynaco: two alternatives of a std::variant have the same DynamoDB type: a reader cannot "
                  "distinguish them (see alternatives_have_different_types<A, B> in this message)");
    return alternatives_have_different_types<A, B>;
}
template <class First, class... Rest>
consteval bool check_variant() {
    if constexpr (sizeof...(Rest) == 0) {
        return true;
    } else {
        return (check_alternatives<First, Rest>() && ...) && check_variant<Rest...>();
    }
}

template <class T>
bool alternative_accepts([[maybe_unused]] std::string_view content) {
    if constexpr (distinguishable<T>) {
        return alternative<T>::accepts(content);
    } else {
        return true;
    }
}

}  // namespace detail::model

/// NULL: the alternative of a variant that holds nothing.
template <>
struct codec<std::monostate> {
    static constexpr attribute_type type = attribute_type::NUL;
    static bool write(detail::json::writer& out, std::monostate) { return out.boolean(true), true; }
    static bool read(detail::json::reader& in, attribute_type, std::monostate&) {
        bool ignored = false;
        return in.boolean(ignored);
    }
};

/// Written as the alternative that it holds. Read as the alternative that has the stored type. An alternative
/// of any type (`dynaco::value`) is used if no other one accepts the value. A type that no alternative
/// accepts causes errc::type_mismatch.
template <class... A>
    requires(storable<A>&&...)
struct codec<std::variant<A...>> {
    static_assert(detail::model::check_variant<A...>());
    static constexpr attribute_type type = attribute_type::any;
    static constexpr bool keeps_null = (detail::model::keeps_null<A>() || ...);

    static bool absent(const std::variant<A...>& v) requires(detail::model::can_be_absent<A> || ...) {
        return std::visit([](const auto& content) { return detail::model::is_absent(content); }, v);
    }
    static bool write(detail::json::writer& out, const std::variant<A...>& v) {
        return std::visit(
            [&out](const auto& content) { return detail::model::write_attribute(out, content); }, v);
    }
    static bool read(detail::json::reader& in, attribute_type found, std::variant<A...>& v) {
        const std::size_t chosen = choose(in, found);
        if (in.failed()) return false;
        if (chosen == count)
            return in.fail(errc::type_mismatch, "the attribute has type " + std::string(wire_name(found)) +
                                                    ", which no alternative of the variant accepts");
        return readers[chosen](in, found, v);
    }

 private:
    static constexpr std::size_t count = sizeof...(A);
    using read_alternative = bool (*)(detail::json::reader&, attribute_type, std::variant<A...>&);

    template <std::size_t I>
    static bool read_one(detail::json::reader& in, attribute_type found, std::variant<A...>& v) {
        return detail::model::read_opened(in, found, v.template emplace<I>());
    }
    static constexpr auto readers = []<std::size_t... I>(std::index_sequence<I...>) {
        return std::array<read_alternative, count>{&read_one<I>...};
    }
    (std::make_index_sequence<count>{});

    // In this order: the alternative of exactly this type; one whose type looks the same in plain JSON; one
    // that also accepts this type, as an empty set accepts NULL; one that accepts any type.
    static std::size_t choose(detail::json::reader& in, attribute_type found) {
        static constexpr std::array<attribute_type, count> types{codec<A>::type...};
        if (const std::size_t i = choose_of_type(in, found); i != count || in.failed()) return i;
        for (std::size_t i = 0; i < count; ++i)
            if (in.stands_for(found, types[i])) return i;
        std::size_t i = 0;
        if (((detail::model::accepts<A>(found) || (++i, false)) || ...)) return i;
        for (i = 0; i < count && types[i] != attribute_type::any;) ++i;
        return i;
    }
    static std::size_t choose_of_type(detail::json::reader& in, attribute_type found) {
        constexpr bool shared = (detail::model::distinguishable<A> || ...);
        std::string_view content;
        if constexpr (shared) {
            if (!in.peek(content)) return count;
        }
        std::size_t i = 0;
        static_cast<void>(
            (((codec<A>::type == found && detail::model::alternative_accepts<A>(content)) || (++i, false)) ||
             ...));
        return i;
    }
};

}  // namespace dynaco
