#include "program/items/one_item.hpp"

#include "program/expression/advice.hpp"
#include "program/input_text.hpp"
#include "program/show/facts.hpp"
#include "program/show/item_printer.hpp"
#include "program/show/text_width.hpp"
#include "program/show/value_text.hpp"

#include <dynaco/json.hpp>

#include <ostream>
#include <utility>

namespace dynaco::program {
namespace {

// The item that a failed condition returned, as plain JSON. The body of the response has it as DynamoDB JSON.
std::optional<std::string> stored_item(const error& why) {
    try {
        const item body = from_json<item>(why.diagnostics().body);
        const value* found = body.find("Item");
        if (!found) return std::nullopt;
        return to_json(from_dynamodb_json<item>(to_json(found->get<item>())));
    } catch (const error&) {
        return std::nullopt;
    }
}

}  // namespace

void print_item(session& at, const item& row, const std::vector<std::string>& keys) {
    if (at.format() == output_format::table) {
        print_record(at.out(), row, keys, at.output_screen());
        at.out() << std::flush;
        return;
    }
    item_printer_options options = at.printing();
    options.keys = keys;
    item_printer printer(at.out(), std::move(options));
    printer.add(row);
    printer.finish();
}

item key_argument(const table_description& table, std::span<const std::string> values) {
    const key_shape key = key_of(table);
    const std::size_t wanted = key.hash.size() + key.range.size();
    if (values.size() == wanted) return key_from_arguments(key, values);
    const std::string shape = "the key of table " + table.name + " is " + text_of(key);
    if (values.size() < wanted)
        throw usage_error(shape +
                          ": write a value for each, or list all items of a hash key with `dynaco query`");
    throw usage_error(shape + ": there are " + std::to_string(values.size()) +
                      " values; a value with spaces must be in quotes");
}

void report_unmet(session& at, const error& why, std::string_view condition) {
    at.report("the condition is not met, so nothing was changed: " + std::string(condition));
    report_stored(at, why);
}

void report_stored(session& at, const error& why) {
    const std::optional<std::string> existing = stored_item(why);
    at.errors() << (existing ? "The item is: " + escaped_json(*existing)
                             : std::string("There is no item with this key."))
                << '\n'
                << std::flush;
}

std::string text_argument(const std::string& argument) {
    if (argument == "-") return read_input(argument);
    return argument.starts_with('@') ? read_input(argument.substr(1)) : argument;
}

void advise_about(session& at, const written_request& expressions, const table_description& table) {
    for (const std::string& each : expressions.advice) at.advise(each);
    for (const std::string& each : advice_about_dotted_keys(expressions.dotted, table)) at.advise(each);
}

void print_request(session& at, std::string_view operation, const std::string& table,
                   const written_request& expressions, const request_item& more) {
    if (at.format() != output_format::table) {
        std::string json = expressions.to_json();
        if (more.content) {
            const std::string member =
                "{\"" + std::string(more.member) + "\":" + to_dynamodb_json(*more.content);
            json = member + (json == "{}" ? "}" : ',' + json.substr(1));
        }
        at.out() << operation << ' ' << at.printed(json) << '\n' << std::flush;
        return;
    }
    std::vector<fact> parts{{std::string(operation), table}};
    const auto add = [&parts](std::string_view name, const std::string& text) {
        if (!text.empty()) parts.push_back({std::string(name), text});
    };
    if (more.content) add(more.member, visible_text(to_json(*more.content)));
    add("KeyConditionExpression", expressions.key_condition);
    add("FilterExpression", expressions.filter);
    add("UpdateExpression", expressions.update);
    add("ConditionExpression", expressions.condition);
    add("ProjectionExpression", expressions.projection);
    for (std::size_t i = 0; i < expressions.names.size(); ++i)
        parts.push_back({'#' + std::to_string(i), expressions.names[i]});
    for (std::size_t i = 0; i < expressions.values.size(); ++i)
        parts.push_back({':' + std::to_string(i), value_text(expressions.values[i])});
    print_facts(at.out(), parts, at.output_screen());
    at.out() << std::flush;
}

}  // namespace dynaco::program
