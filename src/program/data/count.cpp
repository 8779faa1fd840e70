#include "program/bulk/cost.hpp"
#include "program/bulk/interruption.hpp"
#include "program/bulk/repeated_progress.hpp"
#include "program/bulk/work_screen.hpp"
#include "program/data/commands.hpp"
#include "program/expression/advice.hpp"
#include "program/expression/request_writer.hpp"
#include "program/text/amounts.hpp"

#include <dynaco/json.hpp>
#include <dynaco/load/tables.hpp>

#include <CLI/CLI.hpp>
#include <ostream>

namespace dynaco::program {
namespace {

constexpr command_example count_examples[] = {
    {"dynaco count orders", "counts all items exactly, by a parallel scan"},
    {"dynaco count orders --estimate", "costs nothing; up to six hours old"},
    {"dynaco count orders --where 'total > 100 and status = \"open\"'", "counts some items"},
    {"dynaco count orders --index by-status", "counts the items of an index"},
};
constexpr command_facts count_facts{
    .name = "count",
    .group = "Data",
    .summary = "Count the items of a table or index",
    .details =
        "Counts exactly by a parallel scan, which costs as much as reading all items,\n"
        "also with a filter. The cost is shown first. --estimate shows DynamoDB's own\n"
        "number, which is free and up to six hours old.\n"
        "\n"
        "The result is a number; with --format json an object. With --where, the\n"
        "progress shows the items that match and the items that were read.",
    .examples = count_examples,
};

class count_command final : public command {
    std::string table_{};
    std::string index_{};
    std::string filter_{};
    std::string rate_{};
    std::uint32_t segments_ = 0;
    bool estimate_ = false;
    bool consistent_ = false;

    [[nodiscard]] const command_facts& facts() const override { return count_facts; }

    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", table_, "Table, or its ARN")->required();
        parser.add_option("--index", index_, "Index to count instead of the table")->type_name("INDEX");
        CLI::Option* const where =
            parser.add_option("--where", filter_, "Count only items that meet this condition: 'total > 100'")
                ->type_name("CONDITION");
        parser
            .add_flag("--estimate", estimate_, "DynamoDB's own number, which is free and up to six hours old")
            ->excludes(where);
        parser.add_flag("--consistent", consistent_, "Strongly consistent; costs twice as much");
        parser.add_option("--max-read-units-per-second", rate_, "Limit: 500, 10k")->type_name("UNITS");
        parser.add_option("--segments", segments_, "Parts in which the table is read. Default: 64")
            ->type_name("N")
            ->check(CLI::Range(1, 1'000'000));
    }

    [[nodiscard]] boost::asio::awaitable<exit_status> run(session& at) override;
    [[nodiscard]] awaitable<export_progress> count(session& at, work_screen& screen, interruption& ctrl_c,
                                                   const written_request& filter,
                                                   std::uint64_t expected) const;
    void print(session& at, std::uint64_t items, const export_progress& read = {}) const;
};

void count_command::print(session& at, std::uint64_t items, const export_progress& read) const {
    std::ostream& out = at.out();
    const auto format = at.options().format;
    if (format == output_format::json || format == output_format::dynamodb) {
        item line{{"table", table_}, {"items", items}};
        if (!index_.empty()) line.insert_or_assign("index", index_);
        if (estimate_)
            line.insert_or_assign("estimate", true);
        else
            line.insert_or_assign("read_units", number(read.read_units));
        if (!filter_.empty()) line.insert_or_assign("items_read", read.scanned);
        out << at.printed(format == output_format::json ? to_json(line) : to_dynamodb_json(line)) << '\n';
    } else {
        out << items << '\n';
    }
    out.flush();
}

awaitable<export_progress> count_command::count(session& at, work_screen& screen, interruption& ctrl_c,
                                                const written_request& filter, std::uint64_t expected) const {
    count_options options;
    options.read.index = index_;
    options.read.consistent_read = consistent_;
    options.read.segments = segments_;
    options.read.max_read_units_per_second = rate_.empty() ? 0 : parse_rate(rate_);
    options.expressions = filter;
    export_progress latest;
    const auto current = [&] {
        work_progress work = progress_of(latest, !filter_.empty());
        work.total_items = expected;
        return work;
    };
    const auto on_progress = [&](const export_progress& now) {
        latest = now;
        if (screen.due()) screen.show(current());
    };
    const repeated_progress waiting(at, screen, current);
    options.progress = on_progress;
    options.read.repeating = on_progress;
    export_progress done = co_await ctrl_c.run(count_items(at.db(), table_, options));
    co_return done;
}

boost::asio::awaitable<exit_status> count_command::run(session& at) {
    work_screen screen(at, "count");
    if (!rate_.empty()) static_cast<void>(parse_rate(rate_));  // a mistake is found before anything is sent
    request_writer writer;
    if (!filter_.empty()) writer.filter(filter_);
    const written_request filter = writer.take();
    for (const std::string& each : filter.advice) screen.advice(each);
    const table_description* const found = co_await at.describe(table_);
    for (const std::string& each : advice_about_keys(filter_, key_of(*found))) screen.advice(each);
    for (const std::string& each : advice_about_dotted_keys(filter.dotted, *found)) screen.advice(each);
    const table_size size = size_of(*found, index_);
    if (estimate_) {
        print(at, size.items);
        screen.advice("this is DynamoDB's estimate, up to six hours old");
        co_return exit_status::done;
    }
    screen.advice("reads " +
                  scan_cost_text(size, consistent_, at.db(), segments_ > 0 ? segments_ : usual_segments));
    interruption ctrl_c(at);
    export_progress done;
    bool canceled = false;
    try {
        done = co_await count(at, screen, ctrl_c, filter, size.items);
    } catch (const error& why) {
        screen.end();
        if (why.cause() != errc::canceled || !ctrl_c.happened()) throw;
        canceled = true;
    }
    if (canceled) {
        screen.message("interrupted; nothing was counted");
        co_return exit_status::interrupted;
    }
    screen.end(progress_of(done, !filter_.empty()));
    print(at, done.items, done);
    if (done.items == 0 && done.scanned > 0) {
        const std::string advice = advice_about_no_match(filter, names_of(key_of(*found)), table_);
        if (!advice.empty()) screen.advice(advice);
    }
    co_return exit_status::done;
}

}  // namespace

std::unique_ptr<command> make_count() { return std::make_unique<count_command>(); }

}  // namespace dynaco::program
