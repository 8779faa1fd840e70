#include "dynamodb_grammar.hpp"
#include "program/expression/condition_parser.hpp"
#include "program/expression/request_writer.hpp"
#include "read_text.hpp"
#include "written_literal.hpp"

#include <cctype>
#include <vector>

// Any text as a condition, update, projection or query. An accepted text is in DynamoDB's grammar and uses
// each placeholder. It has the same result when its names and values are written in place.
using namespace dynaco;
using fuzz::check;
using fuzz::dynamodb_grammar;
using program::written_request;

namespace {

program::key_shape fuzzed_key() {
    return {.hash = {{"id", attribute_type::S}}, .range = {{"date", attribute_type::N}}};
}

std::string in_backquotes(std::string_view name) {
    std::string quoted = "`";
    for (const char c : name) quoted.append(c == '`' ? 2 : 1, c);
    return quoted + '`';
}

// The expression with names and values instead of placeholders. Counts how often each placeholder occurs.
std::string in_place(const written_request& request, std::string_view expression, std::vector<int>& names,
                     std::vector<int>& values, std::string_view input) {
    std::string text;
    for (std::size_t at = 0; at < expression.size();) {
        const char c = expression[at++];
        if (c != '#' && c != ':') {
            text += c;
            continue;
        }
        std::size_t index = 0;
        while (at < expression.size() && std::isdigit(static_cast<unsigned char>(expression[at])) != 0)
            index = index * 10 + static_cast<std::size_t>(expression[at++] - '0');
        auto& counts = c == '#' ? names : values;
        check(index < counts.size(), "a placeholder is defined", input);
        ++counts[index];
        text += c == '#' ? in_backquotes(request.names[index]) : fuzz::written_literal(request.values[index]);
    }
    return text;
}

// Checks one expression, and returns it with names and values in place.
std::string checked(const written_request& request, std::string_view expression, std::string_view input) {
    std::vector<int> names(request.names.size());
    std::vector<int> values(request.values.size());
    std::string text = in_place(request, expression, names, values, input);
    for (const int count : names) check(count > 0, "each name is used", input);
    for (const int count : values) check(count == 1, "each value is used once", input);
    std::string body;
    detail::json::writer out(body);
    check(request.write(out), "the values can be written", input);
    check(expression.size() <= 4096, "an expression is not longer than DynamoDB allows", input);
    return text;
}

template <class Write>
written_request written(std::string_view input, std::string_view text, Write write, bool& accepted) {
    program::request_writer writer;
    accepted = fuzz::reads(input, [&] { write(writer, text); });
    written_request request = writer.take();
    check(accepted || request.to_json() == "{}", "a refused text has no effect", input);
    return request;
}

// Writes `input` and its result.
template <class Write, class InGrammar>
void check_both_ways(std::string_view input, std::string written_request::*expression, Write write,
                     InGrammar in_grammar) {
    bool accepted = false;
    const written_request first = written(input, input, write, accepted);
    if (!accepted) return;
    check(in_grammar(first.*expression), "the expression is in DynamoDB's grammar", input);
    const std::string text = checked(first, first.*expression, input);
    const written_request second = written(input, text, write, accepted);
    check(accepted, "what was written is accepted", text);
    check(first.to_json() == second.to_json(), "what was written is the same again", input);
}

// How a condition is joined: all conditions with parentheses. The text of the expression alone does not show
// it.
std::string joined_shape(const program::condition_tree& condition) {
    std::string shape =
        std::to_string(static_cast<int>(condition.form)) + std::string(condition.symbol) + '(';
    for (const program::condition_tree& each : condition.parts) shape += joined_shape(each);
    return shape + ')';
}

void check_joined(std::string_view input) {
    bool accepted = false;
    const auto write = [](program::request_writer& writer, std::string_view each) { writer.condition(each); };
    const written_request request = written(input, input, write, accepted);
    if (!accepted) return;
    const std::string text = checked(request, request.condition, input);
    program::token_reader before(input);
    program::token_reader after(text);
    check(joined_shape(program::parse_condition(before)) == joined_shape(program::parse_condition(after)),
          "no parentheses are lost", input);
}

void check_query(std::string_view input) {
    bool accepted = false;
    const auto write = [](program::request_writer& writer, std::string_view text) {
        writer.query(fuzzed_key(), {}, text);
    };
    const written_request first = written(input, input, write, accepted);
    if (!accepted) return;
    check(dynamodb_grammar(first.key_condition).is_condition(), "the key condition is in the grammar", input);
    check(first.filter.empty() || dynamodb_grammar(first.filter).is_condition(),
          "the filter is in the grammar", input);
    const bool any = first.filter.find(" OR ") != std::string::npos;
    const std::string filter =
        first.filter.empty() ? "" : " AND " + (any ? '(' + first.filter + ')' : first.filter);
    const std::string text = checked(first, first.key_condition + filter, input);
    const written_request second = written(input, text, write, accepted);
    check(accepted && first.to_json() == second.to_json(), "a query is the same again", input);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::as_text(data, size);
    const auto condition = [](std::string_view each) { return dynamodb_grammar(each).is_condition(); };
    check_both_ways(
        text, &written_request::condition,
        [](program::request_writer& writer, std::string_view each) { writer.condition(each); }, condition);
    check_both_ways(
        text, &written_request::filter,
        [](program::request_writer& writer, std::string_view each) { writer.filter(each); }, condition);
    check_both_ways(
        text, &written_request::update,
        [](program::request_writer& writer, std::string_view each) { writer.update(each); },
        [](std::string_view each) { return dynamodb_grammar(each).is_update(); });
    check_both_ways(
        text, &written_request::projection,
        [](program::request_writer& writer, std::string_view each) { writer.projection(each); },
        [](std::string_view each) { return dynamodb_grammar(each).is_projection(); });
    check_joined(text);
    check_query(text);
    return 0;
}
