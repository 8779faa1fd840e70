#include "program/arn.hpp"
#include "program/bulk/bulk_options.hpp"
#include "program/bulk/cost.hpp"
#include "program/bulk/interruption.hpp"
#include "program/bulk/work_screen.hpp"
#include "program/confirmation.hpp"
#include "program/data/commands.hpp"
#include "program/dry_run.hpp"
#include "program/failure_text.hpp"
#include "program/show/amounts.hpp"
#include "program/show/facts.hpp"
#include "program/text/amounts.hpp"

#include <dynaco/load/tables.hpp>

#include <CLI/CLI.hpp>
#include <optional>
#include <sstream>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example truncate_examples[] = {
    {"dynaco truncate orders --dry-run", "shows what would be removed, and the cost"},
    {"dynaco truncate orders --yes", "does not ask; for scripts"},
};
constexpr command_facts truncate_facts{
    .name = "truncate",
    .group = "Data",
    .summary = "Remove all items of a table",
    .details =
        "Shows the account, the region, the number of items and the cost, and asks for\n"
        "the table's name. Without a terminal nothing is asked and nothing is removed,\n"
        "unless --yes is given. A table with deletion protection is refused.\n"
        "\n"
        "The table, its settings and its indexes stay. Every item is removed by a write;\n"
        "if the table may be unavailable for a minute, it is cheaper to drop and create it.",
    .examples = truncate_examples,
};

// What is removed, and what it costs.
std::string stakes_of_truncation(session& at, const table_description& table) {
    const client& db = at.db();
    const arn_parts place = parts_of_arn(table.arn);
    const bool is_size_known = table.size_bytes > 0 || table.item_count == 0;
    const std::vector<fact> facts{
        {"table", table.name, tone::title},
        {"account", std::string(place.account)},
        {"region", std::string(place.region)},
        {"endpoint", db.endpoint()},
        {"items", counted(table.item_count, "item", "items") + ", counted by DynamoDB at most 6 h ago"},
        {"size", is_size_known ? bytes_text(table.size_bytes) : "not known"},
        {"cost",
         (is_size_known ? cost_text(scan_units(table.size_bytes, false, usual_segments), unit_kind::read, db)
                        : "a read unit for 8 KB") +
             "; " + write_cost_text(table, table.indexes, db)},
    };
    std::ostringstream text;
    print_facts(text, facts, {.width = at.terminal().error.width});
    return text.str();
}

class truncate_command final : public command {
    std::string table_{};
    std::string rate_{};
    std::size_t batch_size_ = 25;
    bool yes_ = false;
    bool dry_run_ = false;

    [[nodiscard]] const command_facts& facts() const override { return truncate_facts; }

    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", table_, "Table")->required();
        parser.add_flag("--yes", yes_, "Do not ask");
        parser.add_flag("--dry-run", dry_run_,
                        "Check everything, show what would be removed and the cost; remove nothing");
        parser
            .add_option("--max-write-units-per-second", rate_,
                        "Limit for the table and for each index: 500, 10k")
            ->type_name("UNITS");
        add_batch_size(parser, batch_size_);
    }

    [[nodiscard]] boost::asio::awaitable<exit_status> run(session& at) override;
    [[nodiscard]] boost::asio::awaitable<exit_status> remove_all(session& at, work_screen& screen,
                                                                 double rate, std::uint64_t expected) const;
};

boost::asio::awaitable<exit_status> truncate_command::run(session& at) {
    work_screen screen(at, "truncate");
    const double rate = rate_.empty() ? 0 : parse_rate(rate_);
    const table_description* const found = co_await at.describe(table_);
    const table_description table = *found;
    if (table.deletion_protection) {
        screen.message("deletion protection of " + table.name +
                       " is on, so nothing was removed; switch it off with: dynaco update-table " +
                       table.name + " --no-protect");
        co_return exit_status::failed;
    }
    if (dry_run_) {
        screen.note(stakes_of_truncation(at, table));
        say_nothing_changed(at);
        co_return exit_status::done;
    }
    const exit_status answer =
        ask_to_go_on(at, {.facts = stakes_of_truncation(at, table),
                          .question = "All items are removed. Write the table's name to continue: ",
                          .expected = table.name,
                          .yes = yes_});
    if (answer != exit_status::done) co_return answer;
    const exit_status status = co_await remove_all(at, screen, rate, table.item_count);
    co_return status;
}

boost::asio::awaitable<exit_status> truncate_command::remove_all(session& at, work_screen& screen,
                                                                 double rate, std::uint64_t expected) const {
    truncate_options options;
    options.write.max_write_units_per_second = rate;
    options.write.max_writes_per_request = batch_size_;
    load_progress latest;
    export_progress reads;
    interruption ctrl_c(at);
    const auto show = [&] {
        work_progress work = progress_with_reads(progress_of(latest), reads);
        work.total_items = expected;
        screen.show(work);
    };
    const auto on_progress = [&](const load_progress& now) {
        latest = now;
        ctrl_c.last_words("dynaco truncate: ended at once; " +
                          counted(now.written, "item was", "items were") + " removed, and up to " +
                          counted(now.in_flight * batch_size_, "removal", "removals") +
                          " in flight may have been done; truncate again to remove the others");
        reads.failing.reset();  // a page has arrived
        show();
    };
    const auto on_repeating = [&](const export_progress& now) {
        reads = now;
        show();
    };
    options.write.progress = on_progress;
    options.read.repeating = on_repeating;
    std::optional<failure> stopped;
    truncate_report done;
    try {
        done = co_await ctrl_c.run(truncate_table(at.db(), table_, options));
    } catch (const error& why) {
        stopped = why.as_failure();
    }
    if (!stopped) {
        screen.end(progress_with_reads(progress_of(done.removed), done.read));
        screen.advice(counted(done.removed.written, "item", "items") + " removed from " + table_);
        co_return exit_status::done;
    }
    screen.end(progress_with_reads(progress_of(latest), reads));
    const bool interrupted = ctrl_c.happened() && stopped->cause() == errc::canceled;
    screen.message((interrupted ? "interrupted" : failure_text(error(*stopped))) +
                   "; the removed items stay removed; truncate again to remove the others");
    co_return interrupted ? exit_status::interrupted : exit_status::failed;
}

}  // namespace

std::unique_ptr<command> make_truncate() { return std::make_unique<truncate_command>(); }

}  // namespace dynaco::program
