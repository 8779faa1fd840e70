#include "program/expression/request_writer.hpp"
#include "unit/program/expected_fault.hpp"

#include <gtest/gtest.h>

#include <string>

/// Updates in DynamoDB's form, and their faults.
namespace dynaco::program::update_test {
namespace {

std::string update_of(std::string_view text) {
    request_writer writer;
    writer.update(text);
    return writer.take().update;
}

void update_refused(std::string_view marked, std::string_view what) {
    expect_fault(marked, what, [](const std::string& text) {
        request_writer writer;
        writer.update(text,
                      {.hash = {{"id", attribute_type::S}}, .range = {{"order-date", attribute_type::S}}});
    });
}

TEST(WrittenUpdate, HasAllClauses) {
    request_writer writer;
    writer.update(
        R"(set total = total + 5, status = "open", tags = list_append(tags, ["x"]), n = if_not_exists(n, 0))"
        R"( remove a, b[0] add count 1 delete colours <<"x">>)");
    EXPECT_EQ(
        writer.take().to_json(),
        R"({"UpdateExpression":"SET #0 = #0 + :0, #1 = :1, #2 = list_append(#2,:2), #3 = if_not_exists(#3,:3))"
        R"( REMOVE #4, #5[0] ADD #6 :4 DELETE #7 :5",)"
        R"("ExpressionAttributeNames":{"#0":"total","#1":"status","#2":"tags","#3":"n","#4":"a","#5":"b",)"
        R"("#6":"count","#7":"colours"},)"
        R"("ExpressionAttributeValues":{":0":{"N":"5"},":1":{"S":"open"},":2":{"L":[{"S":"x"}]},)"
        R"(":3":{"N":"0"},":4":{"N":"1"},":5":{"SS":["x"]}}})");
}

TEST(WrittenUpdate, TakesKeywordsInAnyLetterCaseAndRepeatedClauses) {
    EXPECT_EQ(update_of("SET a = 1 Remove b sEt c = 2 REMOVE d"), "SET #0 = :0, #1 = :1 REMOVE #2, #3");
}

TEST(WrittenUpdate, NeedsNoSetAtItsBegin) {
    EXPECT_EQ(update_of("a = 1, b = 2 remove c"), "SET #0 = :0, #1 = :1 REMOVE #2");
    EXPECT_EQ(update_of("set = 1"), "SET #0 = :0");
    EXPECT_EQ(update_of("remove.x = 1"), "SET #0.#1 = :0");
    EXPECT_EQ(update_of("set set = 1, add = 2 remove remove"), "SET #0 = :0, #1 = :1 REMOVE #2");
}

TEST(WrittenUpdate, HasShortFormsForAddingAndSubtracting) {
    EXPECT_EQ(update_of("total += 5, a.b -= -1.5"), "SET #0 = #0 + :0, #1.#2 = #1.#2 - :1");
    EXPECT_EQ(update_of("a = b-1"), "SET #0 = #1 - :0");
    EXPECT_EQ(update_of("a = -1"), "SET #0 = :0");
    EXPECT_EQ(update_of("a = if_not_exists(a, 0) + b"), "SET #0 = if_not_exists(#0,:0) + #1");
    EXPECT_EQ(update_of("l = list_append(if_not_exists(l, []), ['x'])"),
              "SET #0 = list_append(if_not_exists(#0,:0),:1)");
}

TEST(WrittenUpdate, AddsNumbersAndSets) {
    EXPECT_EQ(update_of("add n -1, s <<1,2>>, b <<b64\"AQ==\">>"), "ADD #0 :0, #1 :1, #2 :2");
    EXPECT_EQ(update_of("s=<<1,2>>,b=<<b64\"AQ==\">>"), "SET #0 = :0, #1 = :1");
}

TEST(WrongUpdate, IsNotAChange) {
    update_refused("^", "expected changes, for example set total = 5");
    update_refused("^set", "`set` changes nothing: expected the name of an attribute after it");
    update_refused("a = 1 ^remove", "`remove` changes nothing: expected the name of an attribute after it");
    update_refused("set a^", "expected = after `a`, as in set a = 5, but found the end");
    update_refused("set a ^:= 5", "use = and not :=");
    update_refused("set a ^== 5", "use = and not ==");
    update_refused("set a = ^", "expected a value or an attribute, but found the end");
    update_refused("set a = 5 ^and b = 3", "changes are separated by `,` and not by and");
    update_refused("set a = 5 ^where b = 3",
                   "a condition is written in its own option, --if, not in the update");
    update_refused("set a = 5, ^where b = 3",
                   "a condition is written in its own option, --if, not in the update");
    update_refused("set a = 5 ^b = 3", "expected `,`, set, remove, add, delete, or the end, but found `b`");
    for (const char* const written : {"set ^order-total = 5", "remove ^order-total", "add ^order-total 5"})
        update_refused(
            written,
            "a name with `-` is written in backquotes: `order-total`; text is written \"order-total\"");
    update_refused(
        "set order ^total = 5",
        "expected = after `order`, as in set order = 5, but found `total`; a name with spaces is written in "
        "backquotes: `order total`");
    update_refused(
        "remove order ^total",
        "expected `,`, set, remove, add, delete, or the end, but found `total`; a name with spaces is "
        "written in backquotes: `order total`");
    update_refused(
        "add order ^total 5",
        "add needs a number or a set, as in add count 1 or add tags <<\"x\">>; a name with spaces is "
        "written in backquotes: `order total`");
}

TEST(WrongUpdate, HasACommaBeforeAClause) {
    update_refused("price -= 1^, remove note",
                   "no comma is written before the clause `remove`: write ... remove note");
    update_refused("set a = 1^, add n 1", "no comma is written before the clause `add`: write ... add n");
    update_refused("remove a^, set b = 1", "no comma is written before the clause `set`: write ... set b");
    update_refused("add n 1^, DELETE tags <<1>>",
                   "no comma is written before the clause `DELETE`: write ... DELETE tags");
    update_refused(
        "add n 1, ^a = 2",
        "`a` belongs to the clause add: for a new value write set before it, without a comma: ... set "
        "a = ...");
    update_refused(
        "remove n, ^a.b += 2",
        "`a.b` belongs to the clause remove: for a new value write set before it, without a comma: "
        "... set a.b += ...");
    // Attributes with the names of clauses.
    EXPECT_EQ(update_of("set a = 1, add = 2, `remove` = 3"), "SET #0 = :0, #1 = :1, #2 = :2");
    EXPECT_EQ(update_of("remove a, set, add"), "REMOVE #0, #1, #2");
    EXPECT_EQ(update_of("add n 1, delete 2"), "ADD #0 :0, #1 :1");
}

TEST(WrongUpdate, CalculatesWhatDynamoDBCannot) {
    update_refused("a = b + c ^+ 1", "only two operands can be added or subtracted: use a second update");
    update_refused("a = b ^* 2", "DynamoDB can only add and subtract");
    update_refused("a = ^(b + 2)", "a value must not be in parentheses");
    update_refused("tags += ^['x']",
                   "+ and - need numbers: for a list write tags = list_append(tags, [\"x\"])");
    update_refused("tags += ^<<'x'>>",
                   "+ and - need numbers: for a set write add tags <<\"x\">> or delete tags <<\"x\">>");
    update_refused("l = list_append(l, ^'x')", "list_append needs lists: write it in [ ]");
    update_refused("n = ^size(l)", "`size` is not a function of set: use if_not_exists or list_append");
    update_refused("n = if_not_exists(^0, n)",
                   "the first operand of if_not_exists is an attribute, as in if_not_exists(total, 0)");
}

TEST(WrongUpdate, AddsOrDeletesAWrongValue) {
    update_refused("add n ^'x'", "add needs a number or a set, as in add count 1 or add tags <<\"x\">>");
    update_refused("add n ^= 1",
                   "write no `=` here: add needs a number or a set, as in add count 1 or add tags <<\"x\">>");
    update_refused(
        "delete tags^",
        "delete needs a set, as in delete tags <<\"x\">>; to remove an attribute write remove tags");
    update_refused(
        "delete tags ^1",
        "delete needs a set, as in delete tags <<\"x\">>; to remove an attribute write remove tags");
    update_refused("remove tags ^= 1",
                   "remove needs only names; to take elements from a set write delete tags <<\"x\">>");
    update_refused("add tags ^<<>>", "DynamoDB has no empty sets");
}

TEST(WrongUpdate, ChangesAnAttributeTwice) {
    update_refused("set a = 1 remove ^a", "a is written twice");
    update_refused("set a.b = 1, ^a = 2", "a and a.b overlap, which DynamoDB refuses");
    update_refused("set a = 1, ^a[0] = 2", "a[0] and a overlap, which DynamoDB refuses");
    update_refused("set a[0] = 1, ^a.b = 2", "a.b and a[0] use an attribute as a list and as a map");
    EXPECT_EQ(update_of("set a.b = 1, a.c = 2, d[0] = 1, d[1] = 2"),
              "SET #0.#1 = :0, #0.#2 = :1, #3[0] = :2, #3[1] = :3");
}

TEST(WrongUpdate, ChangesTheKey) {
    update_refused("set a = 1, ^id = 2",
                   "`id` belongs to the key, which cannot be changed: put a new item and delete this one");
    update_refused(
        "remove ^`order-date`",
        "`order-date` belongs to the key, which cannot be changed: put a new item and delete this one");
}

}  // namespace
}  // namespace dynaco::program::update_test
