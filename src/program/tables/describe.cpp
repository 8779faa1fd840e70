#include "program/definition/create_document.hpp"
#include "program/definition/plain_document.hpp"
#include "program/session.hpp"
#include "program/tables/commands.hpp"
#include "program/tables/read_table.hpp"
#include "program/tables/table_facts.hpp"

#include <dynaco/json.hpp>

#include <CLI/CLI.hpp>
#include <string>

namespace dynaco::program {
namespace {

constexpr command_example describe_examples[] = {
    {"dynaco describe orders", "shows keys, indexes, billing, size and settings"},
    {"dynaco describe orders --format json", "writes what DynamoDB says about the table"},
    {"dynaco describe orders --as-file > orders.json", "writes a file for: dynaco create --file orders.json"},
};
constexpr command_facts describe_facts{
    .name = "describe",
    .group = "Tables",
    .summary = "Show a table: keys, indexes, billing, size, settings",
    .details =
        "In a pipe and with --format json, the result is DynamoDB's TableDescription\n"
        "with all its members, in one line.\n"
        "\n"
        "--as-file writes the definition that creates an equal table: the members of\n"
        "a CreateTable request, with TimeToLiveSpecification and\n"
        "PointInTimeRecoverySpecification. It has no replicas, resource policies,\n"
        "auto scaling and Kinesis streams.",
    .examples = describe_examples,
};

class describe final : public command {
    std::string table_{};
    bool as_file_ = false;

    [[nodiscard]] const command_facts& facts() const override { return describe_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", table_, "Name or ARN of the table")->required();
        parser.add_flag("--as-file", as_file_, "Write the definition that creates an equal table");
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        const output_format format = at.format();
        if (format == output_format::csv || format == output_format::tsv)
            throw usage_error("a table's description cannot be written as csv or tsv; use table or json");
        const item description = co_await read_description(at.db(), table_);
        if (!as_file_ && format != output_format::table) {
            at.out() << at.printed(to_json(description)) << '\n' << std::flush;
            co_return exit_status::done;
        }
        const table_extras extras = co_await read_extras(at.db(), table_, text_of(description, "TableArn"));
        if (as_file_) {
            for (const std::string& each : left_out_of(description))
                at.advise("the file does not have the " + each + " of the table");
            at.out() << at.printed(indented_json(create_document(description, extras)));
        } else {
            print_facts(at.out(), facts_of(description, extras), at.output_screen());
        }
        at.out().flush();
        for (const std::string& each : extras.unread) at.report("not read and left out: " + each);
        co_return exit_status::done;
    }
};

}  // namespace

std::unique_ptr<command> make_describe() { return std::make_unique<describe>(); }

}  // namespace dynaco::program
