#include "program/expression/request_writer.hpp"
#include "program/items/commands.hpp"
#include "program/items/one_item.hpp"
#include "program/session.hpp"

#include <dynaco/operations/item.hpp>

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example get_examples[] = {
    {"dynaco get orders c-1 2026-01-01", "prints one order"},
    {"dynaco get orders c-1 2026-01-01 --attributes 'total, lines[0]'", "prints some of its attributes"},
    {"dynaco get orders c-1 2026-01-01 --format dynamodb", "prints it as DynamoDB JSON"},
};
constexpr command_facts get_facts{
    .name = "get",
    .group = "Items",
    .summary = "Print one item",
    .details =
        "KEY is the value of the hash key; if the table has a range key, its value follows. Their types are\n"
        "those of the table: 12 is read as a number only if the key has the type N. Binary keys are written\n"
        "in base64.\n"
        "\n"
        "Exit status, as of grep: 0 if the item was printed, 1 if the table has no item with this key, 2 if\n"
        "the command failed or its arguments are wrong.",
    .examples = get_examples,
    .failure = exit_status::no_answer,
};

class get final : public command {
    std::string table_{};
    std::vector<std::string> key_{};
    std::string attributes_{};
    bool consistent_ = false;

    [[nodiscard]] const command_facts& facts() const override { return get_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", table_, "The table's name or ARN")->required();
        parser.add_option("KEY", key_, "The values of the key attributes, in order")->required();
        parser.add_option("--attributes", attributes_, "Print only these: 'customer, total, address.city'")
            ->type_name("LIST");
        parser.add_flag("--consistent", consistent_, "Read with strong consistency, for twice the units");
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        const table_description& table = *co_await at.describe(table_);
        const item key = key_argument(table, key_);
        request_writer writer;
        if (!attributes_.empty()) writer.projection(attributes_);
        const written_request expressions = writer.take();
        advise_about(at, expressions, table);
        const get_item request{
            .table_name = table_, .key = key, .expressions = expressions, .consistent_read = consistent_};
        const get_item::response answer = co_await at.db().execute(request);
        if (!answer.item) {
            at.report("table " + table_ + " has no item with this key");
            co_return exit_status::answer_is_no;
        }
        print_item(at, *answer.item, names_of(key_of(table)));
        co_return exit_status::done;
    }
};

}  // namespace

std::unique_ptr<command> make_get() { return std::make_unique<get>(); }

}  // namespace dynaco::program
