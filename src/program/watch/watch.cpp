#include "program/session.hpp"
#include "program/show/amounts.hpp"
#include "program/text/amounts.hpp"
#include "program/text/key_shape.hpp"
#include "program/waiting.hpp"
#include "program/watch/change_text.hpp"
#include "program/watch/commands.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/stream.hpp>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example watch_examples[] = {
    {"dynaco watch orders --from start --no-follow", "shows the changes of the last 24 hours and ends"},
    {"dynaco watch orders --for 1s", "shows the changes of the next second"},
    {"dynaco watch orders --from start --no-follow --format json", "writes them as JSON lines"},
};
constexpr command_facts watch_facts{
    .name = "watch",
    .group = "Tables",
    .summary = "Show the changes of a table as they happen",
    .details =
        "Reads the table's stream, which must be on:\n"
        "    dynaco update-table TABLE --stream new-and-old-images\n"
        "\n"
        "A line for each change has the time, what happened and the key. Below it are\n"
        "the attributes: + new, - removed, ~ different (old and new value), = a value\n"
        "whose old value the stream does not record.\n"
        "\n"
        "In a pipe, each change is a JSON line with event, time, keys, old and new.\n"
        "--format dynamodb writes it as DynamoDB Streams does. The changes of one item\n"
        "are printed in the order in which they were made.\n"
        "\n"
        "Ctrl-C ends the command with exit status 0.",
    .examples = watch_examples,
};

class watch final : public command {
    std::string table_{};
    std::string from_ = "now";
    std::string for_{};
    std::uint64_t limit_ = std::numeric_limits<std::uint64_t>::max();
    bool no_follow_ = false;

    [[nodiscard]] const command_facts& facts() const override { return watch_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", table_, "Name of the table")->required();
        parser
            .add_option("--from", from_,
                        "Where to start: with changes from now on, or with the oldest; default: now")
            ->check(CLI::IsMember({"now", "start"}));
        parser.add_option("--for", for_, "End after this time: 30s, 10m")->type_name("DURATION");
        parser.add_option("--limit", limit_, "End after this number of changes")->type_name("N");
        parser.add_flag("--no-follow", no_follow_, "End when all changes are shown");
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        const output_format format = at.format();
        if (format == output_format::csv || format == output_format::tsv)
            throw usage_error("changes cannot be written as csv or tsv; use table, json or dynamodb");
        client db = at.db();
        if (!for_.empty()) db = db.ending_by(std::chrono::steady_clock::now() + parse_duration(for_));
        const table_description* const table = co_await at.describe(table_);
        check_stream(*table, at);
        std::uint64_t shown = 0;
        awaitable<void> work = follow(db, table, at, &shown);
        const bool undisturbed = co_await uninterrupted(std::move(work));
        at.out().flush();
        if (!undisturbed || !for_.empty()) at.advise(counted(shown, "change", "changes") + " shown");
        co_return exit_status::done;
    }

    void check_stream(const table_description& table, session& at) const {
        if (table.stream.view == stream_view::none)
            throw std::runtime_error("the stream of " + table_ +
                                     " is off; switch it on with: dynaco update-table " + table_ +
                                     " --stream new-and-old-images");
        if (table.stream.view != stream_view::new_and_old_images)
            at.advise("the stream records only a part of the changes; more with: dynaco update-table " +
                      table_ + " --stream new-and-old-images");
    }

    awaitable<void> follow(client db, const table_description* table, session& at,
                           std::uint64_t* shown) const {
        const stream_options options{
            .start = from_ == "start" ? stream_start::trim_horizon : stream_start::latest,
            .follow = !no_follow_,
            .stream_arn = table->stream.arn};
        stream_reader<item> changes(db, table_, options);
        const std::vector<std::string> keys = names_of(key_of(*table));
        while (*shown < limit_) {
            const result<std::optional<item_change>> next = co_await as_result(changes.next());
            if (!next && next.error().cause() == errc::trimmed_data_access) {
                at.report("changes that are older than 24 hours were removed before they were shown");
                continue;
            }
            if (!next && !for_.empty() && next.error().cause() == errc::deadline_exceeded) co_return;
            if (!next) throw error(next.error());
            if (!*next) co_return;
            print(**next, keys, at);
            ++*shown;
        }
    }

    static void print(const item_change& change, const std::vector<std::string>& keys, session& at) {
        switch (at.format()) {
            case output_format::table: at.out() << readable_change(change, keys, at.output_screen()); break;
            case output_format::dynamodb: at.out() << at.printed(dynamodb_change(change)) << '\n'; break;
            default: at.out() << at.printed(plain_change(change)) << '\n';
        }
        at.out().flush();
    }
};

}  // namespace

std::unique_ptr<command> make_watch() { return std::make_unique<watch>(); }

}  // namespace dynaco::program
