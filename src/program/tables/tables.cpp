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
#include <fnmatch.h>
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
        "--long sends one more request for each table. DynamoDB updates items and\n"
        "bytes about every six hours.",
    .examples = tables_examples,
};

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
        for (const std::string& name : names) {
            if (long_) {
                const item described = co_await described_row(at.db(), name);
                rows.push_back(described);
            } else {
                rows.push_back({{"table", name}});
            }
        }
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

    // A table may be deleted after its name was listed.
    static awaitable<item> described_row(client db, std::string name) {
        const result<item> found = co_await as_result(read_description(std::move(db), name));
        if (found) co_return row_of(*found);
        if (found.error().cause() != errc::resource_not_found) throw error(found.error());
        item row{{"table", name}, {"status", "deleted"}};
        co_return row;
    }
};

}  // namespace

std::unique_ptr<command> make_tables() { return std::make_unique<tables>(); }

}  // namespace dynaco::program
