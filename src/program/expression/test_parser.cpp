#include "program/expression/test_parser.hpp"

#include "program/expression/operand_parser.hpp"
#include "program/expression/path_parser.hpp"

#include <string>
#include <utility>

namespace dynaco::program {
namespace {

struct comparison_symbol {
    std::string_view written;
    std::string_view symbol;
};
constexpr comparison_symbol comparisons[] = {{"=", "="}, {"==", "="},  {"<>", "<>"}, {"!=", "<>"},
                                             {"<", "<"}, {"<=", "<="}, {">", ">"},   {">=", ">="}};

std::string_view comparison_of(const token& next) noexcept {
    for (const comparison_symbol& each : comparisons)
        if (next.is(each.written)) return each.symbol;
    return {};
}

class test_parser {
 public:
    explicit test_parser(token_reader& in) : in_(in) {}

    condition_tree parse() {
        if (in_.peek().kind == token_kind::word && in_.peek(1).is("(")) {
            const std::string_view name = test_function(in_.peek());
            if (!name.empty()) return function(name);
        }
        operand subject = parse_operand(in_);
        const bool negated = in_.take_word("not");
        condition_tree test = behind(std::move(subject), negated);
        check_test(in_.text(), test);
        if (!comparison_of(in_.peek()).empty())
            in_.fail("comparisons cannot be chained: write a > 1 and a < 5, or a between 1 and 5");
        if (!negated || test.form == condition_form::function) return test;
        condition_tree negation{.form = condition_form::negation, .column = test.column};
        negation.parts.push_back(std::move(test));
        return negation;
    }

 private:
    condition_tree started(condition_form form, operand subject) {
        condition_tree test{.form = form, .column = subject.column};
        test.operands.push_back(std::move(subject));
        return test;
    }

    // The part of a test after its subject.
    condition_tree behind(operand subject, bool negated) {
        if (in_.take_word("between")) return between(std::move(subject));
        if (in_.take_word("in")) return in_choices(std::move(subject));
        if (in_.take_word("exists")) return existence(std::move(subject), !negated);
        if (negated) in_.fail("expected exists, between or in after not, but found " + in_.next_text());
        if (in_.take_word("is")) return is_missing(std::move(subject));
        const std::string_view symbol = comparison_of(in_.peek());
        if (symbol.empty()) refuse_comparison(subject);
        in_.take();
        condition_tree test = started(condition_form::compare, std::move(subject));
        test.symbol = symbol;
        test.operands.push_back(parse_operand(in_));
        return test;
    }

    condition_tree between(operand subject) {
        condition_tree test = started(condition_form::between, std::move(subject));
        test.operands.push_back(parse_operand(in_));
        if (!in_.take_word("and"))
            in_.fail("expected and with the largest value, as in between 1 and 5, but found " +
                     in_.next_text());
        test.operands.push_back(parse_operand(in_));
        return test;
    }

    condition_tree in_choices(operand subject) {
        constexpr std::size_t most = 100;
        condition_tree test = started(condition_form::in, std::move(subject));
        if (!in_.peek().is("("))
            in_.fail(R"(expected values in parentheses, as in status in ("open", "new"))");
        const token& opening = in_.take();
        do {
            if (test.operands.size() > most) in_.fail("in can have at most 100 values");
            test.operands.push_back(parse_operand(in_));
        } while (in_.take_symbol(","));
        in_.expect_closing(")", opening, "`,` or `)`");
        return test;
    }

    condition_tree existence(operand subject, bool exists) {
        if (!subject.is_path()) in_.fail_at(subject.column, "only an attribute can exist or be missing");
        condition_tree test = started(condition_form::function, std::move(subject));
        test.symbol = exists ? "attribute_exists" : "attribute_not_exists";
        return test;
    }

    condition_tree is_missing(operand subject) {
        const bool negated = in_.take_word("not");
        if (in_.take_word("missing")) return existence(std::move(subject), negated);
        const std::string name = subject.is_path() ? text_of(subject.path) : "x";
        if (in_.peek().is_word("null"))
            in_.fail("write " + name + " = null for the type NULL, or " + name +
                     " is missing for no attribute");
        in_.fail("expected missing after is, but found " + in_.next_text());
    }

    [[noreturn]] void refuse_comparison(const operand& subject) {
        const token& next = in_.peek();
        if (next.is(":=")) in_.fail("use = and not :=");
        if (next.is("=<")) in_.fail("use <= and not =<");
        if (next.is("=>")) in_.fail("use >= and not =>");
        if (next.is("!")) in_.fail("write not before the condition, and <> for a comparison");
        refuse_hyphen(in_);
        if (next.is("+") || next.is("-")) in_.fail("a condition cannot calculate: write the result itself");
        if ((next.is_word("contains") || next.is_word("begins_with")) && subject.is_path())
            in_.fail("write " + lower_case(next.raw) + '(' + text_of(subject.path) +
                     ", \"text\"): the attribute is in the parentheses");
        if (next.is_word("like"))
            in_.fail(R"(use begins_with(x, "text") or contains(x, "text"): DynamoDB has no like)");
        if (!subject.is_path())
            in_.fail("expected a comparison, for example > 100, but found " + in_.next_text());
        const std::string name = text_of(subject.path);
        if (in_.at_end() || next.is(")") || next.is_word("and") || next.is_word("or"))
            in_.fail_at(subject.column, quoted(subject.path) + " needs a comparison: write " + name +
                                            " = \"text\" or " + name + " exists");
        in_.fail("expected a comparison after " + quoted(subject.path) + ", for example =, but found " +
                 in_.next_text() + advice_about_space(in_));
    }

    condition_tree function(std::string_view name) {
        condition_tree test{.form = condition_form::function, .column = in_.take().column, .symbol = name};
        const token& opening = in_.take();
        test.operands.push_back(parse_subject(in_, name));
        if (!name.starts_with("attribute_") || name == "attribute_type") {
            in_.expect_symbol(",", "and a second operand of " + std::string(name));
            test.operands.push_back(name == "attribute_type" ? parse_type(in_) : parse_operand(in_));
        }
        in_.expect_closing(")", opening, "`)`");
        check_test(in_.text(), test);
        return test;
    }

    token_reader& in_;
};

}  // namespace

condition_tree parse_test(token_reader& in) { return test_parser(in).parse(); }

}  // namespace dynaco::program
