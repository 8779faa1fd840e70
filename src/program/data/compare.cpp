#include "program/bulk/cost.hpp"
#include "program/bulk/interruption.hpp"
#include "program/bulk/repeated_progress.hpp"
#include "program/bulk/work_screen.hpp"
#include "program/data/commands.hpp"
#include "program/other_side.hpp"
#include "program/show/amounts.hpp"
#include "program/show/text_table.hpp"
#include "program/text/amounts.hpp"

#include <dynaco/json.hpp>
#include <dynaco/load/tables.hpp>
#include <dynaco/operations/table.hpp>

#include <algorithm>
#include <chrono>
#include <ostream>

namespace dynaco::program {
namespace {

constexpr command_example compare_examples[] = {
    {"dynaco compare orders orders --to-region eu-west-1",
     "shows whether the tables of two regions have the same items"},
    {"dynaco compare orders orders --to-region eu-west-1 --max-differences 100", "shows more differences"},
};
constexpr command_facts compare_facts{
    .name = "compare",
    .group = "Data",
    .summary = "Compare the items of two tables",
    .details =
        "Exit status, as of diff: 0 if the tables have the same items, 1 if they differ\n"
        "(the first differences are shown), 2 if the command failed or its arguments\n"
        "are wrong, 130 after Ctrl-C.\n"
        "\n"
        "Numbers are compared by value, sets without order. Both tables are read once;\n"
        "twice if they differ, unless --max-differences is 0. Items that are written\n"
        "meanwhile may appear as differences.",
    .examples = compare_examples,
    .failure = exit_status::no_answer,
};

std::string_view name_of_difference(difference_kind kind) {
    switch (kind) {
        case difference_kind::only_left: return "only_left";
        case difference_kind::only_right: return "only_right";
        case difference_kind::different: break;
    }
    return "different";
}

std::string joined_names(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& each : names) (text += text.empty() ? "" : ", ") += each;
    return text;
}

// How many differences were found. With a limit, it may not be all.
std::string count_of_differences(std::size_t found, std::uint64_t most) {
    if (most == 0) return {};
    if (found == most)
        return "; the first " + counted(most, "difference", "differences") +
               ", there may be more (--max-differences)";
    return "; " + counted(found, "difference", "differences");
}

class compare_command final : public command {
    std::string left_{};
    std::string right_{};
    connection_options left_connection_{};
    connection_options right_connection_{};
    std::string rate_{};
    std::string most_ = "10";
    bool consistent_ = false;

    [[nodiscard]] const command_facts& facts() const override { return compare_facts; }

    void add_options(CLI::App& parser) override {
        parser.add_option("LEFT", left_, "First table")->required();
        parser.add_option("RIGHT", right_, "Second table")->required();
        add_side_options(parser, "from", left_connection_);
        add_side_options(parser, "to", right_connection_);
        parser.add_option("--max-differences", most_, "Differences to show. Default: 10")->type_name("N");
        parser.add_flag("--consistent", consistent_, "Read strongly consistently; costs twice as much");
        parser.add_option("--max-read-units-per-second", rate_, "Limit for each table: 500, 10k")
            ->type_name("UNITS");
    }

