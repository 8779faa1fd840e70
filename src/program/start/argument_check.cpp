#include "program/start/argument_check.hpp"

#include "program/command.hpp"
#include "program/definition/document_check.hpp"
#include "program/expression/request_writer.hpp"
#include "program/help/option_facts.hpp"

#include <CLI/CLI.hpp>
#include <string>

namespace dynaco::program {
namespace {

// An empty value is a mistake, such as a variable of the shell that is not set: --if "$CONDITION". It must
// not be taken for an option that was not given.
[[noreturn]] void refuse_empty(const option_facts& option) {
    if (!option.positional)
        throw usage_error("the value of " + option.names.back() +
                          " is empty; leave the option out if it is not needed");
    const named what = option.named_things();
    const std::string& name = option.names.front();
    const bool is_several = name.find(' ') != name.npos;  // "KEY... CHANGES"
    throw usage_error((is_several ? "a word of " : "") + name + " is empty; write " +
                      (what == named::tables  ? "the name of a table"
                       : what == named::files ? "the name of a file"
                                              : "a value"));
}

void check_value(const option_facts& option, const std::string& given) {
    if (given.empty()) refuse_empty(option);
    if (option.named_things() == named::tables) check_name("table", given);
    if (option.named_things() == named::indexes) check_name("index", given);
    if (option.value == "CONDITION") request_writer().filter(given);
    if (option.value == "LIST") request_writer().projection(given);
}

void check_all(const CLI::App& parser) {
    for (const CLI::Option* each : parser.get_options())
        for (const std::string& given : each->results()) check_value(facts_of(*each), given);
    for (const CLI::App* each : parser.get_subcommands()) check_all(*each);
}

}  // namespace

void check_arguments(const command_tree& tree) { check_all(*tree.root); }

}  // namespace dynaco::program
