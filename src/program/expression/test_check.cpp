#include "program/expression/path_parser.hpp"
#include "program/expression/test_parser.hpp"
#include "program/text/text_fault.hpp"

#include <algorithm>
#include <string>

namespace dynaco::program {
namespace {

bool names_an_attribute(const operand& each) noexcept { return !each.is_constant(); }

bool has_an_order(attribute_type type) noexcept {
    return type == attribute_type::S || type == attribute_type::N || type == attribute_type::B;
}

bool is_before(const value& a, const value& b) {
    if (const auto* text = a.get_if<std::string>()) return *text < b.get<std::string>();
    if (const auto* count = a.get_if<number>()) return *count < b.get<number>();
    return a.get<binary>() < b.get<binary>();
}

// Checks of one test.
class test_check {
 public:
    test_check(std::string_view text, const condition_tree& test) : text_(text), test_(test) {}

    void all() const {
        refuse_constants();
        refuse_equal_paths();
        const bool is_order =
            test_.form == condition_form::between ||
            (test_.form == condition_form::compare && test_.symbol != "=" && test_.symbol != "<>");
        if (is_order) check_order();
        if (test_.form == condition_form::between) check_bounds();
        if (test_.symbol == "begins_with") check_prefix();
    }

 private:
    void refuse_constants() const {
        if (std::ranges::any_of(test_.operands, names_an_attribute)) return;
        const operand& first = test_.operands.front();
        const auto* name = first.constant.get_if<std::string>();
        refuse(text_, first.column,
               name && !name->empty()
                   ? "this compares values only: for the attribute write " + text_of_name(*name)
                   : "this compares values only: one side must be an attribute");
    }

    // DynamoDB: "The first operand must be distinct from the remaining operands".
    void refuse_equal_paths() const {
        const operand& first = test_.operands.front();
        for (std::size_t i = 1; i < test_.operands.size(); ++i) {
            const operand& other = test_.operands[i];
            if (first.is_path() && other.is_path() && first.path.steps == other.path.steps)
                refuse(text_, other.column, quoted(other.path) + " is compared with itself");
        }
    }

    void check_order() const {
        for (const operand& each : test_.operands)
            if (each.is_constant() && !has_an_order(each.constant.type()))
                refuse(text_, each.column, "only text, numbers and binary have an order: use = or <>");
    }

    void check_bounds() const {
        const operand& low = test_.operands[1];
        const operand& high = test_.operands[2];
        if (!low.is_constant() || !high.is_constant()) return;
        if (low.constant.type() != high.constant.type())
            refuse(text_, high.column, "both values of between must have the same type");
        if (is_before(high.constant, low.constant))
            refuse(text_, low.column, "the first value of between is larger than the second: exchange them");
    }

    void check_prefix() const {
        const operand& prefix = test_.operands[1];
        if (!prefix.is_constant()) return;
        const attribute_type type = prefix.constant.type();
        if (type != attribute_type::S && type != attribute_type::B)
            refuse(text_, prefix.column, "begins_with needs text or binary: write it in quotes");
    }

    std::string_view text_;
    const condition_tree& test_;
};

}  // namespace

void check_test(std::string_view text, const condition_tree& test) { test_check(text, test).all(); }

}  // namespace dynaco::program
