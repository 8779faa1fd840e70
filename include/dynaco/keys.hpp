#pragma once

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/model/key_values.hpp>
#include <dynaco/types.hpp>

#include <string_view>
#include <tuple>

namespace dynaco {

/// Converts a C++ type to and from an attribute; see codec.hpp.
template <class T>
struct codec;

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
