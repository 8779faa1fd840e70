#include "program/expression/condition_parser.hpp"

#include "program/expression/path_parser.hpp"
#include "program/expression/test_parser.hpp"

#include <utility>

namespace dynaco::program {
namespace {

constexpr std::size_t most_parentheses = 100;

class condition_parser {
 public:
    explicit condition_parser(token_reader& in) : in_(in) {}

    condition_tree parse() {
        if (in_.at_end()) in_.fail("expected a condition, for example total > 100");
        condition_tree all = any_of();
        refuse_rest();
        return all;
    }

 private:
    condition_tree any_of() {
        return joined("or", condition_form::any, [this] { return all_of(); });
    }
    condition_tree all_of() {
        return joined("and", condition_form::all, [this] { return one(); });
    }

    template <class ReadOne>
    condition_tree joined(std::string_view keyword, condition_form form, ReadOne read_one) {
        condition_tree first = read_one();
        if (!in_.peek().is_word(keyword)) return first;
        condition_tree all{.form = form, .column = first.column};
        add(all, std::move(first));
        while (in_.take_word(keyword)) {
            refuse_nothing_behind(in_.previous());
            add(all, read_one());
        }
        return all;
    }

    // (a and b) and c is a and b and c.
    static void add(condition_tree& all, condition_tree part) {
        if (part.form != all.form) return all.parts.push_back(std::move(part));
        for (condition_tree& each : part.parts) all.parts.push_back(std::move(each));
    }

    condition_tree one() {
        const nesting level(in_, depth_, most_parentheses);
        if (in_.take_word("not")) {
            const token& keyword = in_.previous();
            refuse_nothing_behind(keyword);
            condition_tree negation{.form = condition_form::negation, .column = keyword.column};
            negation.parts.push_back(one());
            return negation;
        }
        if (in_.peek().is("(")) return in_parentheses();
        if (in_.peek().is_word("and") || in_.peek().is_word("or"))
            in_.fail(in_.next_text() + " has nothing on its left");
        return parse_test(in_);
    }

    condition_tree in_parentheses() {
        const token& opening = in_.take();
        condition_tree inner = any_of();
        if (!in_.peek().is(")") && !in_.at_end()) refuse_rest();
        in_.expect_closing(")", opening, "`)`");
        return inner;
    }

    void refuse_nothing_behind(const token& keyword) const {
        const token& next = in_.peek();
        if (in_.at_end() || next.is(")") || next.is_word("and") || next.is_word("or"))
            in_.fail_at(keyword.column, '`' + std::string(keyword.raw) + "` has nothing on its right");
    }

    // The text after a complete condition.
    void refuse_rest() const {
        const token& next = in_.peek();
        if (in_.at_end()) return;
        refuse_hyphen(in_);
        if (next.is(")")) in_.fail("`)` has no `(`");
        if (next.is("&&")) in_.fail("write `and` instead of `&&`");
        if (next.is("||")) in_.fail("write `or` instead of `||`");
        if (next.is(",")) in_.fail("write `and` or `or` instead of `,`");
        in_.fail("expected `and`, `or` or the end, but found " + in_.next_text() + advice_about_space(in_));
    }

    token_reader& in_;
    std::size_t depth_ = 0;
};

}  // namespace

condition_tree parse_condition(token_reader& in) { return condition_parser(in).parse(); }

}  // namespace dynaco::program
