#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/types.hpp>

#include <algorithm>
#include <charconv>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// Codecs of strings, numbers, booleans, binary and optionals.
namespace dynaco {

template <>
struct codec<std::string> {
    static constexpr attribute_type type = attribute_type::S;
    static bool write(detail::json::writer& out, const std::string& text) { return out.string(text); }
    static bool read(detail::json::reader& in, attribute_type, std::string& text) { return in.string(text); }
};

// For operands only, because a view cannot own what is read.
template <>
struct codec<std::string_view> {
    static constexpr attribute_type type = attribute_type::S;
    static bool write(detail::json::writer& out, std::string_view text) { return out.string(text); }
};

template <>
struct codec<bool> {
    static constexpr attribute_type type = attribute_type::BOOL;
    static bool write(detail::json::writer& out, bool value) { return out.boolean(value), true; }
    static bool read(detail::json::reader& in, attribute_type, bool& value) { return in.boolean(value); }
};

namespace detail::model {

// Reads integers that are written differently ("1E3", "5.0"), and explains why others are refused. Compiled
// in the library, because it is rarely needed. `bytes` is the member's size.
bool integer_from_number(json::reader& in, std::string_view text, std::int64_t& value, std::size_t bytes);
bool integer_from_number(json::reader& in, std::string_view text, std::uint64_t& value, std::size_t bytes);
bool integer_does_not_fit(json::reader& in, std::string_view text, std::size_t bytes, bool is_signed);
bool write_real(json::writer& out, double value, bool single);
bool read_real(json::reader& in, double& value, bool single);

}  // namespace detail::model

template <integer I>
struct codec<I> {
    static constexpr attribute_type type = attribute_type::N;

    static bool write(detail::json::writer& out, I value) {
        char text[24];
        text[0] = '"';
        char* end = std::to_chars(text + 1, text + sizeof text, value).ptr;
        *end++ = '"';
        out.raw({text, end});
        return true;
    }
    static bool read(detail::json::reader& in, attribute_type, I& value) {
        if (std::int64_t usual = 0; in.take_integer(least, most, usual))
            return value = static_cast<I>(usual), true;
        std::string_view text;
        if (!in.string(text)) return false;
        const char* const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, value);
        if (error == std::errc{} && stop == end) return true;
        return read_unusual(in, text, value);
    }

 private:
    static constexpr std::int64_t least{std::numeric_limits<I>::min()};
    static constexpr auto most = static_cast<std::int64_t>(
        std::min<std::uint64_t>(std::numeric_limits<I>::max(), std::numeric_limits<std::int64_t>::max()));

    static bool read_unusual(detail::json::reader& in, std::string_view text, I& value) {
        std::conditional_t<std::signed_integral<I>, std::int64_t, std::uint64_t> wide{};
        if (!detail::model::integer_from_number(in, text, wide, sizeof(I))) return false;
        value = static_cast<I>(wide);
        return static_cast<decltype(wide)>(value) == wide ||
               detail::model::integer_does_not_fit(in, text, sizeof(I), std::signed_integral<I>);
    }
};

/// Writes the shortest decimal that is read back as an equal number. NaN and infinities are
/// errc::not_a_number.
template <>
struct codec<double> {
    static constexpr attribute_type type = attribute_type::N;
    static bool write(detail::json::writer& out, double value) {
        return detail::model::write_real(out, value, false);
    }
    static bool read(detail::json::reader& in, attribute_type, double& value) {
        return detail::model::read_real(in, value, false);
    }
};

template <>
struct codec<float> {
    static constexpr attribute_type type = attribute_type::N;
    static bool write(detail::json::writer& out, float value) {
        return detail::model::write_real(out, static_cast<double>(value), true);
    }
    static bool read(detail::json::reader& in, attribute_type, float& value) {
        double wide = 0;
        if (!detail::model::read_real(in, wide, true)) return false;
        value = static_cast<float>(wide);
        return true;
    }
};

template <>
struct codec<number> {
    static constexpr attribute_type type = attribute_type::N;
    static bool write(detail::json::writer& out, const number& value);
    static bool read(detail::json::reader& in, attribute_type, number& value);
};

template <>
struct codec<binary> {
    static constexpr attribute_type type = attribute_type::B;
    static bool write(detail::json::writer& out, const binary& bytes) { return out.base64(bytes), true; }
    static bool read(detail::json::reader& in, attribute_type, binary& bytes) { return in.base64(bytes); }
};

// For operands only.
template <>
struct codec<std::span<const std::byte>> {
    static constexpr attribute_type type = attribute_type::B;
    static bool write(detail::json::writer& out, std::span<const std::byte> bytes) {
        return out.base64(bytes), true;
    }
};

/// Absent if it is empty. A stored NULL is also read as empty, unless `T` has its own NULL (`nullable`,
/// `value`).
template <storable T>
struct codec<std::optional<T>> {
    static constexpr attribute_type type = codec<T>::type;

    static bool absent(const std::optional<T>& value) noexcept {
        return !value || detail::model::is_absent(*value);
    }
    static bool null(const std::optional<T>& value) noexcept requires detail::model::can_be_null<T> {
        return value && codec<T>::null(*value);
    }
    static bool write(detail::json::writer& out, const std::optional<T>& value) {
        return codec<T>::write(out, *value);
    }
    static bool accepts(attribute_type found) noexcept { return found == attribute_type::NUL; }
    static bool read(detail::json::reader& in, attribute_type found, std::optional<T>& value) {
        if (found == attribute_type::NUL && !detail::model::keeps_null<T>()) {
            value.reset();
            bool ignored = false;
            return in.boolean(ignored);
        }
        return detail::model::read_opened(in, found, value.emplace());
    }
};

}  // namespace dynaco
