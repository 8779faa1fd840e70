#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/json/writer.hpp>
#include <dynaco/detail/model/array_codec.hpp>
#include <dynaco/detail/model/container_codec.hpp>
#include <dynaco/detail/model/scalar_codec.hpp>
#include <dynaco/detail/model/time_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/detail/model/variant_codec.hpp>
#include <dynaco/enums.hpp>
#include <dynaco/types.hpp>

#include <chrono>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace dynaco {

/// A `T`, or DynamoDB's NULL: an attribute that exists and has no value.
///
/// It is NULL by default. `std::optional<nullable<T>>` has three states: absent, NULL, a value.
template <class T>
class nullable {
 public:
    /// NULL.
    constexpr nullable() noexcept = default;
    /// NULL.
    constexpr nullable(null_t) noexcept {}  // NOLINT(google-explicit-constructor)
    /// The value `content`.
    template <class U = T>
        requires(std::constructible_from<T, U> && !std::same_as<std::remove_cvref_t<U>, nullable> &&
                 !std::same_as<std::remove_cvref_t<U>, null_t>)
    constexpr explicit(!std::convertible_to<U, T>) nullable(U&& content)
        : content_(std::forward<U>(content)) {}

    /// True if it is NULL.
    [[nodiscard]] constexpr bool is_null() const noexcept { return !content_; }
    /// True if it has a value.
    [[nodiscard]] constexpr bool has_value() const noexcept { return content_.has_value(); }
    /// True if it has a value.
    [[nodiscard]] constexpr explicit operator bool() const noexcept { return content_.has_value(); }

    /// The value. Undefined behaviour if it is NULL, as with `std::optional`.
    [[nodiscard]] constexpr const T& operator*() const& noexcept { return *content_; }
    /// The value. Undefined behaviour if it is NULL, as with `std::optional`.
    [[nodiscard]] constexpr T& operator*() & noexcept { return *content_; }
    /// The value, to be moved from. Undefined behaviour if it is NULL, as with `std::optional`.
    [[nodiscard]] constexpr T&& operator*() && noexcept { return *std::move(content_); }
    /// Access to a member of the value. Undefined behaviour if it is NULL, as with `std::optional`.
    [[nodiscard]] constexpr const T* operator->() const noexcept { return &*content_; }
    /// Access to a member of the value. Undefined behaviour if it is NULL, as with `std::optional`.
    [[nodiscard]] constexpr T* operator->() noexcept { return &*content_; }
    /// The value.
    /// @throws std::bad_optional_access  it is NULL
    [[nodiscard]] constexpr const T& value() const& { return content_.value(); }
    /// A copy of the value; `otherwise` if it is NULL.
    template <class U>
    [[nodiscard]] constexpr T value_or(U&& otherwise) const {
        return content_.value_or(std::forward<U>(otherwise));
    }

    /// Constructs a value from `args`, replaces the content with it and returns it.
    template <class... Args>
    constexpr T& emplace(Args&&... args) {
        return content_.emplace(std::forward<Args>(args)...);
    }
    /// Sets it to NULL.
    constexpr void reset() noexcept { content_.reset(); }

    /// True if both are NULL or have equal values.
    friend constexpr bool operator==(const nullable&, const nullable&) = default;

 private:
    std::optional<T> content_;
};

/// Stores a value as `T` does, and NULL as {"NULL":true}.
template <storable T>
struct codec<nullable<T>> {
    static constexpr attribute_type type = codec<T>::type;  ///< The attribute type of `T`.

    /// True if NULL is written: it is NULL, or `T`'s codec says that the value is absent.
    static bool null(const nullable<T>& value) noexcept { return !value || model::is_absent(*value); }
    /// Writes the value; see `codec`.
    static bool write(json::writer& out, const nullable<T>& value) { return codec<T>::write(out, *value); }
    /// True for NULL.
    static bool accepts(attribute_type found) noexcept { return found == attribute_type::NUL; }
    /// Reads NULL or a `T`; see `codec`.
    static bool read(json::reader& in, attribute_type found, nullable<T>& value) {
        if (found == attribute_type::NUL) {
            value.reset();
            bool ignored = false;
            return in.boolean(ignored);
        }
        return model::read_opened(in, found, value.emplace());
    }
};

/// A point in time that is stored as a number: the count of `Unit` since 1970-01-01T00:00:00Z.
///
///     session.expires = dynaco::epoch_seconds(std::chrono::system_clock::now() + std::chrono::hours(24));
///
/// A finer time is rounded down (towards the past), both when it is made and when it is read.
template <class Unit>
class epoch_time {
 public:
    using unit = Unit;  ///< The unit of the count, a `std::chrono::duration` type.
    using time_point = std::chrono::sys_time<Unit>;  ///< The type of `time()`.

