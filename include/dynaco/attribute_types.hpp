#pragma once

#include <dynaco/codec.hpp>
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

/// A `T`, or DynamoDB's NULL: an attribute that is there and says "nothing".
///
/// NULL by default. `std::optional<nullable<T>>` has three states: absent, NULL, a value.
template <class T>
class nullable {
 public:
    constexpr nullable() noexcept = default;
    constexpr nullable(null_t) noexcept {}  // NOLINT(google-explicit-constructor)
    template <class U = T>
        requires(std::constructible_from<T, U> && !std::same_as<std::remove_cvref_t<U>, nullable> &&
                 !std::same_as<std::remove_cvref_t<U>, null_t>)
    constexpr explicit(!std::convertible_to<U, T>) nullable(U&& content)
        : content_(std::forward<U>(content)) {}

    [[nodiscard]] constexpr bool is_null() const noexcept { return !content_; }
    [[nodiscard]] constexpr bool has_value() const noexcept { return content_.has_value(); }
    [[nodiscard]] constexpr explicit operator bool() const noexcept { return content_.has_value(); }

    /// Undefined if NULL, as with `std::optional`.
    [[nodiscard]] constexpr const T& operator*() const& noexcept { return *content_; }
    [[nodiscard]] constexpr T& operator*() & noexcept { return *content_; }
    [[nodiscard]] constexpr T&& operator*() && noexcept { return *std::move(content_); }
    [[nodiscard]] constexpr const T* operator->() const noexcept { return &*content_; }
    [[nodiscard]] constexpr T* operator->() noexcept { return &*content_; }
    /// @throws std::bad_optional_access  if NULL
    [[nodiscard]] constexpr const T& value() const& { return content_.value(); }
    template <class U>
    [[nodiscard]] constexpr T value_or(U&& otherwise) const {
        return content_.value_or(std::forward<U>(otherwise));
    }

    template <class... Args>
    constexpr T& emplace(Args&&... args) {
        return content_.emplace(std::forward<Args>(args)...);
    }
    /// Makes it NULL.
    constexpr void reset() noexcept { content_.reset(); }

    friend constexpr bool operator==(const nullable&, const nullable&) = default;

 private:
    std::optional<T> content_;
};

/// As `T`, or {"NULL":true}.
template <storable T>
struct codec<nullable<T>> {
    static constexpr attribute_type type = codec<T>::type;

    static bool null(const nullable<T>& value) noexcept { return !value || model::is_absent(*value); }
    static bool write(json::writer& out, const nullable<T>& value) { return codec<T>::write(out, *value); }
    static bool accepts(attribute_type found) noexcept { return found == attribute_type::NUL; }
    static bool read(json::reader& in, attribute_type found, nullable<T>& value) {
        if (found == attribute_type::NUL) {
            value.reset();
            bool ignored = false;
            return in.boolean(ignored);
        }
        return model::read_opened(in, found, value.emplace());
    }
};

/// A point in time that is stored as a number: how many `Unit` have passed since 1970-01-01T00:00:00Z.
///
///     session.expires = dynaco::epoch_seconds(std::chrono::system_clock::now() + std::chrono::hours(24));
///
/// What is finer than `Unit` is cut (towards the past), when it is made from a time and when it is read.
template <class Unit>
class epoch_time {
 public:
    using unit = Unit;
    using time_point = std::chrono::sys_time<Unit>;

    /// 1970-01-01T00:00:00Z.
    constexpr epoch_time() noexcept = default;
    template <class D>
    constexpr epoch_time(std::chrono::sys_time<D> time)  // NOLINT(google-explicit-constructor)
        : time_(std::chrono::floor<Unit>(time)) {}
    constexpr explicit epoch_time(std::int64_t count) noexcept : time_(Unit(count)) {}

    [[nodiscard]] constexpr time_point time() const noexcept { return time_; }
    [[nodiscard]] constexpr std::int64_t count() const noexcept { return time_.time_since_epoch().count(); }

    friend constexpr auto operator<=>(const epoch_time&, const epoch_time&) noexcept = default;

 private:
    time_point time_{};
};

/// N, in seconds: what DynamoDB's TimeToLive reads, and PynamoDB's TTLAttribute writes.
using epoch_seconds = epoch_time<std::chrono::seconds>;
/// N, in milliseconds.
using epoch_milliseconds = epoch_time<std::chrono::milliseconds>;

namespace model {

// A whole number; the fraction of another is cut, towards the past.
bool read_floored(json::reader& in, std::int64_t& count);

}  // namespace model

template <class Unit>
struct codec<epoch_time<Unit>> {
    static constexpr attribute_type type = attribute_type::N;
    static bool write(json::writer& out, const epoch_time<Unit>& point) {
        out.raw("\"");
        out.number(point.count());
        out.raw("\"");
        return true;
    }
    static bool read(json::reader& in, attribute_type, epoch_time<Unit>& point) {
        std::int64_t count = 0;
        if (!model::read_floored(in, count)) return false;
        point = epoch_time<Unit>(count);
        return true;
    }
};

