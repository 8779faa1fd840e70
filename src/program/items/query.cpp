#include "program/expression/request_writer.hpp"
#include "program/items/commands.hpp"
#include "program/items/item_reader.hpp"
#include "program/items/one_item.hpp"
#include "program/text/shell_word.hpp"
#include "program/text/text_fault.hpp"

#include <CLI/CLI.hpp>
#include <ostream>
#include <string>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example query_examples[] = {
    {"dynaco query orders c-1", "prints all orders of a customer"},
    {"dynaco query orders c-1 --where 'date >= \"2026\" and total > 100' --descending",
     "prints some orders, the latest first"},
    {"dynaco query orders --index by-status open --limit 3", "reads an index"},
    {"dynaco query orders --where 'customer = \"c-1\"' --count", "counts"},
};
constexpr command_facts query_facts{
    .name = "query",
    .group = "Items",
    .summary = "Print the items of one hash key",
    .details =
        "KEY is the value of the hash key of the table or index; the value of the range key may follow. Or\n"
        "write both in --where: conditions on key attributes select what is read, others filter it after\n"
        "it was read and paid for. Without a hash key: `dynaco scan`.",
    .notation = condition_notation,
    .examples = query_examples,
};

bool fits(const key_shape& key, const std::string& condition) {
    try {
        request_writer().query(key, {}, condition);
        return true;
    } catch (const text_error&) {
        return false;
    }
}

// Which other key of the table the condition fits. Empty: none.
std::string advice_about_other_keys(const read_target& target, const std::string& condition) {
    if (target.index && fits(key_of(*target.table), condition))
        return "; the table has this key: leave out --index";
    for (const index_description& each : target.table->indexes)
        if (&each != target.index && fits(key_of(each), condition))
            return "; the index " + each.name + " has this key: add --index " + shell_word(each.name);
    return {};
}

class query_command final : public command {
    read_arguments given_{};
    std::vector<std::string> key_{};
    bool descending_ = false;

    [[nodiscard]] const command_facts& facts() const override { return query_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_option("TABLE", given_.table, "The table's name or ARN")->required();
        parser.add_option("KEY", key_, "The value of the hash key, and of the range key");
        given_.add_to(parser);
        parser.add_flag("--descending", descending_, "Begin with the largest range key");
    }
    void write_conditions(request_writer& writer, const read_target& target) const {
        try {
            writer.query(target.key(), key_, given_.where);
        } catch (const text_error& why) {
            if (!key_.empty() || given_.where.empty()) throw;
            throw text_error(why.text(),
                             {.column = why.fault().column,
                              .what = why.fault().what + advice_about_other_keys(target, given_.where)});
        }
    }
    [[nodiscard]] awaitable<exit_status> run(session& at) override {
        const read_target target = co_await find_target(at, given_);
        request_writer writer;
        write_conditions(writer, target);
        if (!given_.attributes.empty()) writer.projection(given_.attributes);
        const written_request expressions = writer.take();
        advise_about(at, expressions, *target.table);
        if (given_.dry_run) {
            print_request(at, "Query", given_.table, expressions);
            co_return exit_status::done;
        }
        query request{.table_name = given_.table};
        request.forward = !descending_;
        co_return co_await read_items(at, request, given_, target, expressions);
    }
};

}  // namespace

std::unique_ptr<command> make_query() { return std::make_unique<query_command>(); }

}  // namespace dynaco::program
