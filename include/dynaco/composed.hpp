#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/key_template.hpp>
#include <dynaco/types.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace dynaco {

template <class T>
struct codec;

/// An attribute that is composed from other members: the keys of a table that holds several kinds of items.
///
///     struct User {
///         dynaco::composed<"USER#{user_id}"> pk{};
///         dynaco::composed<"PROFILE"> sk{};
///         std::string user_id{};
///         static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk", .range_key = "sk"};
///     };
///
/// It is a string made from the members in braces whenever the object is written; nothing has to be kept up
/// to date. When an item is read the text is taken apart again: a member that the item lacks gets its value
/// from there, and a text that does not fit is errc::invalid_value. Members may be anything that DynamoDB
/// stores as a string or a number; a key of the table whose text is not the one that the members make is
/// errc::invalid_value: a write of the object would go to another item. `{number:08}` pads a whole number
/// with zeros to 8 digits, so that keys sort as the numbers do: a negative or longer one is
/// errc::number_out_of_range. If a member is absent (an empty optional), so is the attribute: it is then in
/// no index with that key. A member whose text contains what follows it in the template cannot be written
/// (errc::invalid_argument): it would not be read back.
///
/// An update that sets all members that it is made from sets it too, one that removes a member removes it; an
/// update that leaves its text unknown does not compile. A key is given by the values of its members: a text
/// that looks composed already is errc::invalid_argument.
template <fixed_string Template>
struct composed {
    friend constexpr bool operator==(composed, composed) noexcept { return true; }
};

/// Text only: the model writes and reads it.
template <fixed_string Template>
struct codec<composed<Template>> {
    static constexpr attribute_type type = attribute_type::S;
};

/// The whole text of a composed key, where its members are taken otherwise:
/// `users.query(composed_text("USER#1"))`. A view: it must outlive the call.
class composed_text {
 public:
    explicit constexpr composed_text(std::string_view text) noexcept : text_(text) {}
    [[nodiscard]] constexpr std::string_view text() const noexcept { return text_; }

 private:
    std::string_view text_;
};

namespace model {

template <class T>
inline constexpr bool is_composed = false;
template <fixed_string Template>
inline constexpr bool is_composed<composed<Template>> = true;

}  // namespace model
}  // namespace dynaco
