#pragma once

#include <dynaco/types.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The trees that the parsers make and `expression_renderer` writes.
namespace dynaco::program {

/// A part of a path: a name, or an index of a list.
struct path_step {
    std::string name{};   ///< Empty for an index.
    std::string index{};  ///< The digits of an index.
    friend bool operator==(const path_step&, const path_step&) = default;
};

/// The path of an attribute: address.city, lines[0].
struct attribute_path {
    std::size_t column = 0;
    bool quoted = false;  ///< Its first name is in backquotes.
    std::vector<path_step> steps{};
};

/// Returns a path as text for a message: address.city, `order-date`.
[[nodiscard]] std::string text_of(const attribute_path& path);
/// Returns a path for a message, in backquotes: `address.city`, `order-date`.
[[nodiscard]] std::string quoted(const attribute_path& path);
/// Returns a name for a message, in backquotes if it needs them.
[[nodiscard]] std::string text_of_name(std::string_view name);

/// The form of an operand.
enum class operand_form { path, constant, function, sum };

/// An operand: a value or an attribute that is compared or assigned.
struct operand {
    operand_form form = operand_form::path;
    std::size_t column = 0;
    attribute_path path{};         ///< The path, for a path.
    value constant{};              ///< The value, for a constant.
    std::string_view symbol{};     ///< The name of a function, or the sign of a sum: "+" or "-".
    std::vector<operand> parts{};  ///< The operands of a function or a sum.

    [[nodiscard]] bool is_path() const noexcept { return form == operand_form::path; }
    [[nodiscard]] bool is_constant() const noexcept { return form == operand_form::constant; }
};

/// The form of a condition: a test, or conditions that are joined.
enum class condition_form { compare, between, in, function, all, any, negation };

/// A condition: one test, or several conditions that are joined.
struct condition_tree {
    condition_form form = condition_form::compare;
    std::size_t column = 0;
    std::string_view symbol{};            ///< The comparison as DynamoDB writes it, or the function.
    std::vector<operand> operands{};      ///< The operands of a test.
    std::vector<condition_tree> parts{};  ///< The conditions that are joined or negated.
};

/// One change of an update.
struct update_action {
    attribute_path target{};
    std::vector<operand> operands{};  ///< The value of SET, ADD and DELETE; empty for REMOVE.
};

/// An update: the actions of each clause.
struct update_tree {
    std::vector<update_action> set{};
    std::vector<update_action> remove{};
    std::vector<update_action> add{};
    std::vector<update_action> erase{};  ///< DELETE.
};

}  // namespace dynaco::program
