#include "program/text/key_shape.hpp"

#include "unit/program/expected_fault.hpp"

#include <dynaco/json.hpp>

#include <gtest/gtest.h>

#include <string>
#include <vector>

/// Key values from the command line.
namespace dynaco::program::key_shape_test {
namespace {

using arguments = std::vector<std::string>;

key_shape pair_key() {
    table_description table;
    table.hash_keys = {{"id", attribute_type::S}};
    table.range_keys = {{"n", attribute_type::N}};
    return key_of(table);
}

std::string what_of(const key_shape& key, const arguments& given) {
    try {
        static_cast<void>(key_from_arguments(key, given));
    } catch (const text_error& fault) {
        return fault.what();
    }
    return "no fault";
}

TEST(KeyArguments, HaveTheTypesOfTheTable) {
    EXPECT_EQ(to_dynamodb_json(key_from_arguments(pair_key(), arguments{"007", "1.50"})),
              R"({"id":{"S":"007"},"n":{"N":"1.5"}})");
    index_description index;
    index.hash_keys = {{"b", attribute_type::B}};
    EXPECT_EQ(to_dynamodb_json(key_from_arguments(key_of(index), arguments{"AQID"})),
              R"({"b":{"B":"AQID"}})");
}

TEST(KeyArguments, ReportTooFewAndTooMany) {
    EXPECT_EQ(what_of(pair_key(), {"a"}), "the key is id (S) and n (N): expected 2 values, but got 1");
    EXPECT_EQ(what_of(pair_key(), {"a", "1", "2"}),
              "the key is id (S) and n (N): expected 2 values, but got 3");
    EXPECT_EQ(what_of({.hash = {{"id", attribute_type::S}}}, {}),
              "the key is id (S): expected 1 value, but got 0");
    EXPECT_EQ(key_values_from_arguments(pair_key(), arguments{"a"}).size(), 1U);
    EXPECT_THROW(static_cast<void>(key_values_from_arguments(pair_key(), arguments{"a", "1", "2"})),
                 text_error);
}

TEST(KeyArguments, ReportValuesThatDoNotFit) {
    EXPECT_EQ(what_of(pair_key(), {"a", "x"}),
              "the key attribute n is a number (N) of at most 38 digits, but \"x\" is not");
    EXPECT_EQ(what_of(pair_key(), {"", "1"}),
              "the key attribute id has an empty value, which DynamoDB refuses");
    EXPECT_EQ(what_of({.hash = {{"b", attribute_type::B}}}, {"A"}),
              "the key attribute b is binary (B): expected bytes in standard base64 with padding, for "
              "example AQID or "
              "AQ==");
    EXPECT_EQ(what_of(pair_key(), {std::string(2049, 'x'), "1"}),
              "the key attribute id has more than 2048 bytes, DynamoDB's limit");
    const key_shape texts{.hash = {{"a", attribute_type::S}}, .range = {{"b", attribute_type::S}}};
    EXPECT_EQ(what_of(texts, {std::string(2048, 'x'), std::string(1025, 'x')}),
              "the key attribute b has more than 1024 bytes, DynamoDB's limit");
    EXPECT_EQ(what_of(texts, {std::string(2048, 'x'), std::string(1024, 'x')}), "no fault");
}

TEST(KeyShape, FindsItsAttributes) {
    EXPECT_EQ(pair_key().find("n")->type, attribute_type::N);
    EXPECT_EQ(pair_key().find("x"), nullptr);
    EXPECT_TRUE(key_shape{}.empty());
}

}  // namespace
}  // namespace dynaco::program::key_shape_test
