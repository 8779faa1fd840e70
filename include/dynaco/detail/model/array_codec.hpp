#pragma once

#include <dynaco/detail/model/container_codec.hpp>

#include <array>
#include <cstddef>
#include <utility>

/// Finds members that are C arrays. Reflection cannot count them: `int a[2]` takes two initialisers.
namespace dynaco::detail::model {

// Refuses C arrays, with one line that names the model.
template <class Model>
inline constexpr bool model_has_no_c_array = false;

template <class T, class Any, std::size_t... Before, std::size_t... After>
consteval bool takes_braces(std::index_sequence<Before...>, std::index_sequence<After...>) {
    return requires { T{((void)Before, Any{})..., {Any{}, Any{}}, ((void)After, Any{})...}; };
}

// True if the member at `I` is a C array: it accepts two initialisers in braces, and the other `N - 1`
// initialisers are then too many.
template <class T, class Any, std::size_t N, std::size_t I>
consteval bool is_c_array() {
    if constexpr (!takes_braces<T, Any>(std::make_index_sequence<I>{}, std::index_sequence<>{})) {
        return false;
    } else {
        return !takes_braces<T, Any>(std::make_index_sequence<I>{}, std::make_index_sequence<N - I - 1>{});
    }
}

/// True if `T` has a C array. `Any` converts to any member of `T`, and `T` takes `N` initialisers.
template <class T, class Any, std::size_t N>
consteval bool holds_c_array() {
    return []<std::size_t... I>(std::index_sequence<I...>) { return (is_c_array<T, Any, N, I>() || ...); }
    (std::make_index_sequence<N>{});
}

}  // namespace dynaco::detail::model

/// Codecs of `std::array`: binary or a list of a fixed length.
namespace dynaco {
namespace detail::model {

// Compiled in the library, for any length.
bool read_exactly(json::reader& in, std::span<std::byte> bytes);
bool length_does_not_fit(json::reader& in, std::size_t length, std::size_t wanted);

}  // namespace detail::model

/// B of exactly `N` bytes. Another length causes errc::invalid_value.
template <std::size_t N>
struct codec<std::array<std::byte, N>> {
    static constexpr attribute_type type = attribute_type::B;
    static bool write(detail::json::writer& out, const std::array<std::byte, N>& bytes) {
        return out.base64(bytes), true;
    }
    static bool read(detail::json::reader& in, attribute_type, std::array<std::byte, N>& bytes) {
        return detail::model::read_exactly(in, bytes);
    }
};

template <detail::model::byte_like T, std::size_t N>
struct codec<std::array<T, N>> : detail::model::refused_list_of_bytes<std::array<T, N>> {};

/// L of exactly `N` elements. Another length causes errc::invalid_value.
template <class T, std::size_t N>
    requires(storable<T> && !detail::model::byte_like<T>)
struct codec<std::array<T, N>> {
    static constexpr attribute_type type = attribute_type::L;

    static bool write(detail::json::writer& out, const std::array<T, N>& list) {
        out.begin_array();
        for (std::size_t i = 0; i < N; ++i) {
            out.element();
            if (!detail::model::write_element(out, list[i])) return out.fail_in(i);
        }
        out.end_array();
        return true;
    }
    static bool read(detail::json::reader& in, attribute_type, std::array<T, N>& list) {
        if (!in.enter() || !in.expect('[')) return false;
        bool first = true;
        std::size_t length = 0;
        for (; in.next_element(first); ++length) {
            if (length >= N) {
                if (!in.skip()) return false;
            } else if (!detail::model::read_attribute(in, list[length])) {
                return in.fail_in(length);
            }
        }
        in.leave();
        if (in.failed()) return false;
        return length == N || detail::model::length_does_not_fit(in, length, N);
    }
};

}  // namespace dynaco
