#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace dynaco::fuzz {

/// DynamoDB's grammar of expressions with placeholders, from its developer guide: a slow, independent parser
/// for the texts that the program writes.
class dynamodb_grammar {
 public:
    explicit dynamodb_grammar(std::string_view text) : rest_(text) {}

    bool is_condition() { return any_of() && rest_.empty(); }

    bool is_projection() {
        do {
            if (!path()) return false;
        } while (take(","));
        return rest_.empty();
    }

    bool is_update() {
        constexpr std::array<std::string_view, 4> clauses = {"SET ", "REMOVE ", "ADD ", "DELETE "};
        bool some = false;
        for (std::size_t i = 0; i < clauses.size(); ++i) {
            if (!take(clauses[i])) continue;
            some = true;
            do {
                if (!action(i)) return false;
            } while (take(", "));
            if (!rest_.empty() && !take(" ")) return false;
        }
        return some && rest_.empty();
    }

 private:
    bool take(std::string_view word) {
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    bool digits() {
        const std::size_t count = rest_.find_first_not_of("0123456789");
        const std::size_t size = count == std::string_view::npos ? rest_.size() : count;
        rest_.remove_prefix(size);
        return size > 0;
    }
    bool name() { return take("#") && digits(); }
    bool value() { return take(":") && digits(); }
    bool path() {
        if (!name()) return false;
        for (;;) {
            if (take(".")) {
                if (!name()) return false;
            } else if (take("[")) {
                if (!digits() || !take("]")) return false;
            } else {
                return true;
            }
        }
    }
    bool operand() {
        if (take("size(")) return path() && take(")");
        return rest_.starts_with(':') ? value() : path();
    }

    bool any_of() {
        do {
            if (!all_of()) return false;
        } while (take(" OR "));
        return true;
    }
    bool all_of() {
        do {
            if (!one()) return false;
        } while (take(" AND "));
        return true;
    }
    bool one() {
        if (take("NOT ")) return one();
        if (rest_.starts_with("((")) return false;  // redundant parentheses
        if (take("(")) return any_of() && take(")");
        return test();
    }
    bool test() {
        if (take("attribute_exists(") || take("attribute_not_exists(")) return path() && take(")");
        if (take("attribute_type(") || take("begins_with(") || take("contains("))
            return path() && take(",") && operand() && take(")");
        if (!operand() || !take(" ")) return false;
        if (take("BETWEEN ")) return operand() && take(" AND ") && operand();
        if (take("IN (")) {
            do {
                if (!operand()) return false;
            } while (take(","));
            return take(")");
        }
        for (const std::string_view each : {"= ", "<> ", "<= ", ">= ", "< ", "> "})
            if (take(each)) return operand();
        return false;
    }

    bool action(std::size_t clause) {
        if (!path()) return false;
        if (clause == 1) return true;
        if (clause > 1) return take(" ") && value();
        if (!take(" = ") || !assigned()) return false;
        if (take(" + ") || take(" - ")) return assigned();
        return true;
    }
    bool assigned() {
        if (take("if_not_exists(")) return path() && take(",") && assigned() && take(")");
        if (take("list_append(")) return assigned() && take(",") && assigned() && take(")");
        return rest_.starts_with(':') ? value() : path();
    }

    std::string_view rest_;
};

}  // namespace dynaco::fuzz
