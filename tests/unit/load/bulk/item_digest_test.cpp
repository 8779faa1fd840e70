#include "load/bulk/item_digest.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::loading::item_digest_test {
namespace {

digested_item digest_of(const std::string& item) {
    item_digester digester({"id"});
    const auto made = digester.run(item);
    EXPECT_TRUE(made) << item;
    return made ? *made : digested_item();
}

bool same(const std::string& a, const std::string& b) { return digest_of(a).whole == digest_of(b).whole; }

// An item with the key 1 and the attribute v.
std::string with(const std::string& value) { return R"({"id":{"S":"1"},"v":)" + value + "}"; }

TEST(ItemDigest, DoesNotDependOnTheOrderOfAttributes) {
    EXPECT_TRUE(same(R"({"id":{"S":"1"},"a":{"S":"x"},"b":{"S":"y"}})",
                     R"({ "b" : {"S":"y"}, "a":{"S":"x"},"id":{"S":"1"}})"));
    EXPECT_TRUE(
        same(with(R"({"M":{"a":{"N":"1"},"b":{"N":"2"}}})"), with(R"({"M":{"b":{"N":"2"},"a":{"N":"1"}}})")));
    EXPECT_FALSE(same(R"({"id":{"S":"1"},"a":{"S":"x"},"b":{"S":"y"}})",
                      R"({"id":{"S":"1"},"a":{"S":"y"},"b":{"S":"x"}})"));
}

TEST(ItemDigest, NumbersAreComparedByValue) {
    for (const char* const other : {"1.0", "+1", "01", "10E-1", "0.1e1", "1.000"})
        EXPECT_TRUE(same(with(R"({"N":"1"})"), with(std::string(R"({"N":")") + other + "\"}"))) << other;
    EXPECT_TRUE(same(with(R"({"N":"1E2"})"), with(R"({"N":"100"})")));
    EXPECT_TRUE(same(with(R"({"N":"0"})"), with(R"({"N":"-0.0"})")));
    EXPECT_FALSE(same(with(R"({"N":"1"})"), with(R"({"N":"-1"})")));
    EXPECT_FALSE(same(with(R"({"N":"12345678901234567890123456789012345678"})"),
                      with(R"({"N":"12345678901234567890123456789012345679"})")));
    EXPECT_FALSE(same(with(R"({"N":"1"})"), with(R"({"S":"1"})")));
}

TEST(ItemDigest, SetsHaveNoOrderAndListsHave) {
    EXPECT_TRUE(same(with(R"({"SS":["a","b"]})"), with(R"({"SS":["b","a"]})")));
    EXPECT_TRUE(same(with(R"({"NS":["1","2.0"]})"), with(R"({"NS":["2","1.00"]})")));
    EXPECT_TRUE(same(with(R"({"BS":["AAE=","AAI="]})"), with(R"({"BS":["AAI=","AAE="]})")));
    EXPECT_FALSE(same(with(R"({"SS":["a","b"]})"), with(R"({"SS":["a","c"]})")));
    EXPECT_FALSE(same(with(R"({"SS":["1"]})"), with(R"({"NS":["1"]})")));
    EXPECT_FALSE(same(with(R"({"L":[{"S":"a"},{"S":"b"}]})"), with(R"({"L":[{"S":"b"},{"S":"a"}]})")));
    EXPECT_FALSE(same(with(R"({"L":[]})"), with(R"({"M":{}})")));
}

TEST(ItemDigest, OtherTypesDiffer) {
    EXPECT_TRUE(same(with(R"({"S":"\u00e9\n"})"), with("{\"S\":\"é\\u000a\"}")));
    EXPECT_FALSE(same(with(R"({"BOOL":true})"), with(R"({"BOOL":false})")));
    EXPECT_FALSE(same(with(R"({"BOOL":true})"), with(R"({"NULL":true})")));
    EXPECT_FALSE(same(with(R"({"S":""})"), with(R"({"B":""})")));
    EXPECT_FALSE(same(with(R"({"S":"12345678"})"), with(R"({"S":"123456780"})")));
    EXPECT_FALSE(same(with(R"({"S":"a"})"), R"({"id":{"S":"1"}})"));
}

TEST(ItemDigest, TheKeyDigestIsOfTheKeyOnly) {
    EXPECT_EQ(digest_of(with(R"({"S":"a"})")).key, digest_of(with(R"({"S":"b"})")).key);
    EXPECT_NE(digest_of(R"({"id":{"S":"1"}})").key, digest_of(R"({"id":{"S":"2"}})").key);
    item_digester two({"a", "b"});
    EXPECT_NE(two.run(R"({"a":{"S":"1"},"b":{"S":"2"}})")->key,
              two.run(R"({"a":{"S":"2"},"b":{"S":"1"}})")->key);
}

TEST(ItemDigest, IsTheSameOnEveryMachine) {
    EXPECT_EQ(text_of(digest_of(with(R"({"N":"1.50"})")).whole).size(), 32u);
    EXPECT_EQ(text_of({.high = 1, .low = 0xabcdef0123456789}), "0000000000000001abcdef0123456789");
}

TEST(ItemDigest, WhatIsNotAnItemIsRefused) {
    item_digester digester({"id"});
    for (const char* const bad : {"", "{}", "[]", R"({"id":"1"})", R"({"id":{"S":"1"})", R"({"x":{"S":"1"}})",
                                  R"({"id":{"S":"1"}} x)", R"({"id":{"N":"x"}})", R"({"id":{"B":"*"}})"})
        EXPECT_FALSE(digester.run(bad)) << bad;
}

TEST(ItemDigest, TheKeyIsTextInTheOrderOfTheKeys) {
    const item_digester digester({"b", "a"});
    EXPECT_EQ(digester.key_text(R"({"a":{"S":"x"},"c":{"N":"1"},"b":{"N":"2"}})"),
              R"({"b":{"N":"2"},"a":{"S":"x"}})");
}

}  // namespace
}  // namespace dynaco::loading::item_digest_test
