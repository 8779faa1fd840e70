#include "program/expression/advice.hpp"

#include <cstddef>

namespace dynaco::program {
namespace {

// A word where text could be.
void advise_on_word(std::vector<std::string>& advice, const operand& each) {
    if (!each.is_path() || each.path.quoted || each.path.steps.size() > 1) return;
    const std::string& name = each.path.steps.front().name;
    advice.push_back('`' + name + "` is read as an attribute: for text write \"" + name +
                     "\"; in backquotes it is surely an attribute");
}

}  // namespace

void add_advice(std::vector<std::string>& advice, const condition_tree& condition) {
    for (const condition_tree& each : condition.parts) add_advice(advice, each);
    if (condition.operands.empty() || condition.operands.front().is_constant()) return;  // 100 < total
    for (std::size_t i = 1; i < condition.operands.size(); ++i) advise_on_word(advice, condition.operands[i]);
}

void add_advice(std::vector<std::string>& advice, const update_tree& update) {
    for (const update_action& each : update.set) advise_on_word(advice, each.operands.front());
}

}  // namespace dynaco::program
