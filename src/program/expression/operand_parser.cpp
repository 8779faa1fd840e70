#include "program/expression/operand_parser.hpp"

#include "program/expression/path_parser.hpp"
#include "program/text/literal.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace dynaco::program {
namespace {

constexpr std::array<std::string_view, 5> test_functions = {"attribute_exists", "attribute_not_exists",
                                                            "attribute_type", "begins_with", "contains"};

[[noreturn]] void refuse_function(const token_reader& in) {
    const std::string written = lower_case(in.peek().raw);
    if (!test_function(in.peek()).empty()) in.fail('`' + written + "` is a condition and cannot be compared");
    if (written == "if_not_exists" || written == "list_append")
        in.fail('`' + written + "` can only be used in set of an update");
    in.fail(
        '`' + std::string(in.peek().raw) +
        "` is not a function: attribute_exists, attribute_not_exists, attribute_type, begins_with, contains "
        "and size are");
}

operand parse_size(token_reader& in) {
    if (!in.peek().is_word("size")) refuse_function(in);
    operand size{.form = operand_form::function, .column = in.take().column, .symbol = "size"};
    const token& opening = in.take();
    size.parts.push_back(parse_subject(in, "size"));
    in.expect_closing(")", opening, "`)`");
    return size;
}

}  // namespace

std::string_view test_function(const token& word) {
    const auto* const found =
        std::ranges::find_if(test_functions, [&word](std::string_view each) { return word.is_word(each); });
    return found == test_functions.end() ? std::string_view() : *found;
}

operand parse_constant(token_reader& in) {
    const literal written = parse_literal(in);
    return {.form = operand_form::constant,
            .column = written.column,
            .constant = plain_value(in.text(), written)};
}

operand parse_path_operand(token_reader& in) {
    attribute_path path = parse_path(in);
    const std::size_t column = path.column;
    return {.form = operand_form::path, .column = column, .path = std::move(path)};
}

operand parse_operand(token_reader& in) {
    if (literal_follows(in)) return parse_constant(in);
    if (in.peek().kind == token_kind::word && in.peek(1).is("(")) return parse_size(in);
    if (in.at_end() || in.peek().is(")") || in.peek().is(","))
        in.fail("expected a value or an attribute, but found " + in.next_text());
    return parse_path_operand(in);
}

operand parse_subject(token_reader& in, std::string_view function) {
    const bool alone = function.ends_with("exists") || function == "size";
    if (literal_follows(in))
        in.fail("the first operand of " + std::string(function) + " is an attribute, for example " +
                std::string(function) + (alone ? "(tags)" : "(tags, \"x\")"));
    return parse_path_operand(in);
}

operand parse_type(token_reader& in) {
    const token& next = in.peek();
    std::string letters = next.kind == token_kind::text ? next.content : std::string(next.raw);
    for (char& c : letters) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    if (attribute_type_of(letters) == attribute_type::any)
        in.fail("expected a type of DynamoDB: S, N, B, BOOL, NULL, M, L, SS, NS or BS");
    return {.form = operand_form::constant, .column = in.take().column, .constant = std::move(letters)};
}

}  // namespace dynaco::program
