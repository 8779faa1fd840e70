#include "program/start/settings_file.hpp"

#include "program/start/settings_text.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <istream>
#include <utility>

namespace dynaco::program {
namespace {

[[noreturn]] void refuse_setting(const setting& given, const std::string& what) {
    throw settings_error("line " + std::to_string(given.line) + ": " + what);
}

std::string path_text(const setting& given) {
    std::string path;
    for (const std::string& each : given.section) (path += path.empty() ? "" : " ") += each;
    return path;
}

// The command of a section; null above all sections.
const CLI::App* command_of(const CLI::App& root, const setting& given) {
    const CLI::App* found = &root;
    for (const std::string& each : given.section) {
        const auto subcommands =
            found->get_subcommands([&](const CLI::App* sub) { return sub->check_name(each); });
        if (subcommands.empty())
            refuse_setting(given, "there is no command `" + path_text(given) + "`; `dynaco help` lists all");
        found = subcommands.front();
    }
    return found == &root ? nullptr : found;
}

const CLI::Option* option_of(const CLI::App* parser, const setting& given) {
    const CLI::Option* const found = parser ? parser->get_option_no_throw("--" + given.name) : nullptr;
    return found && found->get_configurable() && found != parser->get_help_ptr() ? found : nullptr;
}

void check_values(const setting& given, const CLI::Option& option) {
    if (option.get_items_expected_max() > 0) return;
    if (given.values.size() != 1 || (given.values.front() != "true" && given.values.front() != "false"))
        refuse_setting(given, "`" + given.name + "` is true or false");
}

// A flag that is false is the same as a flag that is not given.
bool is_off(const setting& given, const CLI::Option& option) {
    return option.get_items_expected_max() == 0 && given.values.front() == "false";
}

// The command line has priority: a setting that contradicts one of its options is ignored.
bool contradicts_command_line(const CLI::Option& option) {
    return std::ranges::any_of(option.get_excludes(),
                               [](const CLI::Option* each) { return each->count() > 0; });
}

std::string whole_text(std::istream& input) {
    constexpr std::size_t most = std::size_t{1} << 20;
    std::string text(most + 1, '\0');
    input.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(input.gcount()));
    if (text.size() > most) throw settings_error("it is larger than 1 MB; a configuration file is smaller");
    return text;
}

bool was_chosen(const CLI::App& command) {
    for (const CLI::App* each = &command; each->get_parent(); each = each->get_parent())
        if (!each->parsed()) return false;
    return true;
}

}  // namespace

std::vector<CLI::ConfigItem> settings_file::from_config(std::istream& input) const {
    const std::string text = whole_text(input);
    std::vector<CLI::ConfigItem> found;
    for (setting& each : read_settings(text)) {
        const CLI::App* const command = command_of(*root_, each);
        const CLI::Option* const own = option_of(command, each);
        const CLI::Option* const option = own ? own : option_of(root_, each);
        if (!option)
            refuse_setting(each, command ? "`dynaco " + path_text(each) + "` has no option `" + each.name +
                                               "`; `dynaco help " + path_text(each) + "` lists all"
                                         : "there is no option `" + each.name +
                                               "` of all commands; `dynaco help` "
                                               "lists all; write options of one command below [COMMAND]");
        check_values(each, *option);
        if ((command && !was_chosen(*command)) || is_off(each, *option) || contradicts_command_line(*option))
            continue;
        CLI::ConfigItem item{.parents = {}, .name = each.name, .inputs = std::move(each.values)};
        if (own) item.parents = std::move(each.section);
        // The first value of an option is used: the value in a section precedes that of all commands.
        found.insert(command ? found.begin() : found.end(), std::move(item));
    }
    return found;
}

std::string settings_file::to_config(const CLI::App*, bool, bool, std::string) const { return {}; }

std::string why_unreadable(const std::string& file) {
    std::ifstream input(file);
    if (!input) return std::strerror(errno);
    input.peek();
    return input.bad() || (input.fail() && !input.eof()) ? "it is not a file" : "";
}

}  // namespace dynaco::program
