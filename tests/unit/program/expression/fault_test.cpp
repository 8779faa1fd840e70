#include "program/expression/request_writer.hpp"
#include "unit/program/expected_fault.hpp"

#include <gtest/gtest.h>

#include <string>

/// The messages for wrong conditions. The caret in each text is the place of the fault.
namespace dynaco::program::fault_test {
namespace {

void refused(std::string_view marked, std::string_view what) {
    expect_fault(marked, what, [](const std::string& text) {
        request_writer writer;
        writer.condition(text);
    });
}

TEST(WrongCondition, LacksAPart) {
    refused("^", "expected a condition, for example total > 100");
    refused("total > 100 and ^status",
            R"(`status` needs a comparison: write status = "text" or status exists)");
    refused("total > 100 ^and", "`and` has nothing on its right");
    refused("(total > 100 ^OR) and a = 1", "`OR` has nothing on its right");
    refused("^and total > 100", "`and` has nothing on its left");
    refused("a = 1 and ^not", "`not` has nothing on its right");
    refused("total > ^", "expected a value or an attribute, but found the end");
    refused("a in (1, ^)", "expected a value or an attribute, but found `)`");
    refused("a between 1 ^or 5",
            "expected and with the largest value, as in between 1 and 5, but found `or`");
    refused("a. ^= 5", "expected a name after `.`, but found `=`");
}

TEST(WrongCondition, IsNotClosed) {
    refused("status = ^\"open", "a string is not closed: write \" at its end");
    refused("^`order-date = 1", "a name in backquotes is not closed: write ` at its end");
    refused("a = 1 and ^(b = 2 or c = 3", "`(` is not closed: write `)` where it ends");
    refused("a in ^(1, 2", "`(` is not closed: write `)` where it ends");
    refused("a = ^[1, 2", "`[` is not closed: write `]` where it ends");
    refused("a[^", "expected the number of an element, counted from 0, but found the end");
    refused("a = 1^)", "`)` has no `(`");
    refused("(a = 1 ^b = 2)", "expected `and`, `or` or the end, but found `b`");
}

TEST(WrongCondition, HasTheSymbolsOfAnotherLanguage) {
    refused("a ^:= 5", "use = and not :=");
    refused("a ^=< 5", "use <= and not =<");
    refused("a ^=> 5", "use >= and not =>");
    refused("a = 1 ^&& b = 2", "write `and` instead of `&&`");
    refused("a = 1 ^|| b = 2", "write `or` instead of `||`");
    refused("a = 1^, b = 2", "write `and` or `or` instead of `,`");
    refused("a ^like 'x%'", "use begins_with(x, \"text\") or contains(x, \"text\"): DynamoDB has no like");
    refused("a is ^null", "write a = null for the type NULL, or a is missing for no attribute");
    refused("^#status = 1", "placeholders are not needed: write the name or the value itself");
    refused("status = ^:open", "placeholders are not needed: write the value itself");
    refused("a = 1^; b = 2",
            "`;` has no meaning here: write text in quotes, and a name with it in backquotes");
}

TEST(WrongCondition, HasTextWithoutQuotes) {
    refused("date >= ^2026-01-01", "`2026-01-01` is not a number: for text write \"2026-01-01\"");
    refused("date >= ^2026-01-01T10:00",
            "`2026-01-01T10:00` is not a number: for text write \"2026-01-01T10:00\"");
    refused("zip = ^00123", "`00123` is not a number, because it starts with 0: for text write \"00123\"");
    refused("n = ^10k", "`10k` is not a number: for text write \"10k\"");
    refused("id = ^c-1", "a name with `-` is written in backquotes: `c-1`; text is written \"c-1\"");
    refused("id = ^c-01", "`c-01` is neither a name nor a number: for text write \"c-01\"");
    refused("n = ^-05", "`-05` is not a number, because it starts with 0: for text write \"-05\"");
    refused("^order-date > 5",
            "a name with `-` is written in backquotes: `order-date`; text is written \"order-date\"");
    refused("id = open ^now",
            "expected `and`, `or` or the end, but found `now`; a name with spaces is written in backquotes: "
            "`open "
            "now`");
    refused("first ^name  of = 1 and b = 2",
            "expected a comparison after `first`, for example =, but found `name`; a name with spaces is "
            "written in "
            "backquotes: `first name  of`");
    refused("tags ^contains 'x'", "write contains(tags, \"text\"): the attribute is in the parentheses");
    refused("a ^=< 5", "use <= and not =<");
    refused("a = ^=<<1>>", "expected the name of an attribute, but found `=`");
    refused("a = 1 ^b = 2", "expected `and`, `or` or the end, but found `b`");
    refused(R"("a" in ^tags)", R"(expected values in parentheses, as in status in ("open", "new"))");
}

TEST(WrongCondition, HasAQuotedName) {
    refused(R"(^"status" = "open")", "this compares values only: for the attribute write status");
    refused(R"(^'order-date' = 5)", "this compares values only: for the attribute write `order-date`");
    refused("^1 = 1", "this compares values only: one side must be an attribute");
    refused(R"(a.^"b c" = 5)", "expected a name after `.`, but found `\"b c\"`");
    refused(R"(a[^"b c"] = 5)",
            "expected the number of an element: a member of a map is written after a dot, .`b c`");
    refused("a.^0 = 5",
            "expected a name after `.`: an element of a list is written [0], and a name that begins with a "
            "digit in backquotes");
    refused("^true exists", "only an attribute can exist or be missing");
    refused("a = 1 and ^between = 1",
            "`between` is a keyword: as the name of an attribute write it in backquotes");
}

TEST(WrongCondition, UsesAFunctionWrongly) {
    refused("^atribute_exists(a)",
            "`atribute_exists` is not a function: attribute_exists, attribute_not_exists, attribute_type, "
            "begins_with, "
            "contains and size are");
    refused("a = 1 and begins_with(a^)", "expected `,` and a second operand of begins_with, but found `)`");
}

TEST(WrongCondition, WouldBeRefusedByDynamoDB) {
    refused("a between ^5 and 1", "the first value of between is larger than the second: exchange them");
    refused("a between 5 and ^'x'", "both values of between must have the same type");
    refused("a = ^a", "`a` is compared with itself");
    refused("contains(a.b, ^a.b)", "`a.b` is compared with itself");
    refused("a < ^true", "only text, numbers and binary have an order: use = or <>");
    refused("begins_with(a, ^5)", "begins_with needs text or binary: write it in quotes");
    refused("contains(^'x', a)",
            "the first operand of contains is an attribute, for example contains(tags, \"x\")");
    refused("attribute_exists(^'x')",
            "the first operand of attribute_exists is an attribute, for example attribute_exists(tags)");
    refused("attribute_type(a, ^Z)", "expected a type of DynamoDB: S, N, B, BOOL, NULL, M, L, SS, NS or BS");
    refused("a = ^list_append(b, c)", "`list_append` can only be used in set of an update");
    refused("a = ^contains(b, 1)", "`contains` is a condition and cannot be compared");
    refused("1 < a ^< 5", "comparisons cannot be chained: write a > 1 and a < 5, or a between 1 and 5");
    refused("a ^+ 1 = 5", "a condition cannot calculate: write the result itself");
    refused("contains(a ^)", "expected `,` and a second operand of contains, but found `)`");
}

TEST(WrongCondition, IsLargerThanDynamoDBAllows) {
    std::string many = "^a = 0";
    for (int i = 1; i < 151; ++i) many += " or a = " + std::to_string(i);
    refused(many, "the expression has 301 operators and functions; DynamoDB's limit is 300");

    std::string choices = "a in (0";
    for (int i = 1; i < 100; ++i) choices += ',' + std::to_string(i);
    request_writer writer;
    writer.condition(choices + ')');
    refused(choices + ",^100)", "in can have at most 100 values");

    std::string lists = "^a in (" + std::string(choices.substr(6)) + ')';
    for (int i = 0; i < 15; ++i) lists += " or a in (" + choices.substr(6) + ')';
    refused(lists, "the expression has 8662 bytes with placeholders; DynamoDB's limit is 4096");
}

TEST(WrongCondition, IsNestedTooDeeply) {
    const std::string open(100, '(');
    request_writer writer;
    writer.condition(std::string(99, '(') + "a = 1" + std::string(99, ')'));
    refused(open + "^a = 1" + std::string(100, ')'), "this is nested more than 100 levels deep");
    refused("a = " + std::string(33, '[') + "^1]" + std::string(32, ']'),
            "this is nested more than 32 levels deep");
    refused(std::string(100'000, '(').insert(100, "^"), "this is nested more than 100 levels deep");
}

TEST(WrongCondition, IsNotUtf8) { refused("a = '^\xff'", "the text is not UTF-8"); }

TEST(WrongCondition, LeavesTheRequestAsItWas) {
    request_writer writer;
    writer.filter("a = 1");
    EXPECT_THROW(writer.filter("b = 2 and"), text_error);
    EXPECT_THROW(writer.condition("c = 2 and d between 5 and 1"), text_error);
    EXPECT_EQ(writer.take().to_json(),
              R"({"FilterExpression":"#0 = :0","ExpressionAttributeNames":{"#0":"a"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1"}}})");
}

}  // namespace
}  // namespace dynaco::program::fault_test
