#include "load/check/item_check.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::loading::item_check_test {
namespace {

table_keys orders() {
    return {
        .table = "orders",
        .attributes = {{.name = "id", .type = attribute_type::S, .is_hash = true},
                       {.name = "line", .type = attribute_type::N},
                       {.name = "status", .type = attribute_type::S, .is_hash = true, .index = "by-status"},
                       {.name = "line", .type = attribute_type::N, .index = "by-status"},
                       {.name = "photo", .type = attribute_type::B, .is_hash = true, .index = "by-photo"}},
        .own = 2};
}

std::string with(const std::string& members) {
    return R"({"id":{"S":"a"},"line":{"N":"1"})" + (members.empty() ? "" : "," + members) + "}";
}

struct checked {
    std::optional<item_fault> fault{};
    checked_item item{};
};

checked check(const std::string& json, record_kind kind = record_kind::put) {
    item_check checker(orders());
    checked c;
    c.fault = checker.run(json, kind, c.item);
    return c;
}

std::string fault_of(const std::string& json, record_kind kind = record_kind::put) {
    const checked c = check(json, kind);
    return c.fault ? c.fault->attribute + ": " + c.fault->reason : "valid";
}

std::string nested(int levels) {
    std::string open, close;
    for (int i = 0; i < levels; ++i) open += R"({"L":[)", close += "]}";
    return "\"deep\":" + open + close;
}

TEST(ItemCheck, MeasuresAnItemAsDynamoDBDoes) {
    EXPECT_EQ(check(with("")).item.size, 2u + 1 + 4 + 2);
    EXPECT_EQ(check(with(R"("b":{"B":"AAEC"})")).item.size, 9u + 1 + 3);
    EXPECT_EQ(check(with(R"("b":{"BOOL":true},"n":{"NULL":true})")).item.size, 9u + 2 + 2);
    EXPECT_EQ(check(with(R"("m":{"M":{"x":{"S":"ab"}}})")).item.size, 9u + 1 + 3 + 1 + 1 + 2);
    EXPECT_EQ(check(with(R"("l":{"L":[{"S":"ab"},{"N":"100"}]})")).item.size, 9u + 1 + 3 + 1 + 2 + 1 + 2);
    EXPECT_EQ(check(with(R"("s":{"SS":["a","bc"]},"t":{"NS":["1","-2.50"]})")).item.size,
              9u + 1 + 3 + 1 + 2 + 3);
}

TEST(ItemCheck, WithoutATableKeysAreNotChecked) {
    item_check checker(keys_of(table_description{}));
    checked_item item;
    EXPECT_FALSE(checker.run(R"({"a":{"N":"1"}})", record_kind::put, item));
    EXPECT_EQ(item.size, 1u + 2);
    EXPECT_EQ(item.key, "");
    EXPECT_EQ(item.indexes, 0u);
    EXPECT_FALSE(checker.run(R"({"a":{"N":"1"}})", record_kind::remove, item));
    const auto fault = checker.run(R"({"a":{"N":"x"}})", record_kind::put, item);
    ASSERT_TRUE(fault);
    EXPECT_EQ(fault->attribute, "a");
}

TEST(ItemCheck, EqualKeysHaveEqualBytes) {
    const std::string key = check(R"({"id":{"S":"a"},"line":{"N":"1"}})").item.key;
    EXPECT_EQ(check(R"({"line":{"N":"1.0"},"id":{"S":"\u0061"}})").item.key, key);
    EXPECT_EQ(check(R"( { "id" : { "S" : "a" } , "line" : { "N" : "10e-1" } } )").item.key, key);
    EXPECT_NE(check(R"({"id":{"S":"a"},"line":{"N":"2"}})").item.key, key);
    EXPECT_EQ(check(R"({"id":{"S":"a"},"line":{"N":"2"}})").item.key.substr(0, 5), key.substr(0, 5));
    EXPECT_EQ(check(R"({"id":{"S":"a"},"line":{"N":"2"}})").item.hash_key_size, 5u);
}

TEST(ItemCheck, NamesTheIndexesThatAreWritten) {
    EXPECT_EQ(check(with("")).item.indexes, 0u);
    EXPECT_EQ(check(with(R"("status":{"S":"open"})")).item.indexes, 1u);
    EXPECT_EQ(check(with(R"("photo":{"B":"AA=="})")).item.indexes, 2u);
    EXPECT_EQ(check(with(R"("photo":{"B":"AA=="},"status":{"S":"open"})")).item.indexes, 3u);
}

TEST(ItemCheck, RefusesAnItemWithoutItsKeys) {
    EXPECT_EQ(fault_of(R"({"line":{"N":"1"}})"),
              "id: the item lacks the hash key of the table; add the attribute");
    EXPECT_EQ(fault_of(R"({"id":{"S":"a"}})"),
              "line: the item lacks the range key of the table; add the attribute");
    EXPECT_EQ(
        fault_of(R"({"id":{"N":"1"},"line":{"N":"1"}})"),
        "id: the hash key of the table must have type S, but the item has N; change the type of the value");
    EXPECT_EQ(fault_of(R"({"id":{"S":""},"line":{"N":"1"}})"),
              "id: the hash key of the table must not be empty; give it a value");
    EXPECT_EQ(fault_of(with(R"("status":{"S":""})")),
              "status: a hash key of index by-status must not be empty; give it a value");
    EXPECT_EQ(fault_of(with(R"("photo":{"S":"x"})")),
              "photo: a hash key of index by-photo must have type B, but the item has S; change the type of "
              "the value");
    EXPECT_EQ(fault_of(R"({"id":{"S":")" + std::string(2049, 'k') + R"("},"line":{"N":"1"}})"),
              "id: the hash key of the table has 2049 bytes; DynamoDB allows at most 2048: shorten it");
    EXPECT_EQ(fault_of(R"({"id":{"S":")" + std::string(2048, 'k') + R"("},"line":{"N":"1"}})"), "valid");
}

TEST(ItemCheck, RefusesValuesThatDynamoDBCannotStore) {
    EXPECT_NE(fault_of(with(R"("n":{"N":"1E126"})")).find("n: 1E126"), std::string::npos);
    EXPECT_NE(fault_of(with(R"("n":{"N":"NaN"})")).find("is not a number"), std::string::npos);
    EXPECT_NE(fault_of(with("\"n\":{\"N\":\"" + std::string(39, '1') + "\"}")).find("38"), std::string::npos);
    EXPECT_EQ(fault_of(with("\"n\":{\"N\":\"" + std::string(38, '1') + "\"}")), "valid");
    EXPECT_EQ(fault_of(with(R"("b":{"B":"A"})")), "b: \"A\" is not base64 (RFC 4648, with padding)");
    EXPECT_EQ(fault_of(with(R"("s":{"SS":[]})")),
              "s: the set is empty, and DynamoDB has no empty sets; remove the attribute");
    EXPECT_EQ(fault_of(with(R"("s":{"SS":["a","b","a"]})")),
              "s: the set has the element \"a\" twice; remove one of them");
    EXPECT_EQ(fault_of(with(R"("s":{"NS":["1","1.0"]})")),
              "s: the set has the element \"1\" twice; remove one of them");
    EXPECT_EQ(fault_of(with(R"("s":{"SS":[""]})")), "valid");
    EXPECT_EQ(fault_of(with(R"("z":{"NULL":false})")), "z: NULL must be true");
    EXPECT_EQ(
        fault_of(with(R"("z":{"Q":"1"})")),
        "z: the attribute has the unknown type \"Q\"; DynamoDB has S, N, B, BOOL, NULL, M, L, SS, NS and BS");
    EXPECT_EQ(fault_of(with(R"("z":{"S":"1","N":"1"})")), "z: the attribute has more than one type");
}

TEST(ItemCheck, RefusesMoreThan32Levels) {
    EXPECT_EQ(fault_of(with(nested(32))), "valid");
    EXPECT_NE(fault_of(with(nested(33))).find("more than 32 levels of lists and maps"), std::string::npos);
}

TEST(ItemCheck, RefusesTwoAttributesWithOneName) {
    EXPECT_EQ(fault_of(with(R"("x":{"S":"1"},"x":{"S":"2"})")),
              "x: the attribute appears twice; remove one of them");
    EXPECT_EQ(fault_of(with(R"("x":{"S":"1"},"\u0078":{"S":"2"})")),
              "x: the attribute appears twice; remove one of them");
    EXPECT_EQ(fault_of(with(R"("m":{"M":{"x":{"S":"1"},"x":{"S":"2"}}})")),
              "m.x: the attribute appears twice; remove one of them");
    EXPECT_EQ(fault_of(with(R"("m":{"M":{"x":{"S":"1"}}},"x":{"S":"2"})")), "valid");
    std::string many;
    for (int i = 0; i < 200; ++i) many += "\"a" + std::to_string(i) + R"(":{"S":""},)";
    EXPECT_EQ(fault_of(with(many + R"("b":{"S":""})")), "valid");
    EXPECT_EQ(fault_of(with(many + R"("a7":{"S":""})")),
              ": two attributes have the same name; remove one of them");
}

