#pragma once

#include <dynaco/types.hpp>

#include <cstdint>
#include <string>
#include <string_view>

/// Plain JSON as an `item`: the requests and responses of `call_service`, and documents in files.
namespace dynaco::program {

/// The text of a member; empty if it does not exist or is not a text.
[[nodiscard]] std::string text_of(const item& document, std::string_view member);
/// The whole number of a member; 0 if it does not exist or is not a whole number.
[[nodiscard]] std::int64_t whole_of(const item& document, std::string_view member);
/// The number of a member; 0 if it does not exist or is not a number.
[[nodiscard]] double real_of(const item& document, std::string_view member);
/// True if the member is true.
[[nodiscard]] bool is_set(const item& document, std::string_view member);
/// The object of a member; an empty object if it does not exist or is not an object. The reference is valid
/// while the member exists.
[[nodiscard]] const item& object_of(const item& document, std::string_view member);
/// The array of a member; an empty array if it does not exist or is not an array. The reference is valid
/// while the member exists.
[[nodiscard]] const value::list& list_of(const item& document, std::string_view member);
/// The element of an array as an object; an empty object if the element has another type.
[[nodiscard]] const item& object_in(const value& element);

/// Returns the members of `from` with these names that exist.
[[nodiscard]] item members_of(const item& from, std::initializer_list<std::string_view> names);

/// Returns plain JSON in several lines, with an indent of two, for people and files. Ends with a new line.
/// Arrays and objects that fit a line stay in it.
[[nodiscard]] std::string indented_json(const item& document);

}  // namespace dynaco::program
