#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/model/container_codec.hpp>
#include <dynaco/detail/model/record_codec.hpp>
#include <dynaco/detail/model/value_codec.hpp>
#include <dynaco/errors.hpp>

#include <concepts>
#include <iosfwd>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

/// Objects as DynamoDB JSON, the form of AWS's tools and exports: {"id":{"S":"1"}}.
namespace dynaco {
namespace detail::model {

// An item, and the content of a map, are written without a type wrapper.
template <class T>
inline constexpr bool is_written_as_an_item =
    codec<T>::type == attribute_type::M && !can_be_absent<T> && !can_be_null<T>;

template <class T>
bool write_dynamodb_json(json::writer& out, const T& object) {
    if constexpr (is_written_as_an_item<T>) {
        return codec<T>::write(out, object);
    } else {
        return write_element(out, object);
    }
}

// Defined in src/model/json.cpp.
void throw_if_refused(bool written, const json::writer& out);
// `text` is the text that `in` reads; `operation` is the name of the function that reads it.
void throw_if_refused(bool read, json::reader& in, std::string_view text, std::string_view operation);
void throw_if_not_utf8(std::string_view text, std::string_view operation);
bool patch_item(json::reader& in, item& object);
bool same_item(std::string_view a, std::string_view b, bool is_item);
void print(std::ostream& stream, bool written, const json::writer& out, std::string_view text);

template <class T>
bool patch_object(json::reader& in, T& object) {
    if constexpr (record<T>) {
        return record_attributes<T>::patch(in, object);
    } else if constexpr (std::same_as<T, item>) {
        return patch_item(in, object);
    } else {
        return codec<T>::read(in, codec<T>::type, object);
    }
}

// After a failure `object` is unchanged, if it can be copied.
template <class T>
void patch_from(json::reader& in, T& object, std::string_view text, std::string_view operation) {
    static_assert(record<T> || std::same_as<T, item> || is_written_as_an_item<T>,
                  "dynaco: JSON can be read into an existing model, dynaco::item or map: for other types use "
                  "from_json<T>(text)");
    throw_if_not_utf8(text, operation);
    const auto patch = [&](T& into) {
        attribute_type found = attribute_type::M;
        const bool is_map = !in.plain() || (in.open_attribute(found) && found == attribute_type::M);
        throw_if_refused((is_map || in.mismatch(attribute_type::M, found)) && patch_object(in, into), in,
                         text, operation);
    };
    if constexpr (std::copy_constructible<T> && std::is_move_assignable_v<T>) {
        T changed = object;
        patch(changed);
        object = std::move(changed);
    } else {
        patch(object);
    }
}

}  // namespace detail::model

/// Returns an object as DynamoDB JSON. A model or item is written as {"id":{"S":"1"},…}; any other value with
/// its type, {"N":"1"}.
///
/// @throws error  the object has a value that cannot be stored: errc::not_a_number, errc::empty_set, …
template <writable_attribute T>
[[nodiscard]] std::string to_dynamodb_json(const T& object) {
    std::string text;
    detail::json::writer out(text);
    detail::model::throw_if_refused(detail::model::write_dynamodb_json(out, object), out);
    return text;
}

/// Reads an object from DynamoDB JSON, as from a response: attributes that the model does not have are
/// skipped; members that the text does not have keep their default.
///
/// @throws error  errc::invalid_argument: `text` is not DynamoDB JSON or not UTF-8. errc::type_mismatch,
/// errc::missing_attribute, errc::invalid_value or errc::number_out_of_range, with the attribute's path. The
/// error's text has the line and the column.
template <storable T>
[[nodiscard]] T from_dynamodb_json(std::string_view text) {
    constexpr std::string_view self = "from_dynamodb_json";
    detail::model::throw_if_not_utf8(text, self);
    detail::json::reader in(text);
    T object{};
    if constexpr (detail::model::is_written_as_an_item<T>) {
        detail::model::throw_if_refused(codec<T>::read(in, attribute_type::M, object), in, text, self);
    } else {
        detail::model::throw_if_refused(detail::model::read_attribute(in, object), in, text, self);
    }
    return object;
}

/// Changes an existing model, item or map as DynamoDB JSON says. Members that the text does not have keep
/// their value, also required ones. A member that is a model, or an optional that holds one, is changed in
/// the same way; any other member is replaced. NULL empties an optional member. After an exception `object`
/// is unchanged if its type can be copied.
///
/// @throws error  errc::invalid_argument: `text` is not DynamoDB JSON or not UTF-8. errc::type_mismatch,
/// errc::invalid_value or errc::number_out_of_range, with the attribute's path. errc::missing_attribute only
/// for a struct inside `object`. The error's text has the line and the column.
template <storable T>
void from_dynamodb_json(std::string_view text, T& object) {
    detail::json::reader in(text);
    detail::model::patch_from(in, object, text, "from_dynamodb_json");
}

/// Returns true if `a` and `b` would be stored as equal items; for models without an `operator==`. The order
/// of sets and maps does not matter; numbers are compared by value.
///
/// @throws error  an object has a value that cannot be stored: errc::not_a_number, errc::empty_set, …
template <writable_attribute T>
[[nodiscard]] bool same_attributes(const T& a, const T& b) {
    return detail::model::same_item(to_dynamodb_json(a), to_dynamodb_json(b),
                                    detail::model::is_written_as_an_item<T>);
}

/// Prints an object as DynamoDB JSON, or the reason why it cannot be stored; `shown` returns it. It refers to
/// the object, which must outlive it.
template <class T>
class shown_object {
 public:
    /// Refers to `object`.
    explicit shown_object(const T& object) noexcept : object_(&object) {}

