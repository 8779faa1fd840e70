#include "models.hpp"
#include "recorded_case.hpp"

/// Saves, updates and deletes of one item, with conditions and versions.
namespace dynaco::test::pynamodb {
namespace {

user foo() { return {.name = "foo", .uid = "bar"}; }

void add_saves(drivers& all) {
    all["save with a condition on two attributes"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<user> users(db);
            const user object = foo();
            const auto saved = co_await users.try_save(
                object, when("email"_a.not_exists() && "zip"_a.exists()), {.return_existing = false});
            EXPECT_TRUE(static_cast<bool>(saved));
        });
    };
    all["save refused by the condition"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<user> users(db);
            const user object = foo();
            const auto saved =
                co_await users.try_save(object, when("name"_a.not_exists()), {.return_existing = false});
            EXPECT_FALSE(static_cast<bool>(saved));  // an answer, not an exception
        });
    };
}

void add_versions(drivers& all) {
    all["update: one UpdateItem, ALL_NEW, local object replaced by the answer"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<simple> table(std::move(db));
            simple object{.id = "foo", .email = "o", .views = 100};
            const std::set<std::string> bob{"bob"};
            const epoch_seconds expires(std::chrono::sys_seconds(std::chrono::seconds(1559692860)));
            // By key, because an update by object requires the item, unlike PynamoDB's.
            object = co_await table.update("foo", "email"_a.set("e"), "views"_a.remove(),
                                           attribute("flag").set(null), "aliases"_a.set(bob),
                                           "nums"_a.delete_elements(0, 1), "ttl"_a.set(expires),
                                           returning::all_new);
            EXPECT_EQ(object.aliases, bob);
            EXPECT_EQ(object.email.value() + object.id, "efoo");
            EXPECT_FALSE(object.views || object.flag || object.ttl);
        });
    };
    all["first save: 1, only if no version stored"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<doc> docs(std::move(db));
            doc object{.id = "a"};
            // dynaco's condition also accepts an item whose version is NULL.
            co_await docs.save(object, when("rev"_a.not_exists()),
                               {.return_existing = false, .ignore_version = true});
            EXPECT_EQ(object.rev, 1);
        });
    };
    all["next save: current must match, written value is +1, local +1 after success"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<doc> docs(std::move(db));
            doc object{.id = "a", .rev = 1};
            const auto saved =
                co_await docs.try_save(object, when("body"_a.exists()), {.return_existing = false});
            EXPECT_TRUE(static_cast<bool>(saved));
            EXPECT_EQ(object.rev, 2);
        });
    };
    all["update: ADD 1 and condition; local object from ALL_NEW"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<doc> docs(std::move(db));
            doc object{.id = "a", .rev = 3};
            const auto updated =
                co_await docs.try_update(object, "body"_a.set("x"), write_options{.return_existing = false});
            EXPECT_TRUE(static_cast<bool>(updated));
            EXPECT_EQ(object.rev, 4);
            EXPECT_EQ(object.body, "x");
        });
    };
    all["delete: condition on the version"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<doc> docs(std::move(db));
            const doc object{.id = "a", .rev = 3};
            const auto removed = co_await docs.try_remove(object, {.return_existing = false});
            EXPECT_TRUE(static_cast<bool>(removed));
            EXPECT_EQ(object.rev, 3);
        });
    };
}

}  // namespace

drivers write_drivers() {
    drivers all;
    add_saves(all);
    add_versions(all);
    return all;
}

}  // namespace dynaco::test::pynamodb
