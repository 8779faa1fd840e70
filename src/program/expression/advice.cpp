#include "program/expression/advice.hpp"

#include <dynaco/json.hpp>

#include <cstddef>

namespace dynaco::program {
namespace {

// A word where text could be.
void advise_on_word(std::vector<std::string>& advice, const operand& each) {
    if (!each.is_path() || each.path.quoted || each.path.steps.size() > 1) return;
    const std::string& name = each.path.steps.front().name;
    advice.push_back('`' + name + "` is read as an attribute: for text write \"" + name +
                     "\"; in backquotes it is always an attribute");
}

// code = c-5, without spaces: what a person may have meant as text.
void advise_on_hyphen(std::vector<std::string>& advice, const operand& each) {
    if (each.form != operand_form::sum || each.symbol != "-") return;
    const operand& left = each.parts.front();
    const operand& right = each.parts.back();
    if (!left.is_path() || left.path.quoted || left.path.steps.size() > 1 || !right.is_constant()) return;
    const std::string& name = left.path.steps.front().name;
    if (right.column != left.column + name.size() + 1) return;
    const std::string written = name + '-' + to_json(right.constant);
    advice.push_back('`' + written + "` is read as the attribute " + name +
                     " minus a number: for text write \"" + written + '"');
}

}  // namespace

void add_advice(std::vector<std::string>& advice, const condition_tree& condition) {
    for (const condition_tree& each : condition.parts) add_advice(advice, each);
    if (condition.operands.empty() || condition.operands.front().is_constant()) return;  // 100 < total
    for (std::size_t i = 1; i < condition.operands.size(); ++i) advise_on_word(advice, condition.operands[i]);
}

void add_advice(std::vector<std::string>& advice, const update_tree& update) {
    for (const update_action& each : update.set) {
        advise_on_word(advice, each.operands.front());
        advise_on_hyphen(advice, each.operands.front());
    }
}

}  // namespace dynaco::program
