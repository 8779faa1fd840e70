#include "program/expression/advice.hpp"
#include "program/expression/request_writer.hpp"
#include "program/items/commands.hpp"
#include "program/items/item_reader.hpp"
#include "program/items/one_item.hpp"
#include "program/show/amounts.hpp"

#include <CLI/CLI.hpp>
#include <cmath>
#include <ostream>
#include <string>

namespace dynaco::program {
namespace {

constexpr command_example scan_examples[] = {
    {"dynaco scan orders", "prints all items"},
    {"dynaco scan orders --where 'total > 100 and status = \"open\"'", "filters them"},
    {"dynaco scan orders --limit 5 --attributes 'customer, date, total'", "shows the first five items"},
    {"dynaco scan orders --index by-status --max-read-units 100", "stops when 100 units are consumed"},
};
constexpr command_facts scan_facts{
    .name = "scan",
    .group = "Items",
    .summary = "Print all items of a table or index",
    .details =
        "Items are printed as they arrive, page by page; csv and tsv are printed at the end.\n"
        "If they go to a file or a pipe, standard error shows the progress.\n"
        "A scan reads the whole table and is billed for it, also if --where drops most items.\n"
        "The command says before what it may cost. For large tables, `dynaco export` reads in\n"
        "parallel and can be resumed.",
    .notation = condition_notation,
    .examples = scan_examples,
};

// A unit reads 4 KB with strong consistency, and 8 KB without.
std::string cost_of(const read_target& target, bool consistent) {
    if (target.item_count() > 0 && target.size_bytes() == 0)
        return target.name() + " has about " + counted(target.item_count(), "item", "items") +
               ", whose size is not known; reading all of it takes a read unit for " +
               (consistent ? "4 KB" : "8 KB");
    const double units = std::ceil(static_cast<double>(target.size_bytes()) / (consistent ? 4096.0 : 8192.0));
    return target.name() + " has about " + counted(target.item_count(), "item", "items") + ", " +
           bytes_text(target.size_bytes()) + "; reading all of it takes about " +
           counted_units(units, "read unit", "read units");
}

class scan_command final : public command {
    read_arguments given_{};

    [[nodiscard]] const command_facts& facts() const override { return scan_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", given_.table, "The table's name or ARN")->required();
        given_.add_to(parser);
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        const read_target target = co_await find_target(at, given_);
        request_writer writer;
        if (!given_.where.empty()) writer.filter(given_.where);
        if (!given_.attributes.empty()) writer.projection(given_.attributes);
        const written_request expressions = writer.take();
        advise_about(at, expressions, *target.table);
        for (const std::string& each : advice_about_keys(given_.where, key_of(*target.table)))
            at.advise(each);
        const bool whole = given_.limit.empty() && given_.max_read_units.empty();
        if (given_.dry_run || whole || !given_.where.empty()) at.advise(cost_of(target, given_.consistent));
        if (given_.dry_run) {
            print_request(at, "Scan", given_.table, expressions);
            co_return exit_status::done;
        }
        const scan request{.table_name = given_.table};
        co_return co_await read_items(at, request, given_, target, expressions);
    }
};

}  // namespace

std::unique_ptr<command> make_scan() { return std::make_unique<scan_command>(); }

}  // namespace dynaco::program