TEST(ItemCheck, RefusesTextThatIsNotAnItem) {
    EXPECT_EQ(fault_of("[]"), ": the record is not a JSON object");
    EXPECT_EQ(fault_of(with("") + with("")), ": text follows the item; one record must be one item");
    EXPECT_NE(fault_of(R"({"id":{"S":"a"},})"), "valid");
    EXPECT_EQ(fault_of(R"({"id":"a"})"),
              "id: the value has no type; DynamoDB JSON is {\"S\":\"text\"} or {\"N\":\"1\"}");
    EXPECT_NE(fault_of("{\"id\":{\"S\":\"\xff\"}}").find("not UTF-8"), std::string::npos);
    EXPECT_NE(fault_of(std::string("{\"id\":{\"S\":\"a\0b\"}}", 19)), "valid");
}

TEST(ItemCheck, RefusesMoreThan400KB) {
    const std::size_t rest = check(with(R"("x":{"S":""})")).item.size;
    const auto item = [&](std::size_t size) {
        return with(R"("x":{"S":")" + std::string(size - rest, 'x') + "\"}");
    };
    EXPECT_EQ(fault_of(item(409'600)), "valid");
    EXPECT_EQ(fault_of(item(409'601)),
              ": the item has 409601 bytes; DynamoDB stores at most 409600: split the item, or store large "
              "values elsewhere");
}

TEST(ItemCheck, ARemovalHasOnlyTheKey) {
    EXPECT_EQ(fault_of(R"({"id":{"S":"a"},"line":{"N":"1"}})", record_kind::remove), "valid");
    EXPECT_EQ(fault_of(with(R"("x":{"S":"1"})"), record_kind::remove),
              "x: a removal may have only the key attributes of the table");
    EXPECT_EQ(fault_of(R"({"id":{"S":"a"}})", record_kind::remove),
              "line: the removal lacks the range key of the table; add the attribute");
}

TEST(ItemCheck, NamesWithEscapesSurviveTheirValues) {
    EXPECT_EQ(fault_of(with(R"("\u0061b":{"M":{"c\u0064":{"N":"x\u0079"}}})")),
              "ab.cd: \"xy\" is not a number; correct it, or store a string");
}

}  // namespace
}  // namespace dynaco::loading::item_check_test