    [[nodiscard]] boost::asio::awaitable<exit_status> run(session& at) override;
    void print(session& at, const compare_report& found) const;
    void print_lines(session& at, const compare_report& found) const;
};

// The two tables are read at the same time, and each may end first.
work_progress progress_of_compare(const compare_progress& now, std::uint64_t expected,
                                  std::chrono::steady_clock::duration elapsed) {
    work_progress work = progress_of(now.left);
    work.elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(elapsed);
    const work_progress right = progress_of(now.right);
    work.items += right.items;
    work.units += right.units;
    work.requests += right.requests;
    work.throttled += right.throttled;
    const double seconds = std::max(0.001, std::chrono::duration<double>(elapsed).count());
    work.items_per_second = static_cast<double>(work.items) / seconds;
    work.units_per_second = work.units / seconds;
    for (const throttled_part& each : right.throttled_by) work.throttled_by.push_back(each);
    work.repeated += right.repeated;
    if (work.retry_reason.empty()) work.retry_reason = right.retry_reason;
    work.retrying_for = std::max(work.retrying_for, right.retrying_for);
    work.outage = std::max(work.outage, right.outage);
    work.parts = work.total_parts = 0;
    work.total_items = now.second ? 2 * expected : expected;
    return work;
}

void compare_command::print_lines(session& at, const compare_report& found) const {
    for (const item_difference& each : found.differences) {
        item line{{"difference", name_of_difference(each.kind)}, {"key", from_dynamodb_json<item>(each.key)}};
        if (!each.attributes.empty()) {
            value::list names(each.attributes.begin(), each.attributes.end());
            line.insert_or_assign("attributes", std::move(names));
        }
        at.out() << at.printed(to_json(line)) << '\n';
    }
}

void compare_command::print(session& at, const compare_report& found) const {
    if (at.format() != output_format::table) return print_lines(at, found);
    if (found.differences.empty()) return;  // --max-differences 0
    text_table differences({{"difference"}, {"key", false, true}, {"attributes"}});
    for (const item_difference& each : found.differences) {
        std::string what = "different";
        if (each.kind == difference_kind::only_left) what = "only in " + left_;
        if (each.kind == difference_kind::only_right) what = "only in " + right_;
        const std::string key = to_json(from_dynamodb_json<item>(each.key));
        differences.add_row({{what, tone::bad}, {key, tone::key}, joined_names(each.attributes)});
    }
    differences.print(at.out(), at.output_screen());
}

boost::asio::awaitable<exit_status> compare_command::run(session& at) {
    if (at.format() == output_format::csv || at.format() == output_format::tsv)
        throw usage_error("differences cannot be printed as csv or tsv: use --format table or json");
    const std::uint64_t most = parse_count(most_);
    work_screen screen(at, "compare");
    client left = at.open(left_connection_);
    client right = at.open(right_connection_);
    const describe_table left_question{.table_name = left_};
    const describe_table right_question{.table_name = right_};
    const table_description left_table = co_await left.execute(left_question);
    const table_description right_table = co_await right.execute(right_question);
    const std::uint64_t expected = left_table.item_count + right_table.item_count;
    screen.advice(
        "reads " +
        scan_cost_text({expected, left_table.size_bytes + right_table.size_bytes}, consistent_, left) +
        (most == 0 ? "" : "; twice as much if the tables differ"));
    interruption ctrl_c(at);
    compare_options options;
    options.max_differences = most;
    options.left.consistent_read = options.right.consistent_read = consistent_;
    options.left.max_read_units_per_second = options.right.max_read_units_per_second =
        rate_.empty() ? 0 : parse_rate(rate_);
    using clock = std::chrono::steady_clock;
    const clock::time_point begin = clock::now();
    compare_progress latest;
    const auto on_progress = [&](const compare_progress& now) {
        latest = now;
        if (screen.due()) screen.show(progress_of_compare(now, expected, clock::now() - begin));
    };
    options.progress = on_progress;
    compare_report found;
    bool canceled = false;
    try {
        const repeated_progress waiting(
            at, screen, [&] { return progress_of_compare(latest, expected, clock::now() - begin); });
        found = co_await ctrl_c.run(compare_tables(left, left_, right, right_, options));
    } catch (const error& why) {
        screen.end();
        if (why.cause() != errc::canceled || !ctrl_c.happened()) throw;
        canceled = true;
    }
    if (canceled) {
        screen.message("interrupted");
        co_return exit_status::interrupted;
    }
    screen.end(progress_of_compare(latest, 0, clock::now() - begin));
    if (found.equal()) {
        screen.advice("equal: both tables have " + counted(found.left.items, "item", "items"));
        co_return exit_status::done;
    }
    print(at, found);
    at.out().flush();
    screen.message("the tables differ: " + left_ + " has " + counted(found.left.items, "item", "items") +
                   ", " + right_ + " has " + counted(found.right.items, "item", "items") +
                   count_of_differences(found.differences.size(), options.max_differences));
    co_return exit_status::answer_is_no;
}

}  // namespace

std::unique_ptr<command> make_compare() { return std::make_unique<compare_command>(); }

}  // namespace dynaco::program
