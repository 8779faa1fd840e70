#include "program/tables/table_changes.hpp"

#include "program/command.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace dynaco::program::table_changes_test {
namespace {

using texts = std::vector<std::string>;

table_description orders() {
    table_description table{.name = "orders"};
    table.hash_keys.push_back({.name = "customer", .type = attribute_type::S});
    index_description index{.name = "by-total"};
    index.hash_keys.push_back({.name = "total", .type = attribute_type::N});
    table.indexes.push_back(index);
    return table;
}

void check(const texts& capacities, const texts& removed, const texts& added) {
    check_index_changes(orders(), {.capacities = capacities, .removed = removed, .added = added});
}

TEST(TableChanges, AnIndexHasANewName) {
    EXPECT_NO_THROW(check({}, {}, {"by-date=date"}));
    EXPECT_THROW(check({}, {}, {"by-total=date"}), std::runtime_error);
    EXPECT_NO_THROW(check({}, {"by-total"}, {"by-total=date"}));
    EXPECT_THROW(check({}, {}, {"a=date", "a=status"}), std::runtime_error);
}

TEST(TableChanges, AnAttributeHasOneType) {
    EXPECT_NO_THROW(check({}, {}, {"a=total", "b=total:N"}));
    EXPECT_THROW(check({}, {}, {"a=total:S"}), usage_error);
    EXPECT_NO_THROW(check({}, {"by-total"}, {"a=total:S"}));  // no other key has it then
    EXPECT_THROW(check({}, {}, {"a=date", "b=date:N"}), usage_error);
}

TEST(TableChanges, ACapacityIsThatOfAnIndexThatExists) {
    EXPECT_NO_THROW(check({"by-total=1,1"}, {}, {}));
    EXPECT_THROW(check({"by-date=1,1"}, {}, {"by-date=date"}), std::runtime_error);
}

}  // namespace
}  // namespace dynaco::program::table_changes_test
