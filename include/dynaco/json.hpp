#pragma once

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

/// Objects as DynamoDB JSON, as AWS's tools and exports have it: {"id":{"S":"1"}}.
namespace dynaco {
namespace model {

// What is an item, or the content of a map, has no wrapper of its own.
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

// Compiled.
void throw_if_refused(bool written, const json::writer& out);
// `text` is what `in` reads; `operation` is who does so.
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

// A failure leaves `object` as it was, if it can be copied.
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

}  // namespace model

/// A model or item as {"id":{"S":"1"},…}; any other value with its type, {"N":"1"}.
///
/// @throws error  what cannot be stored: errc::not_a_number, empty_set, …
template <writable_attribute T>
[[nodiscard]] std::string to_dynamodb_json(const T& object) {
    std::string text;
    json::writer out(text);
    model::throw_if_refused(model::write_dynamodb_json(out, object), out);
    return text;
}

/// The reverse: reads as from a reply, so that attributes which the model does not have are skipped, and
/// members that the text does not have keep their default.
///
/// @throws error  errc::invalid_argument if `text` is no such JSON or not UTF-8; with the attribute's path
/// errc::type_mismatch, missing_attribute, invalid_value, number_out_of_range. The text says the line and the
/// column.
template <storable T>
[[nodiscard]] T from_dynamodb_json(std::string_view text) {
    constexpr std::string_view self = "from_dynamodb_json";
    model::throw_if_not_utf8(text, self);
    json::reader in(text);
    T object{};
    if constexpr (model::is_written_as_an_item<T>) {
        model::throw_if_refused(codec<T>::read(in, attribute_type::M, object), in, text, self);
    } else {
        model::throw_if_refused(model::read_attribute(in, object), in, text, self);
    }
    return object;
}

/// Reads into a model, item or map that exists: members that the text does not have keep their value, also
/// required ones. A member that is a model is changed likewise, and so is an optional one that holds a model;
/// any other member is replaced. NULL empties an optional member. After an exception `object` is as it was,
/// if its type can be copied.
///
/// @throws error  as above, but never missing_attribute for `object` itself
template <storable T>
void from_dynamodb_json(std::string_view text, T& object) {
    json::reader in(text);
    model::patch_from(in, object, text, "from_dynamodb_json");
}

/// True if `a` and `b` would be stored alike, for models without an `operator==`: sets and maps whatever
/// their order, numbers by value.
///
/// @throws error  as `to_dynamodb_json`
template <writable_attribute T>
[[nodiscard]] bool same_attributes(const T& a, const T& b) {
    return model::same_item(to_dynamodb_json(a), to_dynamodb_json(b), model::is_written_as_an_item<T>);
}

/// Prints an object as DynamoDB JSON, or why it has none. Refers to the object.
template <class T>
class shown_object {
 public:
    explicit shown_object(const T& object) noexcept : object_(&object) {}

    friend std::ostream& operator<<(std::ostream& stream, const shown_object& self) {
        std::string text;
        json::writer out(text);
        const bool written = model::write_dynamodb_json(out, *self.object_);
        model::print(stream, written, out, text);
        return stream;
    }

 private:
    const T* object_;
};

/// `std::cout << dynaco::shown(account)` prints {"id":{"S":"1"},…}. `object` must outlive the result.
template <writable_attribute T>
[[nodiscard]] shown_object<T> shown(const T& object) noexcept {
    return shown_object<T>(object);
}

}  // namespace dynaco

/// Objects as plain JSON, for other programs and for people: {"id":"1","tags":["a"]}.
namespace dynaco {
namespace model {

std::string without_wrappers(std::string_view typed);

}  // namespace model

/// Plain JSON with the names that the attributes have in DynamoDB. Numbers keep all their digits, binary is
/// base64 text, a set an array, NULL is null; what is absent is left out.
///
/// @throws error  as `to_dynamodb_json`
template <writable_attribute T>
[[nodiscard]] std::string to_json(const T& object) {
    std::string typed;
    json::writer out(typed);
    model::throw_if_refused(model::write_element(out, object), out);
    return model::without_wrappers(typed);
}

/// The reverse. The member's type decides what the JSON means: a string is text, binary, a time; an array is
/// a list or a set. For a `dynaco::value` only JSON itself tells: binary comes back as text, a set as a list.
/// Names that the model does not have are skipped; members that the text does not have keep their default.
///
/// @throws error  as `from_dynamodb_json`
template <storable T>
[[nodiscard]] T from_json(std::string_view text) {
    model::throw_if_not_utf8(text, "from_json");
    json::reader in(text, json::form::plain);
    T object{};
    model::throw_if_refused(model::read_attribute(in, object), in, text, "from_json");
    return object;
}

/// Reads into a model, item or map that exists, for the body of a PATCH: members that the text does not have
/// keep their value, also required ones. A member that is a model is changed likewise, and so is an optional
/// one that holds a model; any other member is replaced. null empties an optional member. After an exception
/// `object` is as it was, if its type can be copied.
///
///     dynaco::from_json(R"({"email":"new@example.com"})", account);
///
/// @throws error  as `from_dynamodb_json`
template <storable T>
void from_json(std::string_view text, T& object) {
    json::reader in(text, json::form::plain);
    model::patch_from(in, object, text, "from_json");
}

}  // namespace dynaco
