#include "program/at_once.hpp"
#include "program/definition/plain_document.hpp"
#include "program/row_list.hpp"
#include "program/session.hpp"
#include "program/tables/commands.hpp"
#include "program/tables/read_table.hpp"
#include "program/tables/table_facts.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/errors.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstddef>
#include <fnmatch.h>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example tables_examples[] = {
    {"dynaco tables", "lists the names of all tables"},
    {"dynaco tables 'o*' --long", "shows status, items, size, billing and indexes"},
    {"dynaco tables --long --format csv", "writes the same for a spreadsheet"},
};
constexpr command_facts tables_facts{
    .name = "tables",
    .group = "Tables",
    .summary = "List the tables of the account in the region",
    .details =
        "A PATTERN has * for any characters, ? for one character and [a-z] for one of\n"
        "several. A table is listed if it matches one of the patterns. Put patterns\n"
        "in quotes, so that the shell does not replace them by names of files.\n"
        "\n"
        "--long sends one more request for each table, up to eight at the same time.\n"
        "DynamoDB updates items and bytes about every six hours.",
    .examples = tables_examples,
};

constexpr std::size_t most_requests = 8;  // at the same time

bool matches(const std::string& name, const std::vector<std::string>& patterns) {
    return patterns.empty() || std::ranges::any_of(patterns, [&name](const std::string& each) {
               return ::fnmatch(each.c_str(), name.c_str(), 0) == 0;
           });
}

item row_of(const item& description) {
    std::int64_t indexes = 0;
    for (const char* kind : {"GlobalSecondaryIndexes", "LocalSecondaryIndexes", "VectorIndexes"})
        indexes += static_cast<std::int64_t>(list_of(description, kind).size());
    return {{"table", text_of(description, "TableName")},  {"status", text_of(description, "TableStatus")},
            {"items", whole_of(description, "ItemCount")}, {"bytes", whole_of(description, "TableSizeBytes")},
            {"billing", billing_text(description)},        {"indexes", indexes},
            {"key", keys_text(description, description)}};
}

class tables final : public command {
    std::vector<std::string> patterns_{};
    bool long_ = false;

    [[nodiscard]] const command_facts& facts() const override { return tables_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("PATTERN", patterns_, "Names to list; default: all");
        parser.add_flag("-l,--long", long_, "Show status, items, size, billing, indexes and key");
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        std::vector<std::string> names = co_await table_names(at.db());
        std::erase_if(names, [this](const std::string& each) { return !matches(each, patterns_); });
        std::vector<list_column> columns{{.name = "table", .whole = true}};
        std::vector<item> rows;
        if (long_)
            rows = co_await described_rows(at.db(), names);
        else
            for (const std::string& name : names) rows.push_back({{"table", name}});
        if (long_)
            columns.insert(columns.end(), {{.name = "status"},
                                           {.name = "items", .is_number = true},
                                           {.name = "bytes", .is_bytes = true},
                                           {.name = "billing"},
                                           {.name = "indexes", .is_number = true},
                                           {.name = "key"}});
        print_rows(at, columns, rows);
        if (rows.empty() && !patterns_.empty()) at.advise("no table matches; list all with: dynaco tables");
        if (rows.empty() && patterns_.empty())
            at.advise("there are no tables in " + at.db().endpoint() +
                      "; dynaco whoami shows why it is used");
        co_return exit_status::done;
    }

    // In the order of the names.
    static awaitable<std::vector<item>> described_rows(client db, std::vector<std::string> names) {
        const auto rows = std::make_shared<std::vector<item>>(names.size());
        const std::size_t count = names.size();
        std::function<awaitable<void>(std::size_t)> describe = [db, names = std::move(names),
                                                                rows](std::size_t i) {
            return describe_row(db, names[i], rows, i);
        };
        co_await several_at_once(count, most_requests, std::move(describe));
        co_return std::move(*rows);
    }

    // A table may be deleted after its name was listed.
    static awaitable<void> describe_row(client db, std::string name, std::shared_ptr<std::vector<item>> rows,
                                        std::size_t place) {
        const result<item> found = co_await as_result(read_description(std::move(db), name));
        if (!found && found.error().cause() != errc::resource_not_found) throw error(found.error());
        item row{{"table", name}, {"status", "deleted"}};
        if (found) row = row_of(*found);
        (*rows)[place] = std::move(row);
    }
};

}  // namespace

std::unique_ptr<command> make_tables() { return std::make_unique<tables>(); }

}  // namespace dynaco::program