/// How a `T` of another library is JSON text: specialise it to use `T` in `json_text`.
///
///     template <>
///     struct dynaco::json_codec<rapidjson::Document> {
///         static std::string write(const rapidjson::Document& document);
///         static bool read(std::string_view text, rapidjson::Document& document);  // false: not readable
///     };
template <class T>
struct json_codec;

/// A string attribute that holds the JSON text of a `T`, as PynamoDB's JSONAttribute does: a model, a
/// container, `dynaco::value`, or any type with a `json_codec`. A smart-pointer-like holder.
template <class T>
class json_text {
 public:
    json_text() = default;
    json_text(T content) : content_(std::move(content)) {}  // NOLINT(google-explicit-constructor)

    [[nodiscard]] const T& operator*() const noexcept { return content_; }
    [[nodiscard]] T& operator*() noexcept { return content_; }
    [[nodiscard]] const T* operator->() const noexcept { return &content_; }
    [[nodiscard]] T* operator->() noexcept { return &content_; }

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

// Compiled.
bool write_json_text(json::writer& out, std::string_view typed);
bool pass_on(json::writer& out, const failure& inner);
bool check_json_text(json::reader& in, bool read, json::reader& inner);
bool json_text_is_unreadable(json::reader& in);

}  // namespace model

/// Written byte for byte as Python's `json.dumps` does, since conditions compare bytes: ", " and ": "
/// between, all that is not ASCII as \uXXXX. (Only a `double` may be spelt otherwise: 1 for Python's 1.0.)
///
/// Reads any JSON, with control characters in strings too; text that is none is errc::invalid_value, and a
/// failure inside names the path through the text.
template <class T>
    requires(storable<T> || model::json_convertible<T>)
struct codec<json_text<T>> {
    static constexpr attribute_type type = attribute_type::S;

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

/// A string as a template argument.
template <std::size_t N>
struct fixed_string {
    char text[N]{};

    constexpr fixed_string() = default;
    constexpr fixed_string(const char (&literal)[N]) {
        for (std::size_t i = 0; i < N; ++i) text[i] = literal[i];
    }
    constexpr explicit fixed_string(std::string_view view) {
        for (std::size_t i = 0; i < view.size() && i + 1 < N; ++i) text[i] = view[i];
    }
    [[nodiscard]] constexpr std::string_view view() const noexcept { return {text, N - 1}; }
};

namespace model {

// How a name appears in a compiler's message: clang before 18 prints a class-type argument as numbers, a pack
// of characters as letters.
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

/// A member that keeps the attributes which the model does not know, by name, and writes them back: a
/// `save` of what was read loses nothing, whoever else writes to the table. At most one in a model; works in
/// maps too.
///
///     struct Account { std::string account_id{}; dynaco::unknown_attributes rest{}; … };
///
/// It is no attribute itself: it has no part in conditions and projections. An attribute in it that the model
/// has a member for is errc::invalid_argument when it is written.
class unknown_attributes : public item {
 public:
    unknown_attributes() = default;
    explicit unknown_attributes(item attributes) : item(std::move(attributes)) {}
};

namespace model {

template <class T>
inline constexpr bool is_unknown_attributes = std::is_same_v<T, unknown_attributes>;

/// Reads the attribute `name`, whose value is next.
bool read_unknown(json::reader& in, std::string_view name, unknown_attributes& rest);
/// Writes them as members of the object that `out` is in.
bool write_unknown(json::writer& out, const unknown_attributes& rest, bool (*is_known)(std::string_view));

}  // namespace model

/// Bytes as PynamoDB stored them up to version 5 (`legacy_encoding=True`): base64 in base64. For tables that
/// already have such attributes, also as an element of a set; new ones want `binary`.
class pynamodb_legacy_binary {
 public:
    pynamodb_legacy_binary() = default;
    pynamodb_legacy_binary(binary bytes)  // NOLINT(google-explicit-constructor)
        : bytes_(std::move(bytes)) {}

    [[nodiscard]] const binary& bytes() const noexcept { return bytes_; }
    [[nodiscard]] binary& bytes() noexcept { return bytes_; }

    friend auto operator<=>(const pynamodb_legacy_binary&, const pynamodb_legacy_binary&) = default;

 private:
    binary bytes_;
};

/// B; what is not base64 twice is errc::invalid_value.
template <>
struct codec<pynamodb_legacy_binary> {
    static constexpr attribute_type type = attribute_type::B;
    static bool write(json::writer& out, const pynamodb_legacy_binary& value);
    static bool read(json::reader& in, attribute_type, pynamodb_legacy_binary& value);
};

/// A member that shares its members with the model: the attributes of `Part` are attributes of the model
/// itself, not of a map. For what several models have in common.
///
///     struct Audit { std::string created_by{}; std::int64_t created_on = 0; };
///     struct Order { std::string order_id{}; dynaco::embedded<Audit> audit{}; … };
///
///     order.audit.created_by = "alice";           "created_by"_a == "alice"
///
/// A `schema.attributes` of `Part` gives names and options; the model's own come on top. Parts may embed
/// parts.
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
