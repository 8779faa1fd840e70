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
    EXPECT_THROW(check({}, {}, {"aaa=date", "aaa=status"}), std::runtime_error);
}

TEST(TableChanges, AnAttributeHasOneType) {
    EXPECT_NO_THROW(check({}, {}, {"aaa=total", "bbb=total:N"}));
    EXPECT_THROW(check({}, {}, {"aaa=total:S"}), usage_error);
    EXPECT_NO_THROW(check({}, {"by-total"}, {"aaa=total:S"}));  // no other key has it then
    EXPECT_THROW(check({}, {}, {"aaa=date", "bbb=date:N"}), usage_error);
}

TEST(TableChanges, ACapacityIsThatOfAnIndexThatExists) {
    EXPECT_NO_THROW(check({"by-total=1,1"}, {}, {}));
    EXPECT_THROW(check({"by-date=1,1"}, {}, {"by-date=date"}), std::runtime_error);
}

TEST(TableChanges, AnIndexHasAValidNameAndDifferentAttributes) {
    for (const char* const wrong : {"a=date", "my index=date", "by-date=date,date", "by-date=date+date"})
        EXPECT_THROW(check({}, {}, {wrong}), usage_error) << wrong;
}

TEST(TableChanges, CapacitiesFitTheBilling) {
    const std::string none;
    const std::string units = "10,5";
    const texts no_index;
    const texts index{"by-total=1,1"};
    const auto refused = [](billing_mode mode, const capacity_changes& changes) {
        table_description table = orders();
        table.billing_mode = mode;
        try {
            check_capacity_changes(table, changes);
            return false;
        } catch (const usage_error&) {
            return true;
        }
    };
    using enum billing_mode;
    const auto changes = [&](bool on_demand, const std::string& capacity, const std::string& most,
                             const texts& indexes) {
        return capacity_changes{
            .on_demand = on_demand, .capacity = capacity, .max_units = most, .indexes = indexes};
    };
    EXPECT_FALSE(refused(pay_per_request, changes(false, none, units, no_index)));
    EXPECT_FALSE(refused(pay_per_request, changes(false, units, none, index)));
    EXPECT_FALSE(refused(provisioned, changes(false, none, none, index)));
    EXPECT_FALSE(refused(provisioned, changes(true, none, units, no_index)));
    EXPECT_TRUE(refused(pay_per_request, changes(false, none, none, index)));
    EXPECT_TRUE(refused(provisioned, changes(true, none, none, index)));
    EXPECT_TRUE(refused(provisioned, changes(false, none, units, no_index)));
    EXPECT_TRUE(refused(pay_per_request, changes(false, units, units, no_index)));
}

}  // namespace
}  // namespace dynaco::program::table_changes_test
