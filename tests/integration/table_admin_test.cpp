#include "support/local_table.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>
#include <vector>

/// Changing existing tables: settings, indexes, time to live, tags, plans.
namespace dynaco::test::table_admin_test {
namespace {

struct by_owner {
    std::string owner{};
    std::string id{};
    static constexpr dynaco::index_schema schema{
        .index_name = "by-owner", .hash_key = "owner", .projection = dynaco::projection::keys_only};
};
struct by_size {
    std::int64_t size = 0;
    std::string id{};
    std::string owner{};
    static constexpr dynaco::index_schema schema{
        .index_name = "by-size", .hash_key = "size", .projection = dynaco::projection::include};
};

/// The first version of a model.
struct parcel {
    std::string id{};
    std::string owner{};
    std::int64_t size = 0;
    std::int64_t expires = 0;

    static constexpr dynaco::schema schema{.table_name = "parcels", .hash_key = "id"};
    using indexes = dynaco::indexes<by_owner>;
};
/// A later version of the model.
struct new_parcel {
    std::string id{};
    std::string owner{};
    std::int64_t size = 0;
    std::int64_t expires = 0;

    static constexpr dynaco::schema schema{.table_name = "parcels",
                                           .hash_key = "id",
                                           .ttl = "expires",
                                           .settings = {.stream = dynaco::stream_view::new_image,
                                                        .deletion_protection = true,
                                                        .tags = {{.key = "team", .value = "red"}}}};
    using indexes = dynaco::indexes<by_size>;
};
/// A version that needs another table.
struct other_parcel {
    std::int64_t id = 0;
    static constexpr dynaco::schema schema{.table_name = "parcels", .hash_key = "id"};
};
struct expiring {
    std::string id{};
    std::int64_t expires = 0;
    static constexpr dynaco::schema schema{.table_name = "expiring", .hash_key = "id", .ttl = "expires"};
};

class TableAdmin : public LocalServer {};
DYNACO_ON_MAIN_SERVER(TableAdmin);
class TableCreation : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(TableCreation);

awaitable<std::size_t> count_by_owner(table<parcel> parcels) {
    auto query = parcels.index<by_owner>().query("alice");
    const std::size_t count = co_await query.count();
    co_return count;
}

TEST_P(TableAdmin, CreatesWithOptionsAndReportsProgress) {
    run([](client db) -> awaitable<void> {
        const local_table<parcel> parcels(db);
        int seen = 0;
        const auto watch = [&seen](const table_description&) { ++seen; };
        const bool created = co_await parcels.create(
            {.stream = stream_view::keys_only, .deletion_protection = true, .progress = watch});
        EXPECT_TRUE(created);
        EXPECT_GT(seen, 0);
        const table_description now = co_await parcels.describe();
        EXPECT_EQ(now.stream.view, stream_view::keys_only);
        EXPECT_FALSE(now.stream.arn.empty());
        EXPECT_TRUE(now.deletion_protection);
        co_await parcels.admin().set_deletion_protection(false);
    });
}

TEST_P(TableAdmin, CreateSwitchesTimeToLiveOn) {
    run([](client db) -> awaitable<void> {
        const auto table = co_await make_table<expiring>(db);
        const auto admin = table.admin();
        time_to_live_description now = co_await admin.time_to_live();
        EXPECT_TRUE(now.is_on());
        EXPECT_EQ(now.attribute, "expires");
        co_await admin.disable_ttl();
        now = co_await admin.time_to_live();
        EXPECT_FALSE(now.is_on());
        co_await admin.enable_ttl();
        now = co_await admin.time_to_live();
        EXPECT_TRUE(now.is_on());
        const failure other = co_await failure_of(admin.enable_ttl("other"));
        EXPECT_EQ(other.cause(), errc::table_differs);
    });
}

TEST_P(TableCreation, GoesOnWithoutTimeToLiveIfThatIsAllowed) {
    run([](client db) -> awaitable<void> {
        const local_table<expiring> table(db);
        const bool created = co_await table.create({.ignore_missing_ttl_support = true});
        EXPECT_TRUE(created);
        const expiring one{.id = "1", .expires = 1};
        co_await table.save(one);
    });
}

TEST_P(TableCreation, ListsTheNamesOfAllTables) {
    run([](client db) -> awaitable<void> {
        const auto table = co_await make_table<parcel>(db);
        const std::vector<std::string> names = co_await table_names(db);
        EXPECT_EQ(std::count(names.begin(), names.end(), table.table_name()), 1);
    });
}

TEST_P(TableAdmin, ChangesSettings) {
    run([](client db) -> awaitable<void> {
        const auto parcels = co_await make_table<parcel>(db);
        const auto admin = parcels.admin();
        co_await admin.set_billing(billing_mode::provisioned,
                                   {.read_capacity_units = 3, .write_capacity_units = 4});
        table_description now = co_await admin.describe();
        EXPECT_EQ(now.billing_mode, billing_mode::provisioned);
        EXPECT_EQ(now.read_capacity_units, 3);
        co_await admin.set_throughput({.read_capacity_units = 5, .write_capacity_units = 6});
        // Accepted, but the server does not show the capacity of indexes.
        co_await admin.set_index_throughput<by_owner>({.read_capacity_units = 7, .write_capacity_units = 8});
        now = co_await admin.describe();
        EXPECT_EQ(now.write_capacity_units, 6);
        co_await admin.set_billing(billing_mode::pay_per_request);
        co_await admin.set_stream(stream_view::new_image);
        co_await admin.set_stream(stream_view::old_image);
        now = co_await admin.describe();
        EXPECT_EQ(now.billing_mode, billing_mode::pay_per_request);
        EXPECT_EQ(now.stream.view, stream_view::old_image);
        co_await admin.set_stream(stream_view::none);
        co_await admin.set_table_class(table_class::standard_infrequent_access);
        now = co_await admin.describe();
        EXPECT_EQ(now.stream.view, stream_view::none);
        EXPECT_EQ(now.table_class, table_class::standard_infrequent_access);
    });
}

TEST_P(TableAdmin, DeletionProtectionProtects) {
    run([](client db) -> awaitable<void> {
        const auto parcels = co_await make_table<parcel>(db);
        co_await parcels.admin().set_deletion_protection(true);
        const failure refused = co_await failure_of(parcels.delete_table());
        EXPECT_TRUE(refused.code() == condition::invalid) << refused.text();
        co_await parcels.admin().set_deletion_protection(false);
        const bool gone = co_await parcels.delete_table();
        EXPECT_TRUE(gone);
    });
}

TEST_P(TableAdmin, AddsAnIndexOverTheItemsThatAreThere) {
    run([](client db) -> awaitable<void> {
        const auto parcels = co_await make_table<parcel>(db);
        const auto admin = parcels.admin();
        bool removed = co_await admin.delete_index<by_owner>();
        EXPECT_TRUE(removed);
        removed = co_await admin.delete_index<by_owner>();
        EXPECT_FALSE(removed);
        const parcel one{.id = "1", .owner = "alice"};
        co_await parcels.save(one);
        bool added = co_await admin.create_index<by_owner>();
        EXPECT_TRUE(added);
        added = co_await admin.create_index<by_owner>();
        EXPECT_FALSE(added);
        const std::size_t found = co_await count_by_owner(parcels);
        EXPECT_EQ(found, 1u);
    });
}

TEST_P(TableAdmin, KeepsTags) {
    run([](client db) -> awaitable<void> {
        const auto parcels = co_await make_table<parcel>(db);
        const auto admin = parcels.admin();
        const std::array two{table_tag{.key = "team", .value = "red"},
                             table_tag{.key = "cost", .value = "7"}};
        co_await admin.set_tags(two);
        co_await admin.set_tag("team", "blue");
        std::map<std::string, std::string> tags = co_await admin.tags();
        EXPECT_EQ(tags.size(), 2u);
        EXPECT_EQ(tags["team"], "blue");
        co_await admin.remove_tags("cost", "none");
        tags = co_await admin.tags();
        EXPECT_EQ(tags.size(), 1u);
    });
}

TEST_P(TableAdmin, PlansNothingForATableOfTheModel) {
    run([](client db) -> awaitable<void> {
        const auto parcels = co_await make_table<parcel>(db);
        const table_plan plan = co_await parcels.admin().plan();
        EXPECT_FALSE(plan) << plan.text();
    });
}

TEST_P(TableAdmin, CreatesAMissingTableByPlan) {
    run([](client db) -> awaitable<void> {
        const local_table<expiring> table(db);
        const auto admin = table.admin();
        table_plan plan = co_await admin.plan();
        EXPECT_TRUE(plan);
        const std::vector<table_difference> left = co_await admin.apply(plan);
        EXPECT_TRUE(left.empty());
        plan = co_await admin.plan();
        EXPECT_FALSE(plan) << plan.text();
    });
}

TEST_P(TableAdmin, MakesAnOldTableWhatTheNewModelSays) {
    run([](client db) -> awaitable<void> {
        const auto parcels = co_await make_table<parcel>(db);
        const table<new_parcel> renewed(db, parcels.table_name());
        const auto admin = renewed.admin();
        table_plan plan = co_await admin.plan();
        EXPECT_EQ(plan.differences().size(), 6u) << plan.text();
        std::vector<table_difference> left = co_await admin.apply(plan);
        EXPECT_EQ(left.size(), 1u);
        EXPECT_EQ(left.at(0).name, "by-owner");
        plan = co_await admin.plan();
        EXPECT_EQ(plan.differences().size(), 1u) << plan.text();
        left = co_await admin.apply(plan, {.allow_removals = true});
        EXPECT_TRUE(left.empty());
        plan = co_await admin.plan();
        EXPECT_FALSE(plan) << plan.text();
        co_await admin.set_deletion_protection(false);
    });
}

TEST_P(TableAdmin, RefusesWhatOnlyANewTableHas) {
    run([](client db) -> awaitable<void> {
        const auto parcels = co_await make_table<parcel>(db);
        const table<other_parcel> other(db, parcels.table_name());
        const table_plan plan = co_await other.admin().plan();
        EXPECT_TRUE(plan);
        const failure refused = co_await failure_of(other.admin().apply(plan));
        EXPECT_EQ(refused.cause(), errc::table_differs);
        EXPECT_EQ(refused.diagnostics().table, parcels.table_name());
    });
}

TEST_P(TableAdmin, AMissingTableIsAnError) {
    run([](client db) -> awaitable<void> {
        const table_admin<> none(db, "dynaco-no-such-table");
        const failure tags = co_await failure_of(none.tags());
        EXPECT_EQ(tags.cause(), errc::resource_not_found);
        const failure ttl = co_await failure_of(none.time_to_live());
        EXPECT_EQ(ttl.cause(), errc::resource_not_found);
        const failure change = co_await failure_of(none.set_stream(stream_view::new_image));
        EXPECT_EQ(change.cause(), errc::resource_not_found);
    });
}

}  // namespace
}  // namespace dynaco::test::table_admin_test
