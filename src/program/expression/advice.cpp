#include "program/expression/advice.hpp"

#include "program/expression/condition_parser.hpp"

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

// What to write instead of a constant of another type. Empty: there is nothing like it.
std::string as_key(const value& constant, attribute_type wanted) {
    if (wanted == attribute_type::S && !constant.get_if<binary>())
        return "write \"" + to_json(constant) + '"';
    const auto* const text = constant.get_if<std::string>();
    if (wanted == attribute_type::N && text && number::parse(*text)) return "write " + *text;
    return wanted == attribute_type::B ? "write b64\"AQID\"" : std::string();
}

void advise_on_key(std::vector<std::string>& advice, const condition_tree& test, const key_shape& key) {
    for (const condition_tree& each : test.parts) advise_on_key(advice, each, key);
    const bool compares = test.form == condition_form::compare || test.form == condition_form::between ||
                          test.form == condition_form::in;
    if (!compares || !test.operands[0].is_path()) return;
    const attribute_path& path = test.operands[0].path;
    const key_description* const known = path.steps.size() == 1 ? key.find(path.steps[0].name) : nullptr;
    if (!known) return;
    for (std::size_t i = 1; i < test.operands.size(); ++i) {
        const operand& each = test.operands[i];
        if (!each.is_constant() || each.constant.type() == known->type) continue;
        const std::string instead = as_key(each.constant, known->type);
        advice.push_back("the key attribute " + text_of_name(known->name) + " has the type " +
                         std::string(wire_name(known->type)) + ", and the value has " +
                         std::string(wire_name(each.constant.type())) +
                         (instead.empty() ? std::string() : ": " + instead));
        return;
    }
}

}  // namespace

std::vector<std::string> advice_about_keys(std::string_view filter, const key_shape& key) {
    std::vector<std::string> advice;
    if (filter.empty()) return advice;
    token_reader in(filter);
    advise_on_key(advice, parse_condition(in), key);
    return advice;
}

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
