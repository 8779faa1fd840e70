#include "program/help/option_facts.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <initializer_list>
#include <string_view>
#include <utility>

namespace dynaco::program {
namespace {

// The limit of choices that are shown after the name of an option; more are listed in its text.
constexpr std::size_t widest_choices = 32;

std::string joined(const std::vector<std::string>& words, std::string_view separator) {
    std::string all;
    for (const std::string& each : words) (all += all.empty() ? "" : separator) += each;
    return all;
}

// "N:INT in [1 - 10000]": "From 1 to 10000" after the text.
void read_range(std::string_view type, option_facts& to) {
    constexpr std::string_view opening = " in [";
    const auto begin = type.find(opening);
    if (begin == std::string_view::npos) return;
    std::string range(type.substr(begin + opening.size()));
    range.erase(std::min(range.find(']'), range.size()));
    if (const auto dash = range.find(" - "); dash != std::string::npos) range.replace(dash, 3, " to ");
    to.text += ". From " + range;
}

// CLI11's type name: "TEXT", "TEXT:{table,json}" after a check for choices, "N:INT in [1 - 9]" after one for
// a range.
void read_type(std::string_view type, option_facts& to) {
    const auto brace = type.find(":{");
    to.value = type.substr(0, std::min(brace, type.find(':')));
    read_range(type, to);
    if (brace == std::string_view::npos) return;
    std::string_view rest = type.substr(brace + 2, type.find('}') - brace - 2);
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        to.choices.emplace_back(rest.substr(0, comma));
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
    to.value = joined(to.choices, "|");
    const bool readable =
        std::ranges::none_of(to.choices, [](const std::string& each) { return each.find('|') != each.npos; });
    if (readable && to.value.size() <= widest_choices) return;
    to.value = "CHOICE";
    to.text += ". One of " + joined(to.choices, ", ");
}

}  // namespace

option_facts facts_of(const CLI::Option& option) {
    option_facts facts{
        .text = option.get_description(),
        .positional = option.get_positional(),
        .required = option.get_required(),
        .repeated = option.get_expected_max() > 1,
    };
    if (facts.positional) {
        facts.names.push_back(option.get_name(true));
    } else {
        for (const std::string& each : option.get_snames()) facts.names.push_back("-" + each);
        for (const std::string& each : option.get_lnames()) facts.names.push_back("--" + each);
    }
    if (option.get_items_expected_max() > 0) read_type(option.get_type_name(), facts);
    return facts;
}

std::string option_facts::signature() const {
    std::string shown;
    for (const std::string& each : names) shown += (shown.empty() ? "" : ", ") + each;
    if (!positional) return value.empty() ? shown : shown + ' ' + value;
    if (!required) shown = '[' + shown + ']';
    return repeated && names.front().find("...") == std::string::npos ? shown + "..." : shown;
}

named option_facts::named_things() const {
    const std::string_view word = positional ? std::string_view(names.front()) : value;
    const auto is_one_of = [word](std::initializer_list<std::string_view> words) {
        return std::ranges::find(words, word) != words.end();
    };
    if (is_one_of({"TABLE", "FROM", "TO", "LEFT", "RIGHT", "SOURCE"})) return named::tables;
    if (word == "INDEX") return named::indexes;
    return is_one_of({"FILE", "IN", "OUT"}) ? named::files : named::none;
}

std::vector<option_facts> options_of(const CLI::App& parser) {
    std::vector<option_facts> all;
    for (const CLI::Option* each : parser.get_options()) {
        if (each == parser.get_help_ptr() || each->get_group().empty()) continue;
        all.push_back(facts_of(*each));
    }
    std::stable_partition(all.begin(), all.end(), [](const option_facts& each) { return each.positional; });
    return all;
}

}  // namespace dynaco::program
