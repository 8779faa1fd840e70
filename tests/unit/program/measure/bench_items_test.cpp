#include "program/measure/bench_items.hpp"

#include <gtest/gtest.h>

namespace dynaco::program {
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
    EXPECT_EQ(960U, items.whole(0).at("payload").get<std::string>().size());
}

TEST(BenchItems, OfDifferentRunsDiffer) {
    table_description table;
    table.hash_keys = {{.name = "n", .type = attribute_type::N}};
    EXPECT_NE(bench_items(table, 1, 100).key(5), bench_items(table, 2, 100).key(5));
    table.hash_keys = {{.name = "b", .type = attribute_type::B}};
    EXPECT_NE(bench_items(table, 1, 100).key(5), bench_items(table, 2, 100).key(5));
}

}  // namespace
}  // namespace dynaco::program
