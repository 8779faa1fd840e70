#include "program/items/commands.hpp"
#include "program/items/one_item.hpp"
#include "program/session.hpp"
#include "program/show/amounts.hpp"
#include "program/show/item_printer.hpp"
#include "program/text/amounts.hpp"
#include "program/text/item_text.hpp"

#include <dynaco/operations/partiql.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <limits>
#include <string>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example sql_examples[] = {
    {R"(dynaco sql "select * from orders where customer = 'c-1'")", "prints orders"},
    {R"(dynaco sql 'select * from "orders"."by-status" where status = ? and total > ?' '"open"' 100)",
     "reads an index, with parameters"},
    {R"(dynaco sql "insert into customers value {'id': 'c-8', 'name': 'Bo'}")", "writes an item"},
};
constexpr command_facts sql_facts{
    .name = "sql",
    .group = "Items",
    .summary = "Run a PartiQL statement",
    .details =
        "STATEMENT is text of PartiQL; - reads it from standard input, @FILE from a file. Text is in single\n"
        "quotes, names with special characters are in double quotes. A select without the hash key in its\n"
        "`where` reads the whole table. VALUE replaces a ? of the statement: 12, '\"text\"', '[1, 2]'.",
    .examples = sql_examples,
};

class sql final : public command {
    std::string statement_{};
    std::vector<std::string> parameters_{};
    std::string limit_{};
    bool consistent_ = false;

    [[nodiscard]] const command_facts& facts() const override { return sql_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("STATEMENT", statement_, "The statement, - or @FILE")->required();
        parser.add_option("VALUE", parameters_, "A value for each ? of the statement");
        parser.add_option("--limit", limit_, "Print at most this number of rows. Default: all")
            ->type_name("N");
        parser.add_flag("--consistent", consistent_, "Read with strong consistency, for twice the units");
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        const std::string statement = text_argument(statement_);
        std::vector<value> values;
        for (const std::string& each : parameters_) values.push_back(value_from_text(each));
        const std::uint64_t most = limit_.empty() ? 0 : parse_count(limit_);
        if (most == 0 && !limit_.empty()) throw usage_error("--limit must be at least 1");
        execute_statement request{.statement = statement};
        request.parameters = values;
        request.consistent_read = consistent_;
        request.report_capacity = report_capacity::total;
        item_printer_options how = at.printing();
        if (how.format == output_format::csv || how.format == output_format::tsv)
            how.sample = std::numeric_limits<std::size_t>::max();
        item_printer rows(at.out(), how);
        std::string next;
        double units = 0;
        do {
            request.next_token = next;
            const execute_statement::response page = co_await at.db().execute(request);
            if (page.capacity) units += page.capacity->capacity_units;
            next = page.next_token;
            for (const item& each : page.items)
                if (most == 0 || rows.items() < most) rows.add(each);
        } while (!next.empty() && (most == 0 || rows.items() < most));
        const bool prints = rows.items() > 0 || !request.writes();
        if (prints) rows.finish();
        for (const std::string& each : rows.warnings()) at.report(each);
        if (most > 0 && rows.items() == most) at.advise("there may be more rows than --limit");
        if (at.terminal().error.terminal)
            at.advise(counted(rows.items(), "row", "rows") + " for " + units_text(units) + " units");
        co_return exit_status::done;
    }
};

}  // namespace

std::unique_ptr<command> make_sql() { return std::make_unique<sql>(); }

}  // namespace dynaco::program
