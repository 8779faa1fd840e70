#include "program/expression/update_value.hpp"

#include "program/expression/operand_parser.hpp"
#include "program/text/literal.hpp"

#include <string>
#include <utility>

namespace dynaco::program {
namespace {

constexpr std::size_t most_functions = 32;

bool is_set(attribute_type type) noexcept {
    return type == attribute_type::SS || type == attribute_type::NS || type == attribute_type::BS;
}

class update_value_parser {
 public:
    explicit update_value_parser(token_reader& in) : in_(in) {}

    operand value() {
        operand first = one();
        if (!in_.peek().is("+") && !in_.peek().is("-")) return first;
        const token& sign = in_.take();
        operand sum{.form = operand_form::sum, .column = first.column, .symbol = sign.is("+") ? "+" : "-"};
        refuse_unless_number(first);
        sum.parts.push_back(std::move(first));
        sum.parts.push_back(summand());
        return sum;
    }

    operand summand() {
        operand each = one();
        refuse_unless_number(each);
        return each;
    }

    operand one() {
        if (literal_follows(in_)) return parse_constant(in_);
        if (in_.peek().kind == token_kind::word && in_.peek(1).is("(")) return function();
        if (in_.at_end() || in_.peek().is(","))
            in_.fail("expected a value or an attribute, but found " + in_.next_text());
        if (in_.peek().is("(")) in_.fail("a value must not be in parentheses");
        return parse_path_operand(in_);
    }

 private:
    operand function() {
        const nesting level(in_, depth_, most_functions);
        const token& name = in_.peek();
        if (name.is_word("if_not_exists")) return if_not_exists();
        if (name.is_word("list_append")) return list_append();
        in_.fail('`' + std::string(name.raw) +
                 "` is not a function of set: use if_not_exists or list_append");
    }

    operand if_not_exists() {
        operand call{.form = operand_form::function, .column = in_.take().column, .symbol = "if_not_exists"};
        const token& opening = in_.take();
        if (literal_follows(in_))
            in_.fail("the first operand of if_not_exists is an attribute, as in if_not_exists(total, 0)");
        call.parts.push_back(parse_path_operand(in_));
        in_.expect_symbol(",", "and a value, as in if_not_exists(total, 0)");
        call.parts.push_back(one());
        in_.expect_closing(")", opening, "`)`");
        return call;
    }

    operand list_append() {
        operand call{.form = operand_form::function, .column = in_.take().column, .symbol = "list_append"};
        const token& opening = in_.take();
        call.parts.push_back(list());
        in_.expect_symbol(",", "and a second list, as in list_append(tags, [\"x\"])");
        call.parts.push_back(list());
        in_.expect_closing(")", opening, "`)`");
        return call;
    }

    operand list() {
        operand each = one();
        if (each.is_constant() && each.constant.type() != attribute_type::L)
            in_.fail_at(each.column, "list_append needs lists: write it in [ ]");
        return each;
    }

    void refuse_unless_number(const operand& each) const {
        if (each.is_constant() && each.constant.type() == attribute_type::N) return;
        if (each.is_path() || each.symbol == "if_not_exists") return;
        if (each.is_constant() && is_set(each.constant.type()))
            in_.fail_at(each.column,
                        R"(+ and - need numbers: for a set write add tags <<"x">> or delete tags <<"x">>)");
        in_.fail_at(each.column, R"(+ and - need numbers: for a list write tags = list_append(tags, ["x"]))");
    }

    token_reader& in_;
    std::size_t depth_ = 0;
};

}  // namespace

operand parse_update_value(token_reader& in) { return update_value_parser(in).value(); }
operand parse_summand(token_reader& in) { return update_value_parser(in).summand(); }

operand parse_added(token_reader& in, std::string_view clause) {
    const bool adds = clause == "add";
    const std::string expected =
        adds ? "add needs a number or a set, as in add count 1 or add tags <<\"x\">>"
             : "delete needs a set, as in delete tags <<\"x\">>; to remove an attribute "
               "write remove tags";
    if (in.peek().is("=")) in.fail("write no `=` here: " + expected);
    refuse_hyphen(in);
    if (!literal_follows(in)) in.fail(expected + advice_about_space(in));
    operand each = update_value_parser(in).one();
    const attribute_type type = each.constant.type();
    if (!is_set(type) && !(adds && type == attribute_type::N)) in.fail_at(each.column, expected);
    return each;
}

}  // namespace dynaco::program
