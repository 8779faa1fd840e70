#pragma once

#include "program/command_tree.hpp"

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace dynaco::program::test {

/// A program with two commands: get and jobs, which has a subcommand.
class sample_commands {
 public:
    sample_commands() {
        root_.set_help_flag("-h,--help", "Print help");
        root_.add_option("--region", text_, "Region to use")->type_name("NAME");
        root_.add_option("--format", text_, "Form of items")->check(CLI::IsMember({"table", "json"}));
        CLI::App* const get = root_.add_subcommand("get", "Print one item");
        get->group("Items");
        get->add_option("TABLE", text_, "The table's name")->required();
        get->add_option("KEY", texts_, "The key")->required();
        get->add_option("-i,--index", text_, "Read an index")->type_name("INDEX");
        get->add_flag("--consistent", flag_, "Read with strong consistency, for twice the units");
        CLI::App* const jobs = root_.add_subcommand("jobs", "Work with jobs");
        jobs->group("Jobs");
        CLI::App* const wait = jobs->add_subcommand("wait", "Wait for a job");
        wait->add_option("--number", number_, "A number")->type_name("N")->check(CLI::Range(1, 9));
        wait->add_option("--amount", number_, "An amount")->type_name("N");
        wait->add_option("ARN", text_, "The job")->required();
        root_.add_subcommand("hidden", "Not shown")->group("");
    }

    [[nodiscard]] CLI::App& root() noexcept { return root_; }
    [[nodiscard]] command_tree tree() const { return {.root = &root_, .commands = {&get_, &jobs_}}; }

 private:
    static constexpr command_example examples_[] = {{"dynaco get orders c-1", "prints an order"}};
    static constexpr command_facts get_{.name = "get",
                                        .group = "Items",
                                        .summary = "Print one item",
                                        .details = "KEY has the\nvalues.\n as typed\n\nIt is\nprinted.",
                                        .examples = examples_};
    static constexpr command_facts jobs_{
        .name = "jobs", .group = "Jobs", .summary = "Work with jobs", .details = "", .examples = {}};

    CLI::App root_{"Sample", "dynaco"};
    std::string text_{};
    std::vector<std::string> texts_{};
    bool flag_ = false;
    int number_ = 0;
};

}  // namespace dynaco::program::test
