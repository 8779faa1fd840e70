#include "program/measure/bench_items.hpp"

#include <gtest/gtest.h>

namespace dynaco::program::bench_items_test {
namespace {

TEST(BenchItems, HaveKeysOfTheTable) {
    table_description table;
    table.hash_keys = {{.name = "id", .type = attribute_type::S}};
    table.range_keys = {{.name = "n", .type = attribute_type::N}};
    const bench_items items(table, 7, 1000);
    const item first = items.key(0);
    EXPECT_EQ("dynaco-bench-7-0", first.at("id").get<std::string>());
    EXPECT_EQ(attribute_type::N, first.at("n").type());
    EXPECT_NE(first, items.key(1));
}

// 1000 bytes with the key and all names: a write costs one unit.
TEST(BenchItems, HaveTheSizeWithTheKey) {
    table_description table;
    table.hash_keys = {{.name = "id", .type = attribute_type::S}};
    for (const std::uint64_t number : {0U, 123'456U}) {
        const item whole = bench_items(table, 7, 1000).whole(number);
        EXPECT_EQ(1000U, 2 + whole.at("id").get<std::string>().size() + 7 +
                             whole.at("payload").get<std::string>().size());
    }
    table.range_keys = {{.name = "a-long-name-of-a-key", .type = attribute_type::S}};
    const item whole = bench_items(table, 7, 1000).whole(0);
    EXPECT_EQ(1000U, 2 + 20 + 2 * whole.at("id").get<std::string>().size() + 7 +
                         whole.at("payload").get<std::string>().size());
    EXPECT_EQ(1U, bench_items(table, 7, 1).whole(0).at("payload").get<std::string>().size());
}

TEST(BenchItems, OfDifferentRunsDiffer) {
    table_description table;
    table.hash_keys = {{.name = "n", .type = attribute_type::N}};
    EXPECT_NE(bench_items(table, 1, 100).key(5), bench_items(table, 2, 100).key(5));
    table.hash_keys = {{.name = "b", .type = attribute_type::B}};
    EXPECT_NE(bench_items(table, 1, 100).key(5), bench_items(table, 2, 100).key(5));
}

}  // namespace
}  // namespace dynaco::program::bench_items_test
