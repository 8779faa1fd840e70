#include "program/text/amounts.hpp"
#include "program/text/item_text.hpp"
#include "program/text/key_shape.hpp"
#include "read_text.hpp"
#include "written_literal.hpp"

// Any text as an item, value, key value or amount. An accepted text can be stored. It has the same result
// when it is written as DynamoDB JSON or in the notation of the program.
using namespace dynaco;
using fuzz::check;

namespace {

void check_item(std::string_view text, program::json_form form) {
    item found;
    if (!fuzz::reads(text, [&] { found = program::item_from_text(text, form); })) return;
    std::string typed;
    try {
        typed = to_dynamodb_json(found);
    } catch (const error& refused) {
        check(refused.cause() == errc::nested_too_deeply, "an item can be stored unless it is too deep",
              text);
        return;
    }
    check(program::item_from_text(typed, program::json_form::dynamodb) == found, "DynamoDB JSON is the same",
          text);
    check(found.empty() || program::item_from_text(typed) == found, "DynamoDB JSON is guessed", text);
    check(from_dynamodb_json<item>(typed) == found, "the library reads the same item", text);
    check(program::item_from_text(fuzz::written_literal(found), program::json_form::plain) == found,
          "the notation is the same", text);
}

// The library reads plain JSON, too. It must have the same result.
void check_plain_json(std::string_view text) {
    item expected;
    try {
        expected = from_json<item>(text);
    } catch (const error&) {
        return;
    }
    item found;
    const bool accepted =
        fuzz::reads(text, [&] { found = program::item_from_text(text, program::json_form::plain); });
    check(!accepted || found == expected, "JSON is read as the library reads it", text);
}

void check_key(std::string_view text, attribute_type type) {
    value found;
    if (!fuzz::reads(text, [&] { found = program::key_value_from_argument({"k", type}, text); })) return;
    check(found.type() == type, "a key value has the type of the key", text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::as_text(data, size);
    for (const auto form :
         {program::json_form::guess, program::json_form::plain, program::json_form::dynamodb})
        check_item(text, form);
    check_plain_json(text);
    for (const auto type : {attribute_type::S, attribute_type::N, attribute_type::B}) check_key(text, type);
    value found;
    if (fuzz::reads(text, [&] { found = program::value_from_text(text); }))
        check(program::value_from_text(fuzz::written_literal(found)) == found, "a value is the same again",
              text);
    fuzz::reads(text, [&] { static_cast<void>(program::parse_count(text)); });
    fuzz::reads(text, [&] { static_cast<void>(program::parse_size(text)); });
    fuzz::reads(
        text, [&] { check(program::parse_duration(text).count() >= 0, "a duration is not negative", text); });
    fuzz::reads(text, [&] { check(program::parse_rate(text) > 0, "a rate is positive", text); });
    return 0;
}