    /// 1970-01-01T00:00:00Z.
    constexpr epoch_time() noexcept = default;
    /// The time `time`, rounded down to a `Unit`.
    template <class D>
    constexpr epoch_time(std::chrono::sys_time<D> time)  // NOLINT(google-explicit-constructor)
        : time_(std::chrono::floor<Unit>(time)) {}
    /// The time that is `count` units after 1970-01-01T00:00:00Z.
    constexpr explicit epoch_time(std::int64_t count) noexcept : time_(Unit(count)) {}

    /// The time.
    [[nodiscard]] constexpr time_point time() const noexcept { return time_; }
    /// The number of units since 1970-01-01T00:00:00Z.
    [[nodiscard]] constexpr std::int64_t count() const noexcept { return time_.time_since_epoch().count(); }

    /// Compares the times.
    friend constexpr auto operator<=>(const epoch_time&, const epoch_time&) noexcept = default;

 private:
    time_point time_{};
};

/// A time that is stored as a number (N) of seconds since 1970. DynamoDB's time to live needs this format;
/// PynamoDB's TTLAttribute writes it.
using epoch_seconds = epoch_time<std::chrono::seconds>;
/// A time that is stored as a number (N) of milliseconds since 1970.
using epoch_milliseconds = epoch_time<std::chrono::milliseconds>;

namespace model {

// Reads a number. A fraction is rounded down, towards the past.
bool read_floored(json::reader& in, std::int64_t& count);

}  // namespace model

/// Stores an `epoch_time` as a number (N).
template <class Unit>
struct codec<epoch_time<Unit>> {
    static constexpr attribute_type type = attribute_type::N;  ///< N.
    /// Writes the count; see `codec`.
    static bool write(json::writer& out, const epoch_time<Unit>& point) {
        out.raw("\"");
        out.number(point.count());
        out.raw("\"");
        return true;
    }
    /// Reads a number, rounded down to a whole `Unit`; see `codec`. Fails if it does not fit 64 bits.
    static bool read(json::reader& in, attribute_type, epoch_time<Unit>& point) {
        std::int64_t count = 0;
        if (!model::read_floored(in, count)) return false;
        point = epoch_time<Unit>(count);
        return true;
    }
};

/// Converts a `T` of another library to and from JSON text. Specialise it to use `T` in `json_text`.
///
///     template <>
///     struct dynaco::json_codec<rapidjson::Document> {
///         static std::string write(const rapidjson::Document& document);
///         static bool read(std::string_view text, rapidjson::Document& document);  // false: not readable
///     };
template <class T>
struct json_codec;

/// A `T` that is stored as a string attribute with its JSON text, as PynamoDB's JSONAttribute does. `T` is a
/// model, a container, `dynaco::value`, or any type with a `json_codec`. Access the `T` with `*` and `->`.
template <class T>
class json_text {
 public:
    /// A default `T`.
    json_text() = default;
    /// Holds `content`.
    json_text(T content) : content_(std::move(content)) {}  // NOLINT(google-explicit-constructor)

    /// The content.
    [[nodiscard]] const T& operator*() const noexcept { return content_; }
    /// The content.
    [[nodiscard]] T& operator*() noexcept { return content_; }
    /// Access to a member of the content.
    [[nodiscard]] const T* operator->() const noexcept { return &content_; }
    /// Access to a member of the content.
    [[nodiscard]] T* operator->() noexcept { return &content_; }

    /// True if the contents are equal.
    friend bool operator==(const json_text&, const json_text&) = default;

 private:
    T content_{};
};

namespace model {

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

}  // namespace model

/// Stores a `json_text` as a string (S). The text is byte for byte what Python's `json.dumps` writes, because
/// conditions compare bytes: ", " and ": " as separators, and \uXXXX for every character that is not ASCII.
/// Only a `double` may differ: 1 where Python writes 1.0.
///
/// It reads any JSON, also with control characters in strings. Text that is not JSON is errc::invalid_value;
/// a failure inside the JSON names the path.
template <class T>
    requires(storable<T> || model::json_convertible<T>)
struct codec<json_text<T>> {
    static constexpr attribute_type type = attribute_type::S;  ///< S.

