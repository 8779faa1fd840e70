#include "program/items/item_reader.hpp"

#include "program/cancellation.hpp"
#include "program/expression/advice.hpp"
#include "program/items/read_progress.hpp"
#include "program/show/amounts.hpp"
#include "program/show/value_text.hpp"
#include "program/terminal/interrupts.hpp"
#include "program/text/amounts.hpp"

#include <dynaco/json.hpp>

#include <algorithm>
#include <limits>
#include <optional>
#include <ostream>
#include <type_traits>
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

double units_of(const read_arguments& given) {
    const std::uint64_t units = count_or_none(given.max_read_units);
    if (units == 0 && !given.max_read_units.empty()) throw usage_error("--max-read-units must be at least 1");
    return static_cast<double>(units);
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
    item_printer_options options = at.printing();
    options.columns = projected_names(expressions);
    options.keys = target.key_names();
    if (!options.columns.empty())
        std::erase_if(options.keys, [&](const std::string& key) {
            return std::ranges::find(options.columns, key) == options.columns.end();
        });
    // The columns of csv must have all attributes, so that nothing is lost: they are known at the end.
    if (options.format == output_format::csv || options.format == output_format::tsv)
        options.sample = std::numeric_limits<std::size_t>::max();
    return options;
}

// The items that the request will read; 0: not known.
template <class Request>
std::uint64_t expected_items(const read_arguments& given, const read_target& target) {
    const bool is_whole = given.limit.empty() && given.max_read_units.empty() && given.start.empty();
    return std::is_same_v<Request, scan> && is_whole ? target.item_count() : 0;
}

// One query or scan: its pages, and where they end.
template <class Request>
class item_reading {
 public:
    item_reading(session& at, Request request, const read_arguments& given, const read_target& target,
                 const written_request& expressions)
        : at_(at),
          request_(std::move(request)),
          given_(given),
          target_(target),
          next_(given.start),
          budget_(limit_of(given), units_of(given), !expressions.filter.empty()),
          rows_(at.out(), printing(at, target, expressions)),
          progress_(at, std::is_same_v<Request, scan> ? "scan" : "query", given,
                    expected_items<Request>(given, target)),
          dotted_(expressions.dotted),
          if_none_matches_(advice_about_no_match(expressions, target.key_names(), given.table)) {
        request_.expressions = expressions;
        request_.count_only = given.count;
        request_.consistent_read = given.consistent;
        request_.index_name = given.index;
        request_.report_capacity = report_capacity::total;
    }

    awaitable<exit_status> run() {
        bool is_interrupted = false;
        do {
            const bool was_read = co_await read_page();
            is_interrupted = !was_read;
        } while (!is_interrupted && !next_.empty() && !budget_.has_all_items() && !budget_.is_spent());
        progress_.end();
        if (!given_.count)
            rows_.finish();
        else if (!is_interrupted)
            at_.out() << items() << '\n' << std::flush;
        for (const std::string& each : rows_.warnings())
            at_.report(each);  // what was lost is not only advice
        if (is_interrupted) co_return interrupted();
        advise_about_names();
        if (!next_.empty()) advise_about_rest();
        if (at_.terminal().error.terminal)
            at_.advise(counted(items(), "item", "items") + " of " +
                       counted(budget_.scanned(), "item", "items") + " read, for " +
                       counted_units(budget_.consumed(), "read unit", "read units"));
        co_return exit_status::done;
    }

 private:
    [[nodiscard]] std::uint64_t items() const { return given_.count ? counted_ : rows_.items(); }

    // Returns false if Ctrl-C ended the request.
    awaitable<bool> read_page() {
        request_.limit = budget_.next_limit();
        request_.exclusive_start_key = next_;
        typename Request::response page;
        try {
            page = co_await at_.db().execute(request_);
        } catch (const boost::system::system_error& why) {
            if (!is_cancellation(why) || pending_interrupt() == 0) throw;
            co_return false;
        }
        take(page);
        co_return true;
    }

    void take(const typename Request::response& page) {
        budget_.add_page(page.page.scanned_count,
                         page.page.capacity ? page.page.capacity->capacity_units : 0);
        counted_ += page.page.count;
        next_ = page.page.last_evaluated_key;
        // The key in one order: that of a response may be another one each time.
        if (!next_.empty()) rest_ = start_after(from_dynamodb_json<item>(next_), target_).value_or(next_);
        for (std::size_t i = 0; i < page.items.size(); ++i) {
            rows_.add(page.items[i]);
            for (const std::string& each : dotted_)
                if (named_.empty() && page.items[i].find(each)) named_ = each;
            budget_.add_item();
            if (!budget_.has_all_items()) continue;
            if (i + 1 < page.items.size()) next_ = "more", rest_ = start_after(page.items[i], target_);
            break;
        }
        progress_.add_page(items(), budget_.scanned(), budget_.consumed());
        const bool as_it_arrives = at_.format() == output_format::table && at_.terminal().output.terminal;
        if (!given_.count && as_it_arrives && !next_.empty()) rows_.flush();
    }

    // An attribute may have a name with dots: an item has it, or nothing was found. Or a name is misspelt.
    void advise_about_names() {
        const bool none_matches = items() == 0 && budget_.scanned() > 0;
        if (named_.empty() && !dotted_.empty() && none_matches) named_ = dotted_.front();
        if (!named_.empty())
            at_.advise(advice_about_dots(named_));
        else if (none_matches && !if_none_matches_.empty())
            at_.advise(if_none_matches_);
    }

    // What was left out, and how to get it.
    void advise_about_rest() {
        const bool spent = budget_.is_spent() && !budget_.has_all_items();
        const std::string text = spent ? "stopped after " +
                                             counted_units(budget_.consumed(), "read unit", "read units") +
                                             "; there may be more items"
                                       : "there may be more items than --limit";
        if (!rest_) return at_.advise(text);
        at_.advise(text + "; continue with", command_after(at_.options().words, *rest_));
    }

    exit_status interrupted() {
        if (!rest_) {
            at_.report("interrupted; nothing was read");
            return exit_status::interrupted;
        }
        const std::uint64_t limit = limit_of(given_);
        at_.report("interrupted after " + counted(items(), "item", "items") + "; continue with",
                   command_after(at_.options().words, *rest_, limit > 0 ? limit - items() : 0));
        return exit_status::interrupted;
    }

    session& at_;
    Request request_;
    const read_arguments& given_;
    const read_target& target_;
    std::string next_;
    page_budget budget_;
    item_printer rows_;
    read_progress progress_;
    std::vector<std::string> dotted_;    // paths that may be names
    std::string named_{};                // one of them that is a name
    std::string if_none_matches_;        // advice if items were read, but none meets the filter
    std::uint64_t counted_ = 0;          // by DynamoDB
    std::optional<std::string> rest_{};  // the key after which to continue
};

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
    // A dry run also finds the mistakes in these options.
    static_cast<void>(limit_of(given));
    static_cast<void>(units_of(given));
    check_start_key(given.start);
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
    item_reading<Request> reading(at, std::move(request), given, target, expressions);
    co_return co_await reading.run();
}

template awaitable<exit_status> read_items(session&, query, const read_arguments&, const read_target&,
                                           const written_request&);
template awaitable<exit_status> read_items(session&, scan, const read_arguments&, const read_target&,
                                           const written_request&);

}  // namespace dynaco::program