    /// Prints the object.
    friend std::ostream& operator<<(std::ostream& stream, const shown_object& self) {
        std::string text;
        detail::json::writer out(text);
        const bool written = detail::model::write_dynamodb_json(out, *self.object_);
        detail::model::print(stream, written, out, text);
        return stream;
    }

 private:
    const T* object_;
};

/// Returns an object that prints `object` as DynamoDB JSON: `std::cout << dynaco::shown(account)` prints
/// {"id":{"S":"1"},…}. `object` must outlive the result.
template <writable_attribute T>
[[nodiscard]] shown_object<T> shown(const T& object) noexcept {
    return shown_object<T>(object);
}

}  // namespace dynaco

/// Objects as plain JSON, for other programs and for people: {"id":"1","tags":["a"]}.
namespace dynaco {
namespace detail::model {

std::string without_wrappers(std::string_view typed);

}  // namespace detail::model

/// Returns an object as plain JSON, with the names that the attributes have in DynamoDB. Numbers keep all
/// digits, binary is base64 text, a set is an array, NULL is null; absent attributes are left out.
///
/// @throws error  the object has a value that cannot be stored: errc::not_a_number, errc::empty_set, …
template <writable_attribute T>
[[nodiscard]] std::string to_json(const T& object) {
    std::string typed;
    detail::json::writer out(typed);
    detail::model::throw_if_refused(detail::model::write_element(out, object), out);
    return detail::model::without_wrappers(typed);
}

/// Reads an object from plain JSON. The member's type decides how JSON is read: a string as text, binary or a
/// time; an array as a list or a set. A `dynaco::value` has only the types of JSON: binary is read as text, a
/// set as a list. Names that the model does not have are skipped; members that the text does not have keep
/// their default.
///
/// @throws error  errc::invalid_argument: `text` is not JSON or not UTF-8. errc::type_mismatch,
/// errc::missing_attribute, errc::invalid_value or errc::number_out_of_range, with the attribute's path. The
/// error's text has the line and the column.
template <storable T>
[[nodiscard]] T from_json(std::string_view text) {
    detail::model::throw_if_not_utf8(text, "from_json");
    detail::json::reader in(text, detail::json::form::plain);
    T object{};
    detail::model::throw_if_refused(detail::model::read_attribute(in, object), in, text, "from_json");
    return object;
}

/// Changes an existing model, item or map as plain JSON says, for example for the body of a PATCH request.
/// Members that the text does not have keep their value, also required ones. A member that is a model, or an
/// optional that holds one, is changed in the same way; any other member is replaced. null empties an
/// optional member. After an exception `object` is unchanged if its type can be copied.
///
///     dynaco::from_json(R"({"email":"new@example.com"})", account);
///
/// @throws error  errc::invalid_argument: `text` is not JSON or not UTF-8. errc::type_mismatch,
/// errc::invalid_value or errc::number_out_of_range, with the attribute's path. errc::missing_attribute only
/// for a struct inside `object`. The error's text has the line and the column.
template <storable T>
void from_json(std::string_view text, T& object) {
    detail::json::reader in(text, detail::json::form::plain);
    detail::model::patch_from(in, object, text, "from_json");
}

}  // namespace dynaco