    /// Writes the JSON text; see `codec`.
    static bool write(json::writer& out, const json_text<T>& text) {
        if constexpr (model::json_convertible<T>) {
            return out.string(json_codec<T>::write(*text));
        } else {
            std::string typed;
            json::writer inner(typed);
            if (!model::write_element(inner, *text)) return model::pass_on(out, inner.why());
            return model::write_json_text(out, typed);
        }
    }
    /// Reads JSON text; see `codec`.
    static bool read(json::reader& in, attribute_type, json_text<T>& text) {
        std::string_view json;
        if (!in.string(json)) return false;
        if constexpr (model::json_convertible<T>) {
            return json_codec<T>::read(json, *text) || model::json_text_is_unreadable(in);
        } else {
            json::reader inner(json, json::form::lenient);
            const bool read = model::read_attribute(inner, *text);
            return model::check_json_text(in, read, inner);
        }
    }
};

/// A string literal as a template argument.
template <std::size_t N>
struct fixed_string {
    char text[N]{};  ///< The characters, with a terminating zero.

    /// `N` zeros.
    constexpr fixed_string() = default;
    /// The text of a string literal.
    constexpr fixed_string(const char (&literal)[N]) {
        for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
    }
    /// The first `N` - 1 characters of `view`.
    constexpr explicit fixed_string(std::string_view view) {
        for (std::size_t i = 0; i < view.size() && i + 1 < N; ++i) text[i] = view[i];
    }
    /// The text without the terminating zero. Valid as long as this object.
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, N - 1}; }
};

namespace model {

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

}  // namespace model

/// A member that keeps the attributes of an item that the model does not have, by name, and writes them back.
/// So reading and saving an object loses no attributes that other programs have written. A model may have
/// one; a map may have one, too.
///
///     struct Account { std::string account_id{}; dynaco::unknown_attributes rest{}; … };
///
/// It is not an attribute itself, so conditions and projections cannot use it. Writing an attribute in it for
/// which the model has a member is errc::invalid_argument.
class unknown_attributes : public item {
 public:
    /// No attributes.
    unknown_attributes() = default;
    /// These attributes.
    explicit unknown_attributes(item attributes) : item(std::move(attributes)) {}
};

namespace model {

template <class T>
inline constexpr bool is_unknown_attributes = std::is_same_v<T, unknown_attributes>;

/// Reads the value of the attribute `name` into `rest`.
bool read_unknown(json::reader& in, std::string_view name, unknown_attributes& rest);
/// Writes the attributes as members of the object that `out` has begun.
bool write_unknown(json::writer& out, const unknown_attributes& rest, bool (*is_known)(std::string_view));

}  // namespace model

/// Bytes in the format of PynamoDB before version 6 (`legacy_encoding=True`): base64 encoded twice. For
/// tables that have attributes of this format, also as elements of a set. Use `binary` for new attributes.
class pynamodb_legacy_binary {
 public:
    /// No bytes.
    pynamodb_legacy_binary() = default;
    /// These bytes.
    pynamodb_legacy_binary(binary bytes)  // NOLINT(google-explicit-constructor)
        : bytes_(std::move(bytes)) {}

    /// The decoded bytes.
    [[nodiscard]] const binary& bytes() const noexcept { return bytes_; }
    /// The decoded bytes.
    [[nodiscard]] binary& bytes() noexcept { return bytes_; }

    /// Compares the bytes.
    friend auto operator<=>(const pynamodb_legacy_binary&, const pynamodb_legacy_binary&) = default;

 private:
    binary bytes_;
};

/// Stores the bytes as binary (B). A value that is not base64 encoded twice is errc::invalid_value.
template <>
struct codec<pynamodb_legacy_binary> {
    static constexpr attribute_type type = attribute_type::B;  ///< B.
    /// Writes the bytes; see `codec`.
    static bool write(json::writer& out, const pynamodb_legacy_binary& value);
    /// Reads the bytes; see `codec`.
    static bool read(json::reader& in, attribute_type, pynamodb_legacy_binary& value);
};

/// A member whose own members are attributes of the model itself, not of a map. For members that several
/// models have in common.
///
///     struct Audit { std::string created_by{}; std::int64_t created_on = 0; };
///     struct Order { std::string order_id{}; dynaco::embedded<Audit> audit{}; … };
///
///     order.audit.created_by = "alice";           "created_by"_a == "alice"
///
/// `schema.attributes` of `Part` sets names and options; those of the model override them. A part may contain
/// other parts.
template <class Part>
struct embedded : Part {};

namespace model {

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

}  // namespace model
}  // namespace dynaco
