#include "program/text/table_text.hpp"

#include "program/text/text_fault.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace dynaco::program::table_text_test {
namespace {

using keys = std::vector<written_key>;

TEST(TableText, KeysHaveANameAndATypeThatCanBeLeftOut) {
    EXPECT_EQ(parse_key("id"), (written_key{.name = "id"}));
    EXPECT_EQ(parse_key("total:N"), (written_key{.name = "total", .type = attribute_type::N}));
    EXPECT_EQ(parse_key("a:b:B"), (written_key{.name = "a:b", .type = attribute_type::B}));
}

TEST(TableText, IndexesHaveKeysAndAProjection) {
    const written_index plain = parse_index("by-status=status");
    EXPECT_EQ(plain.name, "by-status");
    EXPECT_EQ(plain.scope, index_scope::global);
    EXPECT_EQ(plain.hash, (keys{{.name = "status"}}));
    EXPECT_TRUE(plain.range.empty());
    EXPECT_EQ(plain.projection, projection::all);

    const written_index full = parse_index("i=a+b:N,c+d/x,y");
    EXPECT_EQ(full.hash, (keys{{.name = "a"}, {.name = "b", .type = attribute_type::N}}));
    EXPECT_EQ(full.range, (keys{{.name = "c"}, {.name = "d"}}));
    EXPECT_EQ(full.projection, projection::include);
    EXPECT_EQ(full.attributes, (std::vector<std::string>{"x", "y"}));

    EXPECT_EQ(parse_index("i=a/keys").projection, projection::keys_only);
    EXPECT_EQ(parse_index("i=a/all").projection, projection::all);
}

TEST(TableText, LocalIndexesHaveARangeKeyOnly) {
    const written_index local = parse_local_index("by-total=total:N/keys");
    EXPECT_EQ(local.scope, index_scope::local);
    EXPECT_TRUE(local.hash.empty());
    EXPECT_EQ(local.range, (keys{{.name = "total", .type = attribute_type::N}}));
    EXPECT_EQ(local.projection, projection::keys_only);
}

TEST(TableText, UnitsTagsAndPlaces) {
    EXPECT_EQ(parse_units("10,5").read, 10);
    EXPECT_EQ(parse_units("10,5").write, 5);
    EXPECT_EQ(parse_units("1.5k").write, 1500);
    EXPECT_EQ(parse_named_units("by-x=3").first, "by-x");
    EXPECT_EQ(parse_named_units("by-x=3").second.write, 3);
    EXPECT_EQ(parse_tag("a=b=c"), std::pair(std::string("a"), std::string("b=c")));
    EXPECT_EQ(parse_tag("a="), std::pair(std::string("a"), std::string()));
    EXPECT_EQ(parse_s3_place("s3://b/x/y/").prefix, "x/y/");
    EXPECT_EQ(parse_s3_place("s3://b").bucket, "b");
    EXPECT_EQ(parse_s3_place("s3://b/").prefix, "");
}

TEST(TableText, MistakesArePointedAt) {
    const auto column = [](auto parse, const char* text) {
        try {
            static_cast<void>(parse(text));
        } catch (const text_error& why) {
            return static_cast<int>(why.fault().column);
        }
        return -1;
    };
    EXPECT_EQ(column(parse_key, ""), 0);
    EXPECT_EQ(column(parse_key, ":S"), 0);
    EXPECT_EQ(column(parse_key, "id:X"), 3);
    EXPECT_EQ(column(parse_key, "id:SS"), 3);
    EXPECT_EQ(column(parse_key, "id:"), 3);
    EXPECT_EQ(column(parse_index, "status"), 6);
    EXPECT_EQ(column(parse_index, "=status"), 0);
    EXPECT_EQ(column(parse_index, "i="), 2);
    EXPECT_EQ(column(parse_index, "i=a,"), 4);
    EXPECT_EQ(column(parse_index, "i=a+,b"), 4);
    EXPECT_EQ(column(parse_index, "i=a,b:Q"), 6);
    EXPECT_EQ(column(parse_index, "i=a+b+c+d+e"), 11);
    EXPECT_EQ(column(parse_index, "i=a/"), 4);
    EXPECT_EQ(column(parse_index, "i=a/x,"), 6);
    EXPECT_EQ(column(parse_local_index, "i=a,b"), 2);
    EXPECT_EQ(column(parse_units, "10,x"), 3);
    EXPECT_EQ(column(parse_units, "0"), 0);
    EXPECT_EQ(column(parse_units, "1,2,3"), 2);
    EXPECT_EQ(column(parse_tag, "team"), 4);
    EXPECT_EQ(column(parse_tag, "=x"), 0);
    EXPECT_EQ(column(parse_s3_place, "https://b"), 0);
    EXPECT_EQ(column(parse_s3_place, "s3:///x"), 5);
}

}  // namespace
}  // namespace dynaco::program::table_text_test
