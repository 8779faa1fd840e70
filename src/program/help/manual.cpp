#include "program/help/manual.hpp"

#include "program/help/environment.hpp"
#include "program/help/option_facts.hpp"

#include <CLI/CLI.hpp>
#include <string_view>

namespace dynaco::program {
namespace {

// scdoc(5): a backslash makes the next character plain text.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\*_#|[]<>`-").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

// A line of the text that begins with a space is shown as it is typed.
std::string paragraphs(std::string_view text) {
    std::string out;
    bool literal = false;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        if (line.starts_with(' ') != literal) {
            out += literal ? "```\n\n" : "\n```\n";
            literal = !literal;
        }
        out += literal ? std::string(line) : escaped(line);
        out += '\n';
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    if (literal) out += "```\n";
    return out + '\n';
}

void append_options(std::string& out, std::string_view heading, const CLI::App& parser) {
    const std::vector<option_facts> options = options_of(parser);
    if (options.empty()) return;
    out += std::string("# ") += heading;
    out += "\n\n";
    for (const option_facts& each : options) {
        std::string names;
        for (const std::string& name : each.names)
            names += (names.empty() ? "*" : ", *") + escaped(name) + '*';
        out += names;
        if (!each.positional && !each.value.empty()) out += " _" + escaped(each.value) + '_';
        out += "\n\t" + escaped(each.text) + "\n\n";
    }
}

void append_subcommands(std::string& out, std::string_view heading, const CLI::App& parser) {
    const auto shown =
        parser.get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); });
    if (shown.empty()) return;
    out += std::string("# ") += heading;
    out += "\n\n";
    for (const CLI::App* each : shown)
        out += '*' + escaped(each->get_name()) + "*\n\t" + escaped(each->get_description()) + "\n\n";
    for (const CLI::App* each : shown)
        if (parser.get_parent()) append_options(out, "OPTIONS OF " + each->get_name(), *each);
}

std::string head(const std::string& name, std::string_view summary) {
    return name + "(1)\n\n# NAME\n\n" + name + " - " + escaped(summary) + "\n\n";
}

constexpr std::string_view statuses_of_questions =
    "# EXIT STATUS\n\n*0*\n\tDone.\n\n*1*\n\tThe tables differ (compare), or no item has this key (get).\n\n"
    "*2*\n\tFailed, or the arguments are wrong; standard error has the reason.\n\n"
    "*130*\n\tEnded by Ctrl\\-C.\n\n";
constexpr std::string_view exit_statuses =
    "# EXIT STATUS\n\n"
    "*0*\n\tDone.\n\n"
    "*1*\n\tFailed, also if a file is missing or cannot be read or written. But *dynaco compare*: the tables "
    "differ; *dynaco get*: no item has this key.\n\n"
    "*2*\n\tThe arguments or the configuration file are wrong; *dynaco compare* and *dynaco get* also: "
    "failed.\n\n"
    "*3*\n\tDone, but records were rejected.\n\n"
    "*4*\n\tEnded early: too many records were rejected.\n\n"
    "*130*\n\tEnded by Ctrl\\-C.\n\n"
    "*141*\n\tThe reader of standard output has ended.\n\n";

std::string program_page(const command_tree& tree) {
    std::string out = head("dynaco", "work with Amazon DynamoDB from the command line");
    out += "# SYNOPSIS\n\n*dynaco* _COMMAND_ \\[_ARGUMENT_...\\] \\[_OPTION_...\\]\n\n";
    append_subcommands(out, "COMMANDS", *tree.root);
    append_options(out, "OPTIONS OF ALL COMMANDS", *tree.root);
    out += "# ENVIRONMENT\n\n";
    for (const environment_variable& each : environment_variables)
        out += '*' + escaped(each.name) + "*\n\t" + escaped(each.text) + "\n\n";
    return out.append(exit_statuses);
}

std::string command_page(const command_tree& tree, const command_facts& facts) {
    const CLI::App& command = *tree.root->get_subcommand(std::string(facts.name));
    std::string out = head("dynaco-" + std::string(facts.name), facts.summary);
    out += "# SYNOPSIS\n\n*dynaco " + escaped(facts.name) + '*';
    for (const option_facts& each : options_of(command))
        if (each.positional) out += ' ' + escaped(each.signature());
    out += " \\[_OPTION_...\\]\n\n";
    if (!facts.details.empty()) out += "# DESCRIPTION\n\n" + paragraphs(facts.details);
    if (!facts.notation.empty()) out += '\n' + paragraphs(facts.notation);
    append_subcommands(out, "COMMANDS", command);
    append_options(out, "OPTIONS", command);
    append_options(out, "OPTIONS OF ALL COMMANDS", *tree.root);
    if (!facts.examples.empty()) out += "# EXAMPLES\n\n";
    for (const command_example& each : facts.examples)
        out += escaped(each.meaning) + ":\n\n```\n" + std::string(each.line) + "\n```\n\n";
    const bool is_question = facts.failure == exit_status::no_answer;
    return out.append(is_question ? statuses_of_questions : exit_statuses) + "# SEE ALSO\n\n*dynaco*(1)\n";
}

}  // namespace

std::string manual_page(const command_tree& tree, const command_facts* command) {
    return command ? command_page(tree, *command) : program_page(tree);
}

}  // namespace dynaco::program
