#include "program/help/help_page.hpp"

#include "program/help/environment.hpp"
#include "program/help/option_facts.hpp"
#include "program/show/paragraph.hpp"
#include "program/terminal/terminal_facts.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>
#include <unistd.h>
#include <vector>

namespace dynaco::program {
namespace {

constexpr std::size_t entry_indent = 2;

// "  name      text": the text begins in one column, or on the next line where there is no room.
void append_entry(std::string& out, const std::string& name, std::string_view text, std::size_t text_column,
                  std::size_t width) {
    out.append(entry_indent, ' ');
    out += name;
    std::size_t column = entry_indent + name.size();
    if (column + 2 > text_column) {
        out += '\n';
        column = 0;
    }
    append_wrapped(out, text, text_column, column, width);
}

std::size_t text_column_for(std::size_t width) { return width < 60 ? 6 : 26; }

void append_options(std::string& out, std::string_view heading, const std::vector<option_facts>& options,
                    bool positional, std::size_t width) {
    bool first = true;
    for (const option_facts& each : options) {
        if (each.positional != positional) continue;
        if (first) out += '\n', out += heading, out += ":\n";
        first = false;
        append_entry(out, each.signature(), each.text, text_column_for(width), width);
    }
}

void append_environment(std::string& out, std::size_t width) {
    out += "\nEnvironment variables:\n";
    for (const environment_variable& each : environment_variables)
        append_entry(out, std::string(each.name), each.text, text_column_for(width), width);
}

// The lines of a paragraph are joined, so that they are divided only at the terminal's width. A line that
// begins with a space stays as it is typed.
std::string joined_lines(std::string_view text) {
    std::string joined;
    bool within = false;  // a paragraph
    while (!text.empty()) {
        const auto end = text.find('\n');
        const std::string_view line = text.substr(0, end);
        const bool goes_on = !line.empty() && !line.starts_with(' ');
        if (!joined.empty()) joined += within && goes_on ? ' ' : '\n';
        joined += line;
        within = goes_on;
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
    return joined;
}

std::vector<const CLI::App*> shown_subcommands(const CLI::App& parser) {
    return parser.get_subcommands([](const CLI::App* each) { return !each->get_group().empty(); });
}

// "dynaco jobs import TABLE URL [options]"
std::string usage_of(const CLI::App& command, const std::vector<option_facts>& options) {
    std::string path = command.get_name();
    for (const CLI::App* each = command.get_parent(); each; each = each->get_parent())
        path = each->get_name() + ' ' + path;
    if (!shown_subcommands(command).empty()) path += " COMMAND";
    for (const option_facts& each : options)
        if (each.positional) path += ' ' + each.signature();
    return path + " [OPTION]...";
}

void append_commands(std::string& out, const std::vector<const CLI::App*>& commands, std::size_t width) {
    std::vector<std::string> groups;
    for (const CLI::App* each : commands)
        if (!std::ranges::count(groups, each->get_group())) groups.push_back(each->get_group());
    for (const std::string& group : groups) {
        out += '\n' + (group == "Subcommands" ? std::string("Commands") : group) + ":\n";
        for (const CLI::App* each : commands)
            if (each->get_group() == group)
                append_entry(out, each->get_name(), each->get_description(), width < 60 ? 6 : 16, width);
    }
}

// Each line begins with #, so that it can be copied into a shell with the example.
void append_shell_comment(std::string& out, std::string_view text, std::size_t indent, std::size_t width) {
    std::string lines;
    append_wrapped(lines, text, 0, 0, width - indent - 2);
    for (std::string_view rest = lines; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1))
        out.append(indent, ' ').append("# ").append(rest.substr(0, rest.find('\n') + 1));
}

void append_examples(std::string& out, const command_facts& facts, std::size_t width) {
    if (facts.examples.empty()) return;
    out += "\nExamples:\n";
    for (const command_example& each : facts.examples) {
        append_shell_comment(out, each.meaning, entry_indent, width);
        append_shell_line(out, each.line, entry_indent, width);
    }
}

}  // namespace

std::size_t help_width() {
    const std::size_t width = read_stream(STDOUT_FILENO).width;
    return width == 0 ? 80 : std::clamp(width, std::size_t{40}, std::size_t{100});
}

std::string program_help(const command_tree& tree, std::size_t width) {
    std::string out;
    append_wrapped(out, tree.root->get_description(), 0, 0, width);
    out += '\n';
    append_wrapped(out, "Usage: dynaco COMMAND [ARGUMENT]... [OPTION]...", 0, 0, width);
    append_commands(out, shown_subcommands(*tree.root), width);
    append_options(out, "Options of all commands", options_of(*tree.root), false, width);
    append_environment(out, width);
    out += '\n';
    append_wrapped(
        out,
        "Exit status: 0 done, 1 failed, 2 wrong arguments, 3 done but records were rejected, 4 too many "
        "records were rejected, 130 Ctrl-C. compare and get: 1 means no, 2 failed.",
        0, 0, width);
    out += '\n';
    append_wrapped(out, "`dynaco help COMMAND` explains a command and shows examples.", 0, 0, width);
    return out;
}

std::string command_help(const command_tree& tree, const CLI::App& command, std::size_t width) {
    const std::vector<option_facts> options = options_of(command);
    std::string out;
    append_wrapped(out, command.get_description(), 0, 0, width);
    out += '\n';
    append_wrapped(out, "Usage: " + usage_of(command, options), 0, 0, width);
    const command_facts* const facts =
        command.get_parent() == tree.root ? tree.find(command.get_name()) : nullptr;
    if (facts && !facts->details.empty()) {
        out += '\n';
        append_wrapped(out, joined_lines(facts->details), 0, 0, width);
    }
    if (facts && !facts->notation.empty()) {
        out += '\n';
        append_wrapped(out, joined_lines(facts->notation), 0, 0, width);
    }
    append_commands(out, shown_subcommands(command), width);
    append_options(out, "Arguments", options, true, width);
    append_options(out, "Options", options, false, width);
    if (facts) append_examples(out, *facts, width);
    append_options(out, "Options of all commands", options_of(*tree.root), false, width);
    return out;
}

}  // namespace dynaco::program
