#include "program/expression/update_parser.hpp"

#include "program/expression/path_parser.hpp"
#include "program/expression/update_value.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>
#include <utility>

namespace dynaco::program {
namespace {

class update_parser {
 public:
    update_parser(token_reader& in, const key_shape& key) : in_(in), key_(key) {}

    update_tree parse() {
        if (in_.at_end()) in_.fail("expected changes, for example set total = 5");
        if (!clause_follows()) actions(&update_parser::set_action, tree_.set);
        while (!in_.at_end()) clause();
        refuse_overlap(in_.text(), targets_);
        return std::move(tree_);
    }

 private:
    // An attribute may be named as a clause: set = 5.
    [[nodiscard]] bool clause_follows() const {
        constexpr std::string_view keywords[] = {"set", "remove", "add", "delete"};
        constexpr std::string_view parts_of_a_path[] = {"=", "+=", "-=", ".", "[", ":=", "=="};
        const token& word = in_.peek();
        const token& next = in_.peek(1);
        return std::ranges::any_of(keywords, [&](std::string_view each) { return word.is_word(each); }) &&
               std::ranges::none_of(parts_of_a_path, [&](std::string_view each) { return next.is(each); });
    }

    void clause() {
        if (!clause_follows()) refuse_rest();
        const token& keyword = in_.take();
        if (in_.at_end())
            in_.fail_at(keyword.column, '`' + std::string(keyword.raw) +
                                            "` changes nothing: expected the name of an attribute after it");
        if (keyword.is_word("set")) return actions(&update_parser::set_action, tree_.set);
        if (keyword.is_word("remove")) return actions(&update_parser::remove_action, tree_.remove);
        if (keyword.is_word("add")) return actions(&update_parser::add_action, tree_.add);
        actions(&update_parser::delete_action, tree_.erase);
    }

    void actions(update_action (update_parser::*read_one)(), std::vector<update_action>& all) {
        follows_ = false;
        do {
            all.push_back((this->*read_one)());
            targets_.push_back(all.back().target);
            if (in_.peek().is(",")) refuse_clause_after_comma();
            follows_ = true;
        } while (in_.take_symbol(","));
    }

    // At `, remove note`: the comma would make remove an attribute.
    void refuse_clause_after_comma() const {
        const token& comma = in_.peek();
        const token& word = in_.peek(1);
        const token& next = in_.peek(2);
        if (next.kind != token_kind::word && next.kind != token_kind::quoted_name) return;
        const auto is_one_of = [&word](std::initializer_list<std::string_view> words) {
            return std::ranges::any_of(words, [&word](std::string_view each) { return word.is_word(each); });
        };
        const std::string name(word.raw);
        if (is_one_of({"where", "if"}))
            in_.fail_at(word.column, "a condition is written in its own option, --if, not in the update");
        if (is_one_of({"set", "remove", "add", "delete"}))
            in_.fail_at(comma.column, "no comma is written before the clause `" + name + "`: write ... " +
                                          name + ' ' + std::string(next.raw));
    }

    // At `= 5` of `add n 1, total = 5`: the clause is not over.
    void refuse_assignment_in(std::string_view clause, const attribute_path& path) const {
        const token& sign = in_.peek();
        if (!follows_ || !(sign.is("=") || sign.is("+=") || sign.is("-="))) return;
        in_.fail_at(path.column, quoted(path) + " belongs to the clause " + std::string(clause) +
                                     ": for a new value write set before it, without a comma: ... set " +
                                     text_of(path) + ' ' + std::string(sign.raw) + " ...");
    }

    attribute_path target() {
        attribute_path path = parse_path(in_);
        const path_step& first = path.steps.front();
        if (key_.find(first.name) != nullptr)
            in_.fail_at(
                path.column,
                quoted(path) +
                    " belongs to the key, which cannot be changed: put a new item and delete this one");
        return path;
    }

    update_action set_action() {
        update_action action{.target = target()};
        if (in_.take_symbol("=")) {
            action.operands.push_back(parse_update_value(in_));
        } else if (in_.peek().is("+=") || in_.peek().is("-=")) {
            action.operands.push_back(changed_by(action.target));
        } else {
            refuse_assignment(action.target);
        }
        return action;
    }

    // x += 5 is x = x + 5.
    operand changed_by(const attribute_path& path) {
        const token& sign = in_.take();
        operand sum{.form = operand_form::sum, .column = path.column, .symbol = sign.is("+=") ? "+" : "-"};
        sum.parts.push_back({.form = operand_form::path, .column = path.column, .path = path});
        sum.parts.push_back(parse_summand(in_));
        return sum;
    }

    [[noreturn]] void refuse_assignment(const attribute_path& path) const {
        const token& next = in_.peek();
        const std::string name = text_of(path);
        if (next.is(":=")) in_.fail("use = and not :=");
        if (next.is("==")) in_.fail("use = and not ==");
        refuse_hyphen(in_);
        in_.fail("expected = after " + quoted(path) + ", as in set " + name + " = 5, but found " +
                 in_.next_text() + advice_about_space(in_));
    }

    update_action remove_action() {
        update_action action{.target = target()};
        refuse_assignment_in("remove", action.target);
        if (in_.peek().is("="))
            in_.fail("remove needs only names; to take elements from a set write delete tags <<\"x\">>");
        refuse_hyphen(in_);
        return action;
    }

    update_action add_action() {
        update_action action{.target = target()};
        refuse_assignment_in("add", action.target);
        action.operands.push_back(parse_added(in_, "add"));
        return action;
    }

    update_action delete_action() {
        update_action action{.target = target()};
        refuse_assignment_in("delete", action.target);
        action.operands.push_back(parse_added(in_, "delete"));
        return action;
    }

    [[noreturn]] void refuse_rest() const {
        const token& next = in_.peek();
        if (next.is("+") || next.is("-"))
            in_.fail("only two operands can be added or subtracted: use a second update");
        if (next.is("*")) in_.fail("DynamoDB can only add and subtract");
        if (next.is_word("and")) in_.fail("changes are separated by `,` and not by and");
        if (next.is_word("where") || next.is_word("if"))
            in_.fail("a condition is written in its own option, --if, not in the update");
        in_.fail("expected `,`, set, remove, add, delete, or the end, but found " + in_.next_text() +
                 advice_about_space(in_));
    }

    token_reader& in_;
    const key_shape& key_;
    update_tree tree_{};
    std::vector<attribute_path> targets_{};
    bool follows_ = false;  // the action is not the first of its clause
};

}  // namespace

update_tree parse_update(token_reader& in, const key_shape& key) { return update_parser(in, key).parse(); }

}  // namespace dynaco::program
