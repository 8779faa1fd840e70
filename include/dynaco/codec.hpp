#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/types.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>

namespace dynaco {

/// Converts a C++ type to and from an attribute. Specialise it to store a type of your own:
///
///     template <>
///     struct dynaco::codec<colour> {
///         static constexpr attribute_type type = attribute_type::S;
///         static bool write(detail::json::writer& out, const colour& c);   // the value: "red", without
///         {"S": } static bool read(detail::json::reader& in, attribute_type found, colour& c); static bool
///         absent(const colour& c);                     // optional: true leaves it out static bool
///         null(const colour& c);                       // optional: true writes {"NULL":true} static bool
///         accepts(attribute_type found);               // optional: other types that it reads
///     };
///
/// `write` and `read` return false after `out.fail(…)` or `in.fail(…)`. `found` is the attribute's type in
/// the response. The library has checked that it is `type` or accepted by `accepts`, unless `type` is
/// `attribute_type::any`.
template <class T>
struct codec;

/// A type that can be written as an attribute: it has a `codec` with `type` and `write`.
template <class T>
concept writable_attribute = requires(detail::json::writer& out, const T& value) {
    { codec<T>::type } -> std::convertible_to<attribute_type>;
    { codec<T>::write(out, value) } -> std::same_as<bool>;
};

/// A type that can be a member of a model: it has a `codec` with `type`, `write` and `read`.
template <class T>
concept storable = writable_attribute<T> &&
    requires(detail::json::reader& in, attribute_type found, T& value) {
    { codec<T>::read(in, found, value) } -> std::same_as<bool>;
};

namespace detail::model {

template <class T>
concept can_be_absent = requires(const T& value) {
    codec<T>::absent(value);
};

/// True if `value` means "the item does not have this attribute".
template <class T>
constexpr bool is_absent(const T& value) noexcept {
    if constexpr (can_be_absent<T>) {
        return codec<T>::absent(value);
    } else {
        return false;
    }
}

template <class T>
concept can_be_null = requires(const T& value) {
    codec<T>::null(value);
};

/// True if a stored NULL is a value of `T`, so that it does not empty an optional of `T`.
template <class T>
consteval bool keeps_null() {
    if constexpr (can_be_null<T>) {
        return true;
    } else if constexpr (requires { codec<T>::keeps_null; }) {  // a type that is known only at run time
        return codec<T>::keeps_null;
    } else {
        return codec<T>::type == attribute_type::NUL;
    }
}

template <class T>
constexpr bool accepts(attribute_type found) noexcept {
    if constexpr (requires { codec<T>::accepts(found); }) {
        return codec<T>::accepts(found);
    } else {
        return false;
    }
}

/// True if `value` is written as NULL.
template <class T>
constexpr bool is_null(const T& value) noexcept {
    if constexpr (can_be_null<T>) {
        return codec<T>::null(value);
    } else {
        return false;
    }
}

/// Writes `{"S":"text"}`.
template <class T>
bool write_attribute(json::writer& out, const T& value) {
    if (is_null(value)) return out.raw(R"({"NULL":true})"), true;
    if constexpr (codec<T>::type == attribute_type::any) {
        return codec<T>::write(out, value);  // writes its wrapper too: the type is known only at run time
    } else {
        out.open_attribute(codec<T>::type);
        if (!codec<T>::write(out, value)) return false;
        out.end_object();
        return true;
    }
}

/// Writes `"name":{"S":"text"}`.
template <class T>
bool write_attribute(json::writer& out, std::string_view name, const T& value) {
    if constexpr (codec<T>::type != attribute_type::any) {
        if (!is_null(value)) {
            if (!out.open_attribute(name, codec<T>::type) || !codec<T>::write(out, value))
                return out.fail_in(name);
            return out.end_object(), true;
        }
    }
    return (out.key(name) && write_attribute(out, value)) || out.fail_in(name);
}

/// Reads the part after `{"S":`.
template <class T>
bool read_opened(json::reader& in, attribute_type found, T& value) {
    if constexpr (codec<T>::type != attribute_type::any) {
        if (found != codec<T>::type) {
            if (in.stands_for(found, codec<T>::type))
                found = codec<T>::type;
            else if (!accepts<T>(found))
                return in.mismatch(codec<T>::type, found);
        }
    }
    return codec<T>::read(in, found, value);
}

/// Reads `{"S":"text"}`.
template <class T>
bool read_attribute(json::reader& in, T& value) {
    attribute_type found{};
    return in.open_likely<codec<T>::type>(found) && read_opened(in, found, value) && in.close_attribute();
}

}  // namespace detail::model
}  // namespace dynaco
