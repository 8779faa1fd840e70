#include "program/bulk/bulk_options.hpp"
#include "program/data/commands.hpp"
#include "program/data/copy_job.hpp"
#include "program/other_side.hpp"

namespace dynaco::program {
namespace {

constexpr command_example copy_examples[] = {
    {"dynaco copy orders orders-test --create", "copies a table into a new one with the same definition"},
    {"dynaco copy orders orders-test --create --max-write-units-per-second 500",
     "writes at most 500 units per second"},
    {"dynaco copy orders orders-eu --create --to-region eu-west-1", "copies a table to another region"},
};
constexpr command_facts copy_facts{
    .name = "copy",
    .group = "Data",
    .summary = "Copy all items of a table to another table, also of another account or region",
    .details =
        "The key attributes of both tables must be the same. An item of the second table\n"
        "with the same key is replaced; its other items stay.\n"
        "\n"
        "With --create a second table that does not exist is created with the keys,\n"
        "indexes, billing, limits, class, stream and time to live of the first.\n"
        "\n"
        "Ctrl-C waits for the requests in flight and prints the command to continue.\n"
        "It writes only items again that were not acknowledged, and a few after them.\n"
        "Items that are written to the first table meanwhile may be missed.",
    .examples = copy_examples,
};

class copy_command final : public command {
    copy_choices given_{};

    [[nodiscard]] const command_facts& facts() const override { return copy_facts; }

    void add_options(CLI::App& parser) override {
        parser.add_option("FROM", given_.from, "Table to read")->required();
        parser.add_option("TO", given_.to, "Table to write")->required();
        add_side_options(parser, "from", given_.from_connection);
        add_side_options(parser, "to", given_.to_connection);
        parser.add_flag("--create", given_.create, "Create the second table if it does not exist");
        parser.add_flag("--consistent", given_.consistent, "Read strongly consistently; costs twice as much");
        parser
            .add_option("--max-read-units-per-second", given_.read_rate,
                        "Limit for reading, of all workers together: 500, 10k")
            ->type_name("UNITS");
        parser
            .add_option("--max-write-units-per-second", given_.write_rate,
                        "Limit for writing, of all workers together")
            ->type_name("UNITS");
        add_batch_size(parser, given_.batch_size);
        add_max_rejects(parser, given_.max_rejects, "Items", "copy");
        parser.add_option("--rejects", given_.rejects, "File for rejected items, as JSON lines")
            ->type_name("FILE");
        parser
            .add_option("--worker", given_.worker,
                        "Copy only one part of the table: 2/4 is the second of four parts")
            ->type_name("I/N");
        parser
            .add_option("--checkpoint", given_.checkpoint,
                        "File for the state of the copy. Default: FROM-TO.dynaco-copy in this folder")
            ->type_name("FILE");
        add_resume_and_restart(parser, given_.resume, given_.restart, "a copy");
        parser.add_flag("--dry-run", given_.dry_run, "Check everything and print the cost; write nothing");
    }

    [[nodiscard]] boost::asio::awaitable<exit_status> run(session& at) override {
        work_screen screen(at, "copy");
        copy_job job(at, given_, screen);
        const exit_status status = co_await job.run();
        co_return status;
    }
};

}  // namespace

std::unique_ptr<command> make_copy() { return std::make_unique<copy_command>(); }

}  // namespace dynaco::program
