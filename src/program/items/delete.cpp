#include "program/dry_run.hpp"
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

constexpr command_example delete_examples[] = {
    {"dynaco delete orders c-1 2026-01-01", "deletes one order"},
    {"dynaco delete orders c-1 2026-01-02 --if 'status = \"open\"' --show-old",
     "only an open one, and prints it"},
};
constexpr command_facts delete_facts{
    .name = "delete",
    .group = "Items",
    .summary = "Delete one item",
    .details =
        "An item that does not exist is reported, and is not an error. For many items, use\n"
        "`dynaco import --remove`; for all items, use `dynaco truncate`.",
    .examples = delete_examples,
};

class delete_command final : public command {
    std::string table_{};
    std::vector<std::string> key_{};
    std::string condition_{};
    bool show_old_ = false;
    bool dry_run_ = false;

    [[nodiscard]] const command_facts& facts() const override { return delete_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", table_, "The table's name or ARN")->required();
        parser.add_option("KEY", key_, "The values of the key attributes, in order")->required();
        parser
            .add_option("--if", condition_,
                        "Delete only if the item meets this condition: 'status = \"open\"'")
            ->type_name("CONDITION");
        parser.add_flag("--show-old", show_old_, "Print the item that was deleted");
        add_dry_run(parser, dry_run_);
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        const table_description& table = *co_await at.describe(table_);
        const item key = key_argument(table, key_);
        request_writer writer;
        if (!condition_.empty()) writer.condition(condition_);
        const written_request expressions = writer.take();
        advise_about(at, expressions, table);
        if (dry_run_) {
            print_request(at, "DeleteItem", table_, expressions, {.member = "Key", .content = &key});
            say_nothing_changed(at);
            co_return exit_status::done;
        }
        const delete_item request{.table_name = table_,
                                  .key = key,
                                  .expressions = expressions,
                                  .returned = return_values::all_old,
                                  .return_existing = !condition_.empty()};
        const result<delete_item::response> answer = co_await at.db().send(request);
        if (!answer && answer.error().cause() == errc::conditional_check_failed) {
            report_unmet(at, error(answer.error()), condition_);
            co_return exit_status::failed;
        }
        const std::optional<item>& old = answer.value().attributes;
        if (!old) at.advise("there was no item with this key");
        if (old && show_old_) print_item(at, *old, names_of(key_of(table)));
        if (old && at.terminal().error.terminal) at.advise("deleted");
        co_return exit_status::done;
    }
};

}  // namespace

std::unique_ptr<command> make_delete() { return std::make_unique<delete_command>(); }

}  // namespace dynaco::program
