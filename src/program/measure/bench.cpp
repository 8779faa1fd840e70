#include "program/arn.hpp"
#include "program/bulk/cost.hpp"
#include "program/confirmation.hpp"
#include "program/dry_run.hpp"
#include "program/measure/bench_report.hpp"
#include "program/measure/bench_run.hpp"
#include "program/measure/commands.hpp"
#include "program/session.hpp"
#include "program/show/amounts.hpp"
#include "program/show/facts.hpp"
#include "program/terminal/live_line.hpp"
#include "program/text/amounts.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <memory>
#include <ostream>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example bench_examples[] = {
    {"dynaco bench customers --for 2s --yes", "half reads, half writes, as fast as 64 callers can"},
    {"dynaco bench customers --reads 100 --rate 200 --for 2s --yes", "200 reads a second"},
    {"dynaco bench customers --reads 0 --size 2KB --callers 8 --for 2s --yes", "writes of larger items"},
};
constexpr command_facts bench_facts{
    .name = "bench",
    .group = "Measure",
    .summary = "Measure latencies and rates of a table, with its own items",
    .details =
        "Writes --items items whose keys contain \"dynaco-bench\", or large numbers, reads and writes them\n"
        "for a while, and deletes them at the end. Other items are not changed. Streams and triggers of the\n"
        "table see these writes. The requests are billed: use a table that no other program uses.\n"
        "With --rate, a latency counts from the time at which the call was due. Throttled calls are\n"
        "repeated; their latency includes the pauses.",
    .examples = bench_examples,
};

class bench final : public command {
    std::string table_{};
    std::string duration_ = "10s";
    std::string size_ = "1KB";
    std::string rate_{};
    std::string items_ = "1000";
    std::size_t callers_ = 64;
    unsigned reads_ = 50;
    bool consistent_ = false;
    bool keep_ = false;
    bool yes_ = false;
    bool dry_run_ = false;

