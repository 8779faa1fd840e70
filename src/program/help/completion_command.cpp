#include "program/help/commands.hpp"
#include "program/help/completion.hpp"
#include "program/session.hpp"

#include <CLI/CLI.hpp>
#include <ostream>
#include <string>

namespace dynaco::program {
namespace {

constexpr command_example completion_examples[] = {
    {"dynaco completion bash", "prints the script for bash"},
};
constexpr command_facts completion_facts{
    .name = "completion",
    .group = "About",
    .summary = "Print the script that lets a shell complete commands, options, tables and indexes",
    .details =
        "If the package has not installed the scripts, add the line for your shell:\n"
        " bash:  source <(dynaco completion bash)          in ~/.bashrc\n"
        " zsh:   source <(dynaco completion zsh)           in ~/.zshrc\n"
        " fish:  dynaco completion fish | source           in config.fish",
    .examples = completion_examples,
};

class completion_command final : public command {
    std::string shell_{};

    [[nodiscard]] const command_facts& facts() const override { return completion_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("SHELL", shell_, "bash, zsh or fish")
            ->required()
            ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    }
    [[nodiscard]] boost::asio::awaitable<exit_status> run(session& at) override {
        at.out() << completion_script(shell_);
        co_return exit_status::done;
    }
};

}  // namespace

std::unique_ptr<command> make_completion() { return std::make_unique<completion_command>(); }

}  // namespace dynaco::program
