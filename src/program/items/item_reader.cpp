#include "program/items/item_reader.hpp"

#include "program/show/amounts.hpp"
#include "program/show/text_width.hpp"
#include "program/show/value_text.hpp"
#include "program/text/amounts.hpp"
#include "program/text/shell_word.hpp"

#include <dynaco/json.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <ostream>
#include <utility>

namespace dynaco::program {
namespace {

std::uint64_t count_or_none(const std::string& text) { return text.empty() ? 0 : parse_count(text); }

std::uint64_t limit_of(const read_arguments& given) {
    const std::uint64_t limit = count_or_none(given.limit);
    if (limit == 0 && !given.limit.empty())
        throw usage_error("--limit must be at least 1; --count prints only the number of items");
    return limit;
}

// The key at which the next page would start, if the item was the last one of its page.
std::optional<std::string> start_after(const item& last, const read_target& target) {
    item key;
    for (const std::string& each : target.key_names()) {
        const value* part = last.find(each);
        if (!part) return std::nullopt;  // a projection left it out
        key.insert_or_assign(each, *part);
    }
    return to_dynamodb_json(key);
}

void check_start_key(const std::string& start) {
    try {
        if (!start.empty()) static_cast<void>(from_dynamodb_json<item>(start));
    } catch (const error&) {
        throw usage_error(
            R"(--start needs a key in DynamoDB JSON, as an earlier command printed it, like '{"id":{"S":"c-1"}}')");
    }
}

// The first names of the paths of "#2,#0.#1[3]", in order: the columns that a person named.
std::vector<std::string> projected_names(const written_request& expressions) {
    std::vector<std::string> names;
    std::string_view rest = expressions.projection;
    while (!rest.empty()) {
        const auto comma = rest.find(',');
        std::size_t number = 0;
        for (const char c : rest.substr(0, comma).substr(rest.find('#') + 1)) {
            if (c < '0' || c > '9') break;
            number = number * 10 + static_cast<std::size_t>(c - '0');
        }
        const std::string& name = expressions.names.at(number);
        if (std::ranges::find(names, name) == names.end()) names.push_back(name);
        rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
    }
    return names;
}

item_printer_options printing(const session& at, const read_target& target,
                              const written_request& expressions) {
    item_printer_options options{.format = at.format()};
    options.columns = projected_names(expressions);
    options.keys = target.key_names();
    if (!options.columns.empty())
        std::erase_if(options.keys, [&](const std::string& key) {
            return std::ranges::find(options.columns, key) == options.columns.end();
        });
    // The columns of csv must have all attributes, so that nothing is lost: they are known at the end.
    if (options.format == output_format::csv || options.format == output_format::tsv)
        options.sample = std::numeric_limits<std::size_t>::max();
    options.shown_on = at.output_screen();
    options.terminal = at.terminal().output.terminal;
    return options;
}

// Prints what a command left out, and how to get it.
void advise_about_rest(session& at, const page_budget& budget, const std::optional<std::string>& start) {
    const bool spent = budget.is_spent() && !budget.has_all_items();
    std::string text =
        spent ? "stopped after " + units_text(budget.consumed()) + " read units; there may be more items"
              : "there may be more items than --limit";
    if (start) text += "; to continue, add --start " + shell_word(escaped_json(*start));
    at.advise(text);
}

void print_count(session& at, std::uint64_t count) { at.out() << count << '\n' << std::flush; }

}  // namespace

key_shape read_target::key() const { return index ? key_of(*index) : key_of(*table); }

std::vector<std::string> read_target::key_names() const {
    std::vector<std::string> names = names_of(key());
    for (std::string& each : names_of(key_of(*table)))
        if (std::ranges::find(names, each) == names.end()) names.push_back(std::move(each));
    return names;
}

std::string read_target::name() const {
    return (index ? "index " + index->name + " of " : std::string()) + "table " + table->name;
}

std::uint64_t read_target::item_count() const noexcept {
    return index ? index->item_count : table->item_count;
}
std::uint64_t read_target::size_bytes() const noexcept {
    return index ? index->size_bytes : table->size_bytes;
}

awaitable<read_target> find_target(session& at, const read_arguments& given) {
    read_target found{.table = co_await at.describe(given.table)};
    if (given.index.empty()) co_return found;
    found.index = found.table->find_index(given.index);
    if (found.index) co_return found;
    std::string text = "table " + given.table + " has no index " + given.index;
    const char* separator = "; it has: ";
    for (const index_description& each : found.table->indexes)
        text += std::exchange(separator, ", ") + each.name;
    throw usage_error(text);
}

template <class Request>
awaitable<exit_status> read_items(session& at, Request request, const read_arguments& given,
                                  const read_target& target, const written_request& expressions) {
    check_start_key(given.start);
    const bool filtered = !expressions.filter.empty();
    page_budget budget(limit_of(given), static_cast<double>(count_or_none(given.max_read_units)), filtered);
    item_printer rows(at.out(), printing(at, target, expressions));
    std::uint64_t counted_items = 0;
    std::string next = given.start;
    std::optional<std::string> rest;
    request.expressions = expressions;
    request.count_only = given.count;
    request.consistent_read = given.consistent;
    request.index_name = given.index;
    request.report_capacity = report_capacity::total;
    do {
        request.limit = budget.next_limit();
        request.exclusive_start_key = next;
        typename Request::response page = co_await at.db().execute(request);
        budget.add_page(page.page.scanned_count, page.page.capacity ? page.page.capacity->capacity_units : 0);
        counted_items += page.page.count;
        next = page.page.last_evaluated_key;
        // The key in a fixed order: that of responses may vary.
        if (!next.empty()) rest = start_after(from_dynamodb_json<item>(next), target).value_or(next);
        for (std::size_t i = 0; i < page.items.size(); ++i) {
            rows.add(page.items[i]);
            budget.add_item();
            if (!budget.has_all_items()) continue;
            if (i + 1 < page.items.size()) next = "more", rest = start_after(page.items[i], target);
            break;
        }
        const bool as_it_arrives = at.format() == output_format::table && at.terminal().output.terminal;
        if (!given.count && as_it_arrives && !next.empty()) rows.flush();
    } while (!next.empty() && !budget.has_all_items() && !budget.is_spent());
    if (given.count)
        print_count(at, counted_items);
    else
        rows.finish();
    for (const std::string& each : rows.warnings())
        at.report(each);  // report, not advise: data is missing in the output
    if (!next.empty()) advise_about_rest(at, budget, rest);
    if (at.terminal().error.terminal)
        at.advise(counted(given.count ? counted_items : rows.items(), "item", "items") + " of " +
                  counted(budget.scanned(), "item", "items") + " read, for " + units_text(budget.consumed()) +
                  " read units");
    co_return exit_status::done;
}

template awaitable<exit_status> read_items(session&, query, const read_arguments&, const read_target&,
                                           const written_request&);
template awaitable<exit_status> read_items(session&, scan, const read_arguments&, const read_target&,
                                           const written_request&);

}  // namespace dynaco::program
