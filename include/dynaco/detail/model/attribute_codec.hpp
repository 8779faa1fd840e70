#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/detail/model/container_codec.hpp>
#include <dynaco/detail/model/scalar_codec.hpp>
#include <dynaco/types.hpp>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

/// The codecs of the types in attribute_types.hpp, except enums.
namespace dynaco {

template <class T>
class nullable;
template <class Unit>
class epoch_time;
template <class T>
class json_text;
template <class T>
struct json_codec;
class pynamodb_legacy_binary;

/// Stores a value as `T` does, and NULL as {"NULL":true}.
template <storable T>
struct codec<nullable<T>> {
    static constexpr attribute_type type = codec<T>::type;  ///< The attribute type of `T`.

    /// True if NULL is written: it is NULL, or `T`'s codec says that the value is absent.
    static bool null(const nullable<T>& value) noexcept { return !value || detail::model::is_absent(*value); }
    /// Writes the value; see `codec`.
    static bool write(detail::json::writer& out, const nullable<T>& value) {
        return codec<T>::write(out, *value);
    }
    /// True for NULL.
    static bool accepts(attribute_type found) noexcept { return found == attribute_type::NUL; }
    /// Reads NULL or a `T`; see `codec`.
    static bool read(detail::json::reader& in, attribute_type found, nullable<T>& value) {
        if (found == attribute_type::NUL) {
            value.reset();
            bool ignored = false;
            return in.boolean(ignored);
        }
        return detail::model::read_opened(in, found, value.emplace());
    }
};

namespace detail::model {

// Reads a number. A fraction is rounded down, towards the past.
bool read_floored(json::reader& in, std::int64_t& count);

}  // namespace detail::model

/// Stores an `epoch_time` as a number (N).
template <class Unit>
struct codec<epoch_time<Unit>> {
    static constexpr attribute_type type = attribute_type::N;  ///< N.
    /// Writes the count; see `codec`.
    static bool write(detail::json::writer& out, const epoch_time<Unit>& point) {
        out.raw("\"");
        out.number(point.count());
        out.raw("\"");
        return true;
    }
    /// Reads a number, rounded down to a whole `Unit`; see `codec`. Fails if it does not fit 64 bits.
    static bool read(detail::json::reader& in, attribute_type, epoch_time<Unit>& point) {
        std::int64_t count = 0;
        if (!detail::model::read_floored(in, count)) return false;
        point = epoch_time<Unit>(count);
        return true;
    }
};

namespace detail::model {

template <class T>
concept json_convertible = requires(const T& from, std::string_view text, T& to) {
    { json_codec<T>::write(from) } -> std::convertible_to<std::string>;
    { json_codec<T>::read(text, to) } -> std::same_as<bool>;
};

// Defined in src/model/attribute_types.cpp.
bool write_json_text(json::writer& out, std::string_view typed);
bool pass_on(json::writer& out, const failure& inner);
bool check_json_text(json::reader& in, bool read, json::reader& inner);
bool json_text_is_unreadable(json::reader& in);

}  // namespace detail::model

/// Stores a `json_text` as a string (S). The text is byte for byte what Python's `json.dumps` writes, because
/// conditions compare bytes: ", " and ": " as separators, and \uXXXX for every character that is not ASCII.
/// Only a `double` may differ: 1 where Python writes 1.0.
///
/// It reads any JSON, also with control characters in strings. Text that is not JSON causes
/// errc::invalid_value; a failure inside the JSON names the path.
template <class T>
    requires(storable<T> || detail::model::json_convertible<T>)
struct codec<json_text<T>> {
    static constexpr attribute_type type = attribute_type::S;  ///< S.

    /// Writes the JSON text; see `codec`.
    static bool write(detail::json::writer& out, const json_text<T>& text) {
        if constexpr (detail::model::json_convertible<T>) {
            return out.string(json_codec<T>::write(*text));
        } else {
            std::string typed;
            detail::json::writer inner(typed);
            if (!detail::model::write_element(inner, *text)) return detail::model::pass_on(out, inner.why());
            return detail::model::write_json_text(out, typed);
        }
    }
    /// Reads JSON text; see `codec`.
    static bool read(detail::json::reader& in, attribute_type, json_text<T>& text) {
        std::string_view json;
        if (!in.string(json)) return false;
        if constexpr (detail::model::json_convertible<T>) {
            return json_codec<T>::read(json, *text) || detail::model::json_text_is_unreadable(in);
        } else {
            detail::json::reader inner(json, detail::json::form::lenient);
            const bool read = detail::model::read_attribute(inner, *text);
            return detail::model::check_json_text(in, read, inner);
        }
    }
};

/// Stores the bytes as binary (B). A value that is not base64 encoded twice causes errc::invalid_value.
template <>
struct codec<pynamodb_legacy_binary> {
    static constexpr attribute_type type = attribute_type::B;  ///< B.
    /// Writes the bytes; see `codec`.
    static bool write(detail::json::writer& out, const pynamodb_legacy_binary& value);
    /// Reads the bytes; see `codec`.
    static bool read(detail::json::reader& in, attribute_type, pynamodb_legacy_binary& value);
};

}  // namespace dynaco
