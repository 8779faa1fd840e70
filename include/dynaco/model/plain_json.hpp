#pragma once

#include <dynaco/model/dynamodb_json.hpp>

#include <string>
#include <string_view>

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
