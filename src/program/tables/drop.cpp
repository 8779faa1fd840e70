#include "program/arn.hpp"
#include "program/confirmation.hpp"
#include "program/definition/plain_document.hpp"
#include "program/dry_run.hpp"
#include "program/session.hpp"
#include "program/show/amounts.hpp"
#include "program/show/facts.hpp"
#include "program/tables/commands.hpp"
#include "program/tables/read_table.hpp"
#include "program/tables/wait_options.hpp"
#include "program/waiting.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/operations/table.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example drop_examples[] = {
    {"dynaco drop customers --yes", "deletes the table without a question, for scripts"},
};
constexpr command_facts drop_facts{
    .name = "drop",
    .group = "Tables",
    .summary = "Delete tables with all their items",
    .details =
        "Shows account, region, items and size of each table, and asks for the\n"
        "table's name. Without a terminal the command cannot ask: it fails\n"
        "unless --yes is given. All tables are checked before the first is deleted.\n"
        "\n"
        "A table with deletion protection is never deleted. Switch it off first:\n"
        "    dynaco update-table TABLE --no-protect",
    .examples = drop_examples,
};

std::string stakes_of(session& at, const item& description) {
    const std::string arn = text_of(description, "TableArn");
    const arn_parts parts = parts_of_arn(arn);
    const auto amount = [&description](std::string_view member) {
        return static_cast<std::uint64_t>(std::max<std::int64_t>(0, whole_of(description, member)));
    };
    const std::vector<fact> facts{
        {"table", text_of(description, "TableName"), tone::title},
        {"account", std::string(parts.account)},
        {"region", std::string(parts.region)},
        {"endpoint", at.db().endpoint()},
        {"items", count_text(amount("ItemCount")) + ", at most 6 h ago"},
        {"size", bytes_text(amount("TableSizeBytes"))},
    };
    std::ostringstream text;
    print_facts(text, facts, {.width = at.terminal().error.width});
    text << "All items are lost.\n";
    return text.str();
}

// A table to delete. The request has what was given: an ARN may be of another account, where a table of this
// account can have the same name.
struct doomed_table {
    std::string given{};
    item description{};
};

class drop final : public command {
    std::vector<std::string> names_{};
    bool yes_ = false;
    bool dry_run_ = false;
    wait_choice wait_{};

    [[nodiscard]] const command_facts& facts() const override { return drop_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", names_, "Names or ARNs of the tables")->required();
        parser.add_flag("--yes", yes_, "Do not ask");
        parser.add_flag("--dry-run", dry_run_, "Only show what would be lost");
        wait_.add_options(parser, "10m");
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        static_cast<void>(wait_.timeout());  // a mistake is found before anything is sent
        std::vector<doomed_table> tables;
        for (const std::string& name : names_) {
            item description = co_await read_description(at.db(), name);
            check_protection(description);
            check_named_once(tables, description);
            tables.push_back({.given = name, .description = std::move(description)});
        }
        if (dry_run_) {
            for (const doomed_table& each : tables) at.errors() << stakes_of(at, each.description);
            say_nothing_changed(at);
            co_return exit_status::done;
        }
        for (const doomed_table& each : tables) {
            const exit_status answer = ask_about(at, each);
            if (answer != exit_status::done) co_return answer;
        }
        for (const doomed_table& each : tables) {
            const bool undisturbed = co_await uninterrupted(remove(at, each.given));
            if (undisturbed) continue;
            at.report("interrupted; DynamoDB may continue to delete " + each.given);
            co_return exit_status::interrupted;
        }
        co_return exit_status::done;
    }

    [[nodiscard]] exit_status ask_about(session& at, const doomed_table& table) const {
        return ask_to_go_on(at, {.facts = stakes_of(at, table.description),
                                 .question = "Write the table's name to delete it: ",
                                 .expected = text_of(table.description, "TableName"),
                                 .yes = yes_});
    }

    static void check_named_once(const std::vector<doomed_table>& tables, const item& description) {
        const auto is_same = [&](const item& other, std::string_view member) {
            return text_of(other, member) == text_of(description, member);
        };
        for (const doomed_table& each : tables)
            if (is_same(each.description, "TableArn") && is_same(each.description, "TableName"))
                throw usage_error("the table " + text_of(description, "TableName") +
                                  " is named twice; nothing was deleted");
    }

    static void check_protection(const item& description) {
        if (!is_set(description, "DeletionProtectionEnabled")) return;
        const std::string name = text_of(description, "TableName");
        throw std::runtime_error("deletion protection of " + name +
                                 " is on, so nothing was deleted; switch it off with: dynaco update-table " +
                                 name + " --no-protect");
    }

    awaitable<void> remove(session& at, std::string name) const {
        wait_line line(at, "drop", name);
        const delete_table request{.table_name = name};
        static_cast<void>(co_await at.db().execute(request));
        if (wait_.skipped) {
            at.advise("DynamoDB deletes " + name);
            co_return;
        }
        auto progress = [&line](const table_description& now) { line.show(status_text(now.status)); };
        const table_wait_options waiting{.timeout = wait_.timeout(), .progress = progress};
        const table_admin<> admin(at.db(), name);
        co_await admin.wait_until_deleted(waiting);
        line.clear();
        at.advise("deleted " + name);
    }
};

}  // namespace

std::unique_ptr<command> make_drop() { return std::make_unique<drop>(); }

}  // namespace dynaco::program
