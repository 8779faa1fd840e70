#include "program/expression/test_parser.hpp"

#include "program/expression/path_parser.hpp"
#include "program/text/literal.hpp"

#include <algorithm>
#include <array>
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

constexpr std::array<std::string_view, 5> test_functions = {"attribute_exists", "attribute_not_exists",
                                                            "attribute_type", "begins_with", "contains"};

class test_parser {
 public:
    explicit test_parser(token_reader& in) : in_(in) {}

    condition_tree parse() {
        if (in_.peek().kind == token_kind::word && in_.peek(1).is("(")) {
            const std::string name = lower_case(in_.peek().raw);
            const auto found = std::ranges::find(test_functions, name);
            if (found != test_functions.end()) return function(*found);
        }
        operand subject = read_operand();
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

    // The rest of a test.
    condition_tree behind(operand subject, bool negated) {
        if (in_.take_word("between")) return between(std::move(subject));
        if (in_.take_word("in")) return in_choices(std::move(subject));
        if (in_.take_word("exists")) return existence(std::move(subject), !negated);
        if (negated) in_.fail("expected exists, between or in behind not, but found " + in_.next_text());
        if (in_.take_word("is")) return is_missing(std::move(subject));
        const std::string_view symbol = comparison_of(in_.peek());
        if (symbol.empty()) refuse_comparison(subject);
        in_.take();
        condition_tree test = started(condition_form::compare, std::move(subject));
        test.symbol = symbol;
        test.operands.push_back(read_operand());
        return test;
    }

    condition_tree between(operand subject) {
        condition_tree test = started(condition_form::between, std::move(subject));
        test.operands.push_back(read_operand());
        if (!in_.take_word("and"))
            in_.fail("expected and with the largest value, as in between 1 and 5, but found " +
                     in_.next_text());
        test.operands.push_back(read_operand());
        return test;
    }

    condition_tree in_choices(operand subject) {
        constexpr std::size_t most = 100;
        condition_tree test = started(condition_form::in, std::move(subject));
        if (!in_.peek().is("("))
            in_.fail("expected values in parentheses, as in status in (\"open\", \"new\")");
        const token& opening = in_.take();
        do {
            if (test.operands.size() > most) in_.fail("in can have at most 100 values");
            test.operands.push_back(read_operand());
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
        in_.fail("expected missing behind is, but found " + in_.next_text());
    }

    [[noreturn]] void refuse_comparison(const operand& subject) {
        const token& next = in_.peek();
        if (next.is(":=")) in_.fail("use = and not :=");
        if (next.is("=<")) in_.fail("use <= and not =<");
        if (next.is("=>")) in_.fail("use >= and not =>");
        if (next.is("!")) in_.fail("write not before the condition, and <> for a comparison");
        refuse_hyphen(in_);
        if (next.is("+") || next.is("-")) in_.fail("a condition cannot calculate: write the result itself");
        if (next.is_word("like"))
            in_.fail("use begins_with(x, \"text\") or contains(x, \"text\"): DynamoDB has no like");
        if (!subject.is_path())
            in_.fail("expected a comparison, for example > 100, but found " + in_.next_text());
        const std::string name = text_of(subject.path);
        if (in_.at_end() || next.is(")") || next.is_word("and") || next.is_word("or"))
            in_.fail_at(subject.column, quoted(subject.path) + " needs a comparison: write " + name +
                                            " = \"text\" or " + name + " exists");
        in_.fail("expected a comparison behind " + quoted(subject.path) + ", for example =, but found " +
                 in_.next_text());
    }

    condition_tree function(std::string_view name) {
        condition_tree test{.form = condition_form::function, .column = in_.take().column, .symbol = name};
        const token& opening = in_.take();
        test.operands.push_back(read_path_operand(name));
        if (!name.starts_with("attribute_") || name == "attribute_type") {
            in_.expect_symbol(",", "and a second operand of " + std::string(name));
            test.operands.push_back(name == "attribute_type" ? read_type() : read_operand());
        }
        in_.expect_closing(")", opening, "`)`");
        check_test(in_.text(), test);
        return test;
    }

    operand read_path_operand(std::string_view function) {
        if (literal_follows(in_))
            in_.fail("the first operand of " + std::string(function) + " is an attribute, for example " +
                     std::string(function) + (function.ends_with("exists") ? "(tags)" : "(tags, \"x\")"));
        attribute_path path = parse_path(in_);
        return {.form = operand_form::path, .column = path.column, .path = std::move(path)};
    }

    operand read_type() {
        const token& next = in_.peek();
        std::string letters = next.kind == token_kind::text ? next.content : std::string(next.raw);
        for (char& c : letters) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        if (attribute_type_of(letters) == attribute_type::any)
            in_.fail("expected a type of DynamoDB: S, N, B, BOOL, NULL, M, L, SS, NS or BS");
        return {.form = operand_form::constant, .column = in_.take().column, .constant = std::move(letters)};
    }

    operand read_operand() {
        if (literal_follows(in_)) {
            const literal written = parse_literal(in_);
            return {.form = operand_form::constant,
                    .column = written.column,
                    .constant = plain_value(in_.text(), written)};
        }
        if (in_.peek().kind == token_kind::word && in_.peek(1).is("(")) return size_of();
        if (in_.at_end() || in_.peek().is(")") || in_.peek().is(","))
            in_.fail("expected a value or an attribute, but found " + in_.next_text());
        attribute_path path = parse_path(in_);
        return {.form = operand_form::path, .column = path.column, .path = std::move(path)};
    }

    operand size_of() {
        const token& name = in_.peek();
        if (!name.is_word("size")) refuse_function(name);
        in_.take();
        operand size{.form = operand_form::function, .column = name.column, .symbol = "size"};
        const token& opening = in_.take();
        size.parts.push_back(read_path_operand("size"));
        in_.expect_closing(")", opening, "`)`");
        return size;
    }

    [[noreturn]] void refuse_function(const token& name) {
        const std::string written = lower_case(name.raw);
        if (std::ranges::find(test_functions, written) != test_functions.end())
            in_.fail('`' + written + "` is a condition and cannot be compared");
        if (written == "if_not_exists" || written == "list_append")
            in_.fail('`' + written + "` can only be used in set of an update");
        in_.fail('`' + std::string(name.raw) +
                 "` is not a function: attribute_exists, attribute_not_exists, attribute_type, begins_with, "
                 "contains "
                 "and size are");
    }

    token_reader& in_;
};

}  // namespace

condition_tree parse_test(token_reader& in) { return test_parser(in).parse(); }

}  // namespace dynaco::program
