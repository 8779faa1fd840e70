#include "program/expression/renderer.hpp"

#include "program/text/text_fault.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::program {

std::string expression_renderer::of(const condition_tree& condition) {
    write(condition);
    return checked();
}

std::string expression_renderer::of(const update_tree& update) {
    write_clause("SET", " = ", update.set);
    write_clause("REMOVE", "", update.remove);
    write_clause("ADD", " ", update.add);
    write_clause("DELETE", " ", update.erase);
    return checked();
}

std::string expression_renderer::of(const std::vector<attribute_path>& projection) {
    for (const attribute_path& each : projection) {
        if (!out_.empty()) out_ += ',';
        write(each);
    }
    return checked();
}

// DynamoDB refuses redundant parentheses such as ((a = b)), so that only those which are necessary are
// written.
void expression_renderer::write(const condition_tree& condition) {
    using enum condition_form;
    switch (condition.form) {
        case all:
        case any: return write_joined(condition);
        case negation: {
            ++operations_;
            const condition_tree& inner = condition.parts.front();
            const bool bare = inner.form == condition_form::function;
            out_ += bare ? "NOT " : "NOT (";
            write(inner);
            if (!bare) out_ += ')';
            return;
        }
        default: return write_test(condition);
    }
}

void expression_renderer::write_joined(const condition_tree& condition) {
    const std::string_view keyword = condition.form == condition_form::all ? " AND " : " OR ";
    operations_ += condition.parts.size() - 1;
    for (std::size_t i = 0; i < condition.parts.size(); ++i) {
        if (i > 0) out_ += keyword;
        // AND binds more tightly than OR, and a part of the same form was joined by the parser.
        const bool inside = condition.parts[i].form == condition_form::any;
        if (inside) out_ += '(';
        write(condition.parts[i]);
        if (inside) out_ += ')';
    }
}

void expression_renderer::write_test(const condition_tree& test) {
    ++operations_;
    if (test.form == condition_form::function) return write_call(test.symbol, test.operands);
    write(test.operands.front());
    if (test.form == condition_form::compare) {
        out_.append(" ").append(test.symbol).append(" ");
        return write(test.operands[1]);
    }
    const bool between = test.form == condition_form::between;
    out_ += between ? " BETWEEN " : " IN (";
    for (std::size_t i = 1; i < test.operands.size(); ++i) {
        if (i > 1) out_ += between ? " AND " : ",";
        write(test.operands[i]);
    }
    if (!between) out_ += ')';
}

void expression_renderer::write(const operand& each) {
    switch (each.form) {
        case operand_form::path: return write(each.path);
        case operand_form::constant: return write_value(each.constant);
        case operand_form::function: ++operations_; return write_call(each.symbol, each.parts);
        case operand_form::sum: break;
    }
    ++operations_;
    write(each.parts[0]);
    out_.append(" ").append(each.symbol).append(" ");
    write(each.parts[1]);
}

void expression_renderer::write_call(std::string_view function, const std::vector<operand>& operands) {
    out_ += function;
    out_ += '(';
    for (std::size_t i = 0; i < operands.size(); ++i) {
        if (i > 0) out_ += ',';
        write(operands[i]);
    }
    out_ += ')';
}

void expression_renderer::write(const attribute_path& path) {
    bool first = true;
    for (const path_step& each : path.steps) {
        if (each.name.empty()) {
            out_.append("[").append(each.index).append("]");
        } else {
            if (!std::exchange(first, false)) out_ += '.';
            write_name(each.name);
        }
    }
}

void expression_renderer::write_name(std::string_view name) {
    auto& names = request_.names;
    const auto found = std::ranges::find(names, name);
    const auto index = found - names.begin();
    if (found == names.end()) names.emplace_back(name);
    out_ += '#' + std::to_string(index);
}

// Equal values do not share a placeholder: DynamoDB compares the operands of some functions by their
// placeholders.
void expression_renderer::write_value(const value& constant) {
    out_ += ':' + std::to_string(request_.values.size());
    request_.values.push_back(constant);
}

void expression_renderer::write_clause(std::string_view keyword, std::string_view between,
                                       const std::vector<update_action>& actions) {
    if (actions.empty()) return;
    if (!out_.empty()) out_ += ' ';
    out_.append(keyword).append(" ");
    for (std::size_t i = 0; i < actions.size(); ++i) {
        if (i > 0) out_ += ", ";
        write(actions[i].target);
        out_ += between;
        if (!actions[i].operands.empty()) write(actions[i].operands.front());
    }
}

std::string expression_renderer::checked() {
    constexpr std::size_t most_bytes = 4096;
    constexpr std::size_t most_operations = 300;
    if (out_.size() > most_bytes)
        refuse(text_, 0,
               "the expression has " + std::to_string(out_.size()) +
                   " bytes with placeholders; DynamoDB's limit is 4096");
    if (operations_ > most_operations)
        refuse(text_, 0,
               "the expression has " + std::to_string(operations_) +
                   " operators and functions; DynamoDB's limit is 300");
    operations_ = 0;
    return std::exchange(out_, {});
}

}  // namespace dynaco::program
