#include "program/start/command_line.hpp"

#include "program/help/help_page.hpp"
#include "program/start/settings_file.hpp"
#include "program/start/settings_text.hpp"

#include <dynaco/version.hpp>

#include <algorithm>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::program {
namespace {

// $XDG_CONFIG_HOME/dynaco/config.toml (XDG Base Directory Specification); empty without a home folder.
std::string default_config_file() {
    if (const char* base = std::getenv("XDG_CONFIG_HOME"); base && *base == '/')
        return std::string(base) + "/dynaco/config.toml";
    if (const char* home = std::getenv("HOME"); home && *home)
        return std::string(home) + "/.config/dynaco/config.toml";
    return {};
}

}  // namespace

command_line::command_line(command_list commands)
    : parser_("Work with Amazon DynamoDB from the command line", "dynaco"), commands_(std::move(commands)) {
    add_common_options();
    // Subcommands take it over when they are added.
    parser_.formatter_fn([this](const CLI::App* app, const std::string&, CLI::AppFormatMode) {
        return app == &parser_ ? program_help(tree(), help_width())
                               : command_help(tree(), *app, help_width());
    });
    for (const auto& each : commands_) {
        const command_facts& facts = each->facts();
        CLI::App* const sub = parser_.add_subcommand(std::string(facts.name), std::string(facts.summary));
        sub->group(std::string(facts.group))->fallthrough();
        each->add_options(*sub);
    }
}

void command_line::add_common_options() {
    parser_.set_version_flag("--version", "dynaco " + std::string(library_version()), "Print the version");
    parser_.require_subcommand(1);
    connection_options& to = options_.connection;
    parser_.add_option("--profile", to.profile, "Profile in the shared config and credentials files")
        ->type_name("NAME");
    parser_.add_option("--region", to.region, "Region to use instead of the environment's or the profile's")
        ->type_name("NAME");
    parser_.add_option("--endpoint", to.endpoint, "URL of DynamoDB to use instead of the region's endpoint")
        ->type_name("URL");
    parser_
        .add_option_function<std::string>(
            "--format", [this](const std::string& name) { options_.format = output_format_of(name); },
            "How items and lists are printed. Default: table on a terminal, json in a pipe")
        ->check(CLI::IsMember({"table", "json", "dynamodb", "csv", "tsv"}));
    parser_.add_flag("--quiet", options_.quiet, "Print no progress and no advice");
    parser_.config_formatter(std::make_shared<settings_file>(parser_));
    CLI::Option* const config =
        parser_.set_config("--config", default_config_file(),
                           "File with options in lines such as region = \"eu-west-1\". Default: "
                           "~/.config/dynaco/config.toml");
    config_ = config->type_name("FILE");
}

// CLI11 ignores a default file that it cannot read.
void command_line::check_configuration_file() const {
    const auto file = config_->as<std::string>();
    if (file.empty() || (config_->empty() && !std::filesystem::exists(file))) return;
    if (const std::string why = why_unreadable(file); !why.empty())
        throw usage_error("cannot read the configuration file " + file + ": " + why);
}

command& command_line::parse(int argc, const char* const* argv) {
    options_.words.assign(argv, argv + argc);
    try {
        parser_.parse(argc, argv);
    } catch (const settings_error& e) {
        throw usage_error(config_->as<std::string>() + ", " + e.what());
    } catch (const CLI::FileError&) {
        check_configuration_file();
        throw;
    }
    check_configuration_file();
    const CLI::App* const chosen = parser_.get_subcommands().front();
    return **std::ranges::find(commands_, chosen->get_name(),
                               [](const auto& each) { return each->facts().name; });
}

connection_options command_line::connection_among(std::span<const std::string> words) {
    std::vector<std::string> arguments{"whoami"};
    for (const std::string option : {"--profile", "--region", "--endpoint", "--config"})
        for (std::size_t i = 0; i < words.size(); ++i) {
            if (words[i] == option && i + 1 < words.size()) arguments.push_back(option + '=' + words[i + 1]);
            if (words[i].starts_with(option + '=')) arguments.push_back(words[i]);
        }
    try {
        parser_.parse(arguments);
    } catch (const std::exception&) {
        // `dynaco` reports it when the command is run.
    }
    return options_.connection;
}

command_tree command_line::tree() const {
    command_tree tree{.root = &parser_};
    for (const auto& each : commands_) tree.commands.push_back(&each->facts());
    return tree;
}

}  // namespace dynaco::program
