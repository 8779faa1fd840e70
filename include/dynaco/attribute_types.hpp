#pragma once

#include <dynaco/codec.hpp>
#include <dynaco/detail/core/fixed_string.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/model/array_codec.hpp>
#include <dynaco/detail/model/attribute_codec.hpp>
#include <dynaco/detail/model/container_codec.hpp>
#include <dynaco/detail/model/enum_codec.hpp>
#include <dynaco/detail/model/enum_names.hpp>
#include <dynaco/detail/model/key_values.hpp>
#include <dynaco/detail/model/scalar_codec.hpp>
#include <dynaco/detail/model/time_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/detail/model/variant_codec.hpp>
#include <dynaco/types.hpp>

#include <chrono>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
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
    // NOLINTNEXTLINE(bugprone-forwarding-reference-overload): clang-tidy 14 does not read constraints
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
    /// The value, which may be moved. Undefined behaviour if it is NULL, as with `std::optional`.
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

/// A member that keeps the attributes of an item that the model does not have, by name, and writes them back.
/// So reading and saving an object loses no attributes that other programs have written. A model may have
/// one; a map may have one, too.
///
///     struct Account { std::string account_id{}; dynaco::unknown_attributes rest{}; … };
///
/// It is not an attribute itself, so conditions and projections cannot use it. Writing an attribute in it for
/// which the model has a member causes errc::invalid_argument.
class unknown_attributes : public item {
 public:
    /// No attributes.
    unknown_attributes() = default;
    /// These attributes.
    explicit unknown_attributes(item attributes) : item(std::move(attributes)) {}
};

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

/// An enum that is stored as its number. It converts to and from `E` and compares as `E` does. Reading
/// accepts any number that fits the underlying type, with or without an enumerator.
template <detail::model::enumeration E>
class as_number {
 public:
    /// The value 0.
    constexpr as_number() noexcept = default;
    /// Holds `value`.
    constexpr as_number(E value) noexcept : value_(value) {}  // NOLINT(google-explicit-constructor)

    /// The value.
    constexpr operator E() const noexcept { return value_; }  // NOLINT(google-explicit-constructor)
    /// The value.
    [[nodiscard]] constexpr E value() const noexcept { return value_; }

 private:
    E value_{};
};

/// A key attribute whose text is composed of other members: for the keys of a table with several kinds of
/// items.
///
///     struct User {
///         dynaco::composed<"USER#{user_id}"> pk{};
///         dynaco::composed<"PROFILE"> sk{};
///         std::string user_id{};
///         static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk", .range_key = "sk"};
///     };
///
/// The attribute is a string. Each write composes it from the members in braces; the object itself does not
/// store it. These members may be of any type that DynamoDB stores as a string or a number. `{number:08}`
/// pads a whole number with zeros to 8 digits, so that keys sort as the numbers do; a negative or longer
/// number causes errc::number_out_of_range. If a member is absent (an empty optional), the attribute is
/// absent, too: the item is not in an index with that key. A value that contains the text which follows it in
/// the template cannot be written (errc::invalid_argument), because it could not be read back.
///
/// A read splits the text: a member that the item does not have gets its value from the text. A text that
/// does not fit the template causes errc::invalid_value. A table key that differs from the one that the
/// members make causes errc::invalid_value, too, because a write of the object would change another item.
///
/// An update that sets all members of the attribute also sets the attribute. An update that removes a member
/// removes the attribute. An update after which the text would be unknown does not compile. Functions that
/// take a key take the values of its members; a text that looks composed causes errc::invalid_argument there.
template <fixed_string Template>
struct composed {
    /// True: the object has no state.
    friend constexpr bool operator==(composed, composed) noexcept { return true; }
};

/// Only the type of the attribute: the model's codec writes and reads it.
template <fixed_string Template>
struct codec<composed<Template>> {
    static constexpr attribute_type type = attribute_type::S;  ///< S.
};

/// The whole text of a composed key, for functions that otherwise take the values of its members:
/// `users.query(composed_text("USER#1"))`. It is a view: the text must outlive the call that takes it.
class composed_text {
 public:
    /// Refers to `text`.
    explicit constexpr composed_text(std::string_view text) noexcept : text_(text) {}
    /// The text.
    [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

 private:
    std::string_view text_;
};

/// The values of the members of a composed key; `parts` returns it. It refers to the values, which must
/// outlive the call that takes it.
template <class... Part>
class key_parts {
 public:
    /// Refers to the values.
    explicit key_parts(const Part&... part) noexcept : parts_(part...) {}
    /// References to the values, in order; text as a view.
    [[nodiscard]] const std::tuple<detail::key_part<Part>...>& values() const noexcept { return parts_; }

 private:
    std::tuple<detail::key_part<Part>...> parts_;
};

/// Returns the values of a composed key, in the order of its template: `orders.get(parts("eu", 7))` for
/// `composed<"{region}#{number}">`. It refers to the values, which must outlive the call that takes it.
template <class... Part>
[[nodiscard]] key_parts<Part...> parts(const Part&... part) noexcept {
    return key_parts<Part...>(part...);
}

/// Returns the values of the hash key of a global index whose schema names several members for it, in the
/// order of the schema. It copies the values, except that `std::string_view` and spans stay views.
///
///     matches.index<ByRegion>().query(key_values("winter", "eu"), "round"_a == 3 && "court"_a > 5)
template <class... Value>
[[nodiscard]] constexpr auto key_values(const Value&... value) {
    return detail::key_value_list<detail::held_operand<const Value&>...>(value...);
}

}  // namespace dynaco
