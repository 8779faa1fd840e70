#include "program/bulk/column_finder.hpp"

#include <gtest/gtest.h>

namespace dynaco::program::column_finder_test {
namespace {

TEST(ColumnFinder, KeepsTheOrderOfTheItems) {
    column_finder found;
    found.add(R"({"z":{"N":"1"},"id":{"S":"x"}})");
    found.add(R"({"id":{"S":"y"},"a":{"BOOL":true}})");
    EXPECT_EQ(found.columns({}, false), "z:N,id:S,a:BOOL");
}

TEST(ColumnFinder, PutsKeysFirstAndSortsTheOthers) {
    column_finder found;
    found.add(R"({"z":{"N":"1"},"range":{"N":"1"},"id":{"S":"x"},"a":{"NULL":true}})");
    EXPECT_EQ(found.columns({"id", "range"}, true), "id:S,range:N,a:NULL,z:N");
}

TEST(ColumnFinder, WritesListsAndMapsAndSeveralTypesAsJson) {
    column_finder found;
    found.add(R"({"l":{"L":[]},"m":{"M":{"x":{"S":"}"}}},"s":{"SS":["a"]},"x":{"S":"1"}})");
    found.add(R"({"x":{"N":"1"}})");
    found.add(R"({"x":{"S":"1"}})");
    EXPECT_EQ(found.columns({}, false), "l:L:typed,m:M:typed,s:SS,x:typed");
}

TEST(ColumnFinder, QuotesNames) {
    column_finder found;
    found.add(R"({"a,b":{"S":"1"},"say \"x\"":{"N":"1"},"a:S":{"N":"1"}})");
    EXPECT_EQ(found.columns({}, false), R"("a,b:S","say ""x"":N","a:S:N")");
}

TEST(ColumnFinder, HasNoColumnsWithoutItems) { EXPECT_EQ(column_finder().columns({"id"}, true), ""); }

}  // namespace
}  // namespace dynaco::program::column_finder_test
