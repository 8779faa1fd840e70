#include "program/help/commands.hpp"
#include "program/help/help_page.hpp"
#include "program/help/nearest_command.hpp"
#include "program/session.hpp"

#include <CLI/CLI.hpp>
#include <ostream>
#include <string>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example help_examples[] = {
    {"dynaco help", "lists the commands"},
    {"dynaco help query", "explains a command and shows examples"},
};
constexpr command_facts help_facts{
    .name = "help",
    .group = "About",
    .summary = "Explain a command and show examples",
    .details = "",
    .examples = help_examples,
};

[[noreturn]] void refuse_command(const command_tree& tree, const CLI::App& within, const std::string& typed) {
    if (&within != tree.root)
        throw usage_error("`" + within.get_name() + "` has no command `" + typed + "`; `dynaco help " +
                          within.get_name() + "` lists all");
    const std::string nearest = nearest_command(tree, typed);
    throw usage_error(
        "there is no command `" + typed + "`; " +
        (nearest.empty() ? "`dynaco help` lists all" : "did you mean `dynaco help " + nearest + "`?"));
}

class help final : public command {
    std::vector<std::string> path_{};

    [[nodiscard]] const command_facts& facts() const override { return help_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("COMMAND", path_, "The command, and its subcommand if it has some");
    }
    [[nodiscard]] boost::asio::awaitable<exit_status> run(session& at) override {
        const command_tree& tree = at.tree();
        const CLI::App* chosen = tree.root;
        for (const std::string& each : path_) {
            const auto found = chosen->get_subcommands(
                [&](const CLI::App* sub) { return sub->check_name(each) && !sub->get_group().empty(); });
            if (found.empty()) refuse_command(tree, *chosen, each);
            chosen = found.front();
        }
        at.out() << (chosen == tree.root ? program_help(tree, help_width())
                                         : command_help(tree, *chosen, help_width()));
        co_return exit_status::done;
    }
};

}  // namespace

std::unique_ptr<command> make_help() { return std::make_unique<help>(); }

}  // namespace dynaco::program