    [[nodiscard]] const command_facts& facts() const override { return bench_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", table_, "The table's name or ARN")->required();
        parser.add_option("--for", duration_, "How long to measure: 30s, 5m. Default: 10s")
            ->type_name("TIME");
        parser.add_option("--reads", reads_, "The share of reads in percent. Default: 50")
            ->type_name("PERCENT")
            ->check(CLI::Range(0, 100));
        parser
            .add_option("--callers", callers_, "The number of calls under way at the same time. Default: 64")
            ->type_name("N")
            ->check(CLI::Range(1, 10'000));
        parser.add_option("--rate", rate_, "The calls per second. Default: as many as the callers can make")
            ->type_name("N");
        parser
            .add_option("--items", items_,
                        "The number of items to write first and then to use. Default: 1000")
            ->type_name("N");
        parser.add_option("--size", size_, "The size of an item: 300B, 4KB. Default: 1KB")
            ->type_name("BYTES");
        parser.add_flag("--consistent", consistent_, "Read with strong consistency, for twice the units");
        parser.add_flag("--keep", keep_, "Do not delete the items at the end");
        parser.add_flag("--yes", yes_, "Do not ask; for scripts");
        parser.add_flag("--dry-run", dry_run_, "Only show what would be written, and the cost");
    }
    [[nodiscard]] bench_plan plan() const {
        bench_plan made{.table = table_, .callers = callers_, .items = parse_count(items_)};
        made.read_percent = reads_;
        made.calls_per_second = rate_.empty() ? 0 : parse_rate(rate_);
        made.consistent = consistent_;
        made.duration = parse_duration(duration_);
        if (made.items == 0) throw usage_error("--items must be at least 1");
        if (made.duration.count() == 0) throw usage_error("--for must be more than 0");
        return made;
    }
    // The units of the items, and those of the calls if their number is known.
    [[nodiscard]] std::string cost_of(const bench_plan& made, const client& db) const {
        const auto size = static_cast<double>(parse_size(size_));
        const double write = std::max(1.0, std::ceil(size / 1024));
        const double read = std::max(1.0, std::ceil(size / 4096)) * (made.consistent ? 1 : 0.5);
        const double once = static_cast<double>(made.items) * write * (keep_ ? 1 : 2);
        const std::string items = "about " + cost_text(once, unit_kind::write, db) + " for the items";
        if (made.calls_per_second <= 0)
            return items + "; for each write " + units_text(write) + " WCU, for each read " +
                   units_text(read) + " RCU";
        const double calls = made.calls_per_second * std::chrono::duration<double>(made.duration).count();
        const double reads = calls * made.read_percent / 100;
        return items + "; " + cost_text((calls - reads) * write, unit_kind::write, db) + " and " +
               cost_text(reads * read, unit_kind::read, db) + " for the calls";
    }
    [[nodiscard]] confirmation question(session& at, const table_description& table,
                                        const bench_plan& made) const {
        const arn_parts place = parts_of_arn(table.arn);
        const std::string rate =
            made.calls_per_second > 0 ? rate_text(made.calls_per_second) : std::string("without a limit");
        const std::vector<fact> facts{
            {"table", table.name, tone::title},
            {"account", std::string(place.account)},
            {"region", std::string(place.region)},
            {"endpoint", at.db().endpoint()},
            {"items", count_text(made.items) + " for the measurement, written first" +
                          (keep_ ? "" : ", deleted at the end")},
            {"calls", rate + " for " + duration_text(made.duration) + "; they are billed"},
            {"cost", cost_of(made, at.db())},
        };
        std::ostringstream text;
        print_facts(text, facts, {.width = at.terminal().error.width});
        return {.facts = text.str(),
                .question = "Write the table's name to continue: ",
                .expected = table.name,
                .yes = yes_};
    }
    [[nodiscard]] client measured_client(const session& at, std::shared_ptr<bench_observer> observer) const {
        client_options options = client_options_of(at.options().connection);
        options.max_connections = std::min<std::size_t>(callers_, 1000);
        options.observer = std::move(observer);
        return client(at.executor(), options);
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override;
};

awaitable<exit_status> bench::run(session& at) {
    const bench_plan made = plan();
    const table_description& table = *co_await at.describe(table_);
    const confirmation asked = question(at, table, made);
    if (dry_run_) {
        at.errors() << asked.facts;
        say_nothing_changed(at);
        co_return exit_status::done;
    }
    if (const exit_status answer = ask_to_go_on(at, asked); answer != exit_status::done) co_return answer;
    const bench_items items(table, std::random_device()(), static_cast<std::size_t>(parse_size(size_)));
    bench_counts counts;
    const auto observer = std::make_shared<bench_observer>(counts);
    bench_run load(measured_client(at, observer), made, items, counts);
    bool interrupted = false;
    const auto stop = [&] {
        interrupted = true;
        load.stop();
    };
    at.on_interrupt(
        stop, "dynaco bench: ended at once; items whose keys contain dynaco-bench are left in the table");
    live_line live(at.errors(), at.terminal().error);
    const screen shown_on{.width = at.terminal().error.width, .colours = at.terminal().error.colours};
    counts = {};
    co_await load.prepare();
    counts = {};
    const auto begin = std::chrono::steady_clock::now();
    const auto show = [&] {
        const auto now = std::chrono::steady_clock::now();
        if (!at.options().quiet && live.due(now))
            live.show(
                at.terminal().error.rewritable
                    ? bench_line(counts, shown_on)
                    : bench_json(counts, std::chrono::duration_cast<std::chrono::milliseconds>(now - begin)),
                now);
    };
    const std::function<void()> each_second = show;
    co_await load.measure(each_second);
    const auto elapsed =
        std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin);
    observer->stop();
    live.end("");
    const bool for_people = at.format() == output_format::table;
    at.out() << (for_people ? bench_report(counts, elapsed, at.output_screen())
                            : bench_json(counts, elapsed) + '\n')
             << std::flush;
    const std::uint64_t left = keep_ ? 0 : co_await load.clean_up();
    if (left > 0)
        at.report(counted(left, "item", "items") + " could not be deleted; their keys contain dynaco-bench");
    if (interrupted) co_return exit_status::interrupted;
    co_return counts.calls() > 0 && left == 0 ? exit_status::done : exit_status::failed;
}

}  // namespace

std::unique_ptr<command> make_bench() { return std::make_unique<bench>(); }

}  // namespace dynaco::program
