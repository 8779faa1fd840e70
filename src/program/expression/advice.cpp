#include "program/expression/advice.hpp"

#include "program/expression/condition_parser.hpp"
#include "program/expression/path_parser.hpp"
#include "program/text/shell_word.hpp"

#include <dynaco/json.hpp>

#include <algorithm>
#include <utility>

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

// A path whose steps are all names.
void add_path(std::vector<std::string>& dotted, const attribute_path& path) {
    if (path.quoted || path.steps.size() < 2) return;
    std::string text;
    for (const path_step& each : path.steps) {
        if (each.name.empty()) return;
        (text += text.empty() ? "" : ".") += each.name;
    }
    if (std::ranges::find(dotted, text) == dotted.end()) dotted.push_back(std::move(text));
}

void add_attributes(std::vector<std::string>& names, const operand& each) {
    if (each.is_path())
        if (const std::string& name = each.path.steps.front().name;
            std::ranges::find(names, name) == names.end())
            names.push_back(name);
    for (const operand& part : each.parts) add_attributes(names, part);
}

void add_paths(std::vector<std::string>& dotted, const operand& each) {
    if (each.is_path()) add_path(dotted, each.path);
    for (const operand& part : each.parts) add_paths(dotted, part);
}

}  // namespace

std::string advice_about_dots(std::string_view path) {
    const std::string name(path);
    const auto dot = name.find('.');
    return name + " is read as `" + name.substr(dot + 1) + "` in the map `" + name.substr(0, dot) +
           "`: the name of an attribute that has a dot is written in backquotes, `" + name + '`';
}

std::vector<std::string> advice_about_dotted_keys(std::span<const std::string> dotted,
                                                  const table_description& table) {
    const auto is_key = [&table](const std::string& name) {
        const auto has = [&name](const std::vector<key_description>& keys) {
            return std::ranges::find(keys, name, &key_description::name) != keys.end();
        };
        return has(table.hash_keys) || has(table.range_keys) ||
               std::ranges::any_of(table.indexes, [&](const index_description& each) {
                   return has(each.hash_keys) || has(each.range_keys);
               });
    };
    std::vector<std::string> advice;
    for (const std::string& each : dotted)
        if (is_key(each)) advice.push_back(advice_about_dots(each));
    return advice;
}

void add_dotted(std::vector<std::string>& dotted, std::span<const attribute_path> paths) {
    for (const attribute_path& each : paths) add_path(dotted, each);
}

void add_dotted(std::vector<std::string>& dotted, const condition_tree& condition) {
    for (const condition_tree& each : condition.parts) add_dotted(dotted, each);
    for (const operand& each : condition.operands) add_paths(dotted, each);
}

void add_dotted(std::vector<std::string>& dotted, const update_tree& update) {
    for (const auto* actions : {&update.set, &update.remove, &update.add, &update.erase})
        for (const update_action& each : *actions) {
            add_path(dotted, each.target);
            for (const operand& value : each.operands) add_paths(dotted, value);
        }
}

void add_attributes(std::vector<std::string>& names, const condition_tree& condition) {
    for (const condition_tree& each : condition.parts) add_attributes(names, each);
    for (const operand& each : condition.operands) add_attributes(names, each);
}

std::vector<std::string> advice_about_keys(std::string_view filter, const key_shape& key) {
    std::vector<std::string> advice;
    if (filter.empty()) return advice;
    token_reader in(filter);
    advise_on_key(advice, parse_condition(in), key);
    return advice;
}

std::string advice_about_no_match(const written_request& request, std::span<const std::string> keys,
                                  std::string_view table) {
    if (!request.dotted.empty()) return advice_about_dots(request.dotted.front());
    std::string names;
    for (const std::string& name : request.filtered) {
        if (std::ranges::find(keys, name) != keys.end()) continue;
        (names += names.empty() ? "" : ", ") += text_of_name(name);
    }
    if (names.empty()) return {};
    return "no item meets --where: check the spelling of " + names +
           ", and the types of the values; `dynaco scan " + shell_word(table) + " --limit 1` prints an item";
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
