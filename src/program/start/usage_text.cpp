#include "program/start/usage_text.hpp"

#include "program/help/nearest_command.hpp"
#include "program/help/option_facts.hpp"
#include "program/text/nearest_word.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

namespace dynaco::program {
namespace {

constexpr std::string_view too_few = ": At least ";

// The commands that were given: {root, "jobs", "wait"}.
std::vector<const CLI::App*> chosen_path(const CLI::App& root) {
    std::vector<const CLI::App*> path{&root};
    while (!path.back()->get_subcommands().empty()) path.push_back(path.back()->get_subcommands().front());
    return path;
}

std::string command_words(const std::vector<const CLI::App*>& path) {
    std::string names;
    for (std::size_t i = 1; i < path.size(); ++i) (names += ' ') += path[i]->get_name();
    return names;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

std::string about_unknown_option(const std::vector<const CLI::App*>& path, std::string typed) {
    typed.erase(std::min(typed.find('='), typed.size()));
    std::vector<std::string> known{"--help"};
    for (const CLI::App* each : path)
        for (const option_facts& option : options_of(*each))
            if (!option.positional) known.insert(known.end(), option.names.begin(), option.names.end());
    if (typed == "--") return "nothing follows the word --, after which all words are arguments";
    if (std::ranges::find(known, typed) != known.end())
        return '`' + typed + "` is after the word --, after which all words are arguments: write it before";
    const std::string unknown = "there is no option `" + typed + '`';
    if (typed == "--table-name" || typed == "--table")
        return unknown + "; write the name of the table without an option: dynaco" + command_words(path) +
               " TABLE";
    if (!typed.starts_with("--")) return unknown + "; write a value that begins with - after the word --";
    std::string meant = nearest_word(known, typed);
    for (const std::string& each : options_like(typed))
        if (std::ranges::find(known, each) != known.end()) {
            meant = each;
            break;
        }
    return meant.empty() ? unknown : unknown + "; did you mean `" + meant + "`?";
}

// "--format: xml not in {table,json}"
std::string about_choice(const std::string& text) {
    constexpr std::string_view choices = " not in {";
    const auto begin = text.find(choices);
    std::string list = text.substr(begin + choices.size());
    if (list.ends_with('}')) list.pop_back();
    std::vector<std::string> all;
    for (std::string_view rest = list; !rest.empty();) {
        const auto comma = rest.find(',');
        all.emplace_back(rest.substr(0, comma));
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
    const auto colon = text.find(": ");
    const std::string nearest = nearest_word(all, text.substr(colon + 2, begin - colon - 2));
    replace_all(list, ",", ", ");
    return text.substr(0, begin) + " is not one of " + list +
           (nearest.empty() ? "" : "; did you mean " + nearest + '?');
}

// The option among the arguments that neither an option nor a command took. Empty: they contain no option.
std::string first_option(const std::vector<std::string>& words) {
    const auto found = std::ranges::find_if(
        words, [](const std::string& each) { return each.size() > 1 && each.starts_with('-'); });
    return found == words.end() ? std::string() : *found;
}

std::string about_missing_subcommand(const CLI::App& command) {
    std::string names;
    for (const CLI::App* each : command.get_subcommands([](const CLI::App*) { return true; }))
        (names += names.empty() ? "" : ", ") += each->get_name();
    return "a command is missing; one of " + names;
}

// "--callers: Value many not in range 1 to 10000"
std::string about_range(const std::string& text) {
    constexpr std::string_view value = "Value ";
    constexpr std::string_view range = " not in range ";
    const auto begin = text.find(value);
    const auto end = text.find(range);
    return text.substr(0, begin) + text.substr(begin + value.size(), end - begin - value.size()) +
           " is not a number from " + text.substr(end + range.size());
}

// "KEY...: At least 2 required but received 1"
std::string about_too_few(const std::string& text) {
    const auto colon = text.find(too_few);
    const auto received = text.rfind(' ') + 1;
    const auto digits = colon + too_few.size();
    return text.substr(0, colon) + " needs at least " + text.substr(digits, text.find(' ', digits) - digits) +
           " words; given: " + text.substr(received);
}

// CLI11's texts in plain words.
std::string in_plain_words(const std::vector<const CLI::App*>& path, const CLI::ParseError& mistake) {
    std::string text = mistake.what();
    const auto kind = static_cast<CLI::ExitCodes>(mistake.get_exit_code());
    const std::vector<std::string> extra = path.front()->remaining(true);
    const bool has_too_few =
        kind == CLI::ExitCodes::ArgumentMismatch && text.find(too_few) != std::string::npos;
    const bool incomplete =
        has_too_few || kind == CLI::ExitCodes::ExtrasError || kind == CLI::ExitCodes::RequiredError;
    if (const std::string option = first_option(extra); incomplete && !option.empty())
        return about_unknown_option(path, option);
    if (kind == CLI::ExitCodes::ExtrasError && !extra.empty())
        return "there are too many arguments: `" + extra.front() + "` has no meaning here";
    if (kind == CLI::ExitCodes::RequiredError && text.starts_with("A subcommand"))
        return about_missing_subcommand(*path.back());
    if (has_too_few) return about_too_few(text);
    if (kind == CLI::ExitCodes::ArgumentMismatch && text.ends_with(" missing"))
        return text.substr(0, text.find(':')) + " needs a value";
    if (kind == CLI::ExitCodes::ValidationError && text.find(" not in {") != std::string::npos)
        return about_choice(text);
    if (kind == CLI::ExitCodes::ValidationError && text.find(" not in range ") != std::string::npos)
        return about_range(text);
    if (kind == CLI::ExitCodes::ArgumentMismatch && text.find(": At Most 1 required") != std::string::npos)
        return text.substr(0, text.find(':')) + " can be written only once";
    if (kind == CLI::ExitCodes::ConversionError) {
        replace_all(text, "Could not convert: ", "");
        replace_all(text, " = ", ": ");
        return text + " is not a number";
    }
    replace_all(text, " excludes ", " cannot be used with ");
    replace_all(text, " requires ", " needs ");
    return text;
}

}  // namespace

std::string usage_text(const command_tree& tree, const CLI::ParseError& mistake) {
    const std::vector<const CLI::App*> path = chosen_path(*tree.root);
    const std::vector<std::string> extra = tree.root->remaining(true);
    if (path.size() > 1)
        return "dynaco" + command_words(path) + ": " + in_plain_words(path, mistake) + "\nSee: dynaco help" +
               command_words(path) + '\n';
    if (!extra.empty() && extra.front().starts_with('-'))
        return "dynaco: " + about_unknown_option(path, extra.front()) + "\nSee: dynaco help\n";
    if (extra.empty()) return "dynaco: a command is missing; `dynaco help` lists all commands\n";
    const std::string nearest = nearest_command(tree, extra.front());
    return "dynaco: there is no command `" + extra.front() + "`; " +
           (nearest.empty() ? "`dynaco help` lists all commands\n"
                            : "did you mean `dynaco " + nearest + "`?\n");
}

}  // namespace dynaco::program
