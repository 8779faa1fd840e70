#include "support/local_table.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// Every update action has its effect on the server.
namespace dynaco::test::update_test {
namespace {

struct place {
    std::string city{};
    int floor = 0;

    friend bool operator==(const place&, const place&) = default;
};

struct account {
    std::string account_id{};
    std::string email{};
    std::int64_t balance = 0;
    std::optional<std::string> description{};
    std::vector<std::string> tags{};
    std::vector<place> places{};
    place home{};
    std::map<std::string, std::string> labels{};
    std::set<std::string> roles{};
    std::set<std::int64_t> scores{};
    std::optional<std::vector<std::string>> notes{};

    static constexpr dynaco::schema schema{.table_name = "accounts",
                                           .hash_key = "account_id",
                                           .attributes = {{.member = "email", .name = "e-mail"}}};
};

account alice() {
    return {.account_id = "1",
            .email = "alice@example.com",
            .balance = 5,
            .description = "alice",
            .tags = {"a", "b", "c"},
            .places = {{.city = "Ulm", .floor = 1}},
            .home = {.city = "Bonn", .floor = 2},
            .labels = {{"colour", "red"}},
            .roles = {"admin", "user"},
            .scores = {1, 2}};
}

awaitable<account> stored(const table<account>& accounts, std::string id) {
    auto found = co_await accounts.get(id, {.consistent_read = true});
    co_return std::move(found).value();
}

class Update : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Update);

TEST_P(Update, SetsValuesAndArithmetic) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const place hut{.city = "Oslo", .floor = 7};
        co_await accounts.update("1", "email"_a.set("bob@example.com"), "balance"_a.set("balance"_a + 10),
                                 "home"_a.set(hut), "places[0].floor"_a.set("places[0].floor"_a - 3));
        const account got = co_await stored(accounts, "1");
        EXPECT_EQ(got.email, "bob@example.com");
        EXPECT_EQ(got.balance, 15);
        EXPECT_EQ(got.home, hut);
        EXPECT_EQ(got.places.at(0).floor, -2);
        EXPECT_EQ(got.tags, a.tags);
    });
}

TEST_P(Update, IfNotExists) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        co_await accounts.update("1", "description"_a.set("description"_a.if_not_exists("other")),
                                 "labels.size"_a.set("labels.size"_a.if_not_exists("xl")),
                                 "balance"_a.set("balance"_a.if_not_exists(0) + 1));
        const account got = co_await stored(accounts, "1");
        EXPECT_EQ(got.description, "alice");
        EXPECT_EQ(got.labels.at("size"), "xl");
        EXPECT_EQ(got.balance, 6);
    });
}

TEST_P(Update, AppendsAndPrepends) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const std::vector<std::string> more{"x", "y"};
        const std::vector<std::string> none{};
        co_await accounts.update("1", "tags"_a.set("tags"_a.append(more)),
                                 "notes"_a.set("notes"_a.if_not_exists(none).append(more)));
        co_await accounts.update("1", "tags"_a.set("tags"_a.prepend(more)));
        const account got = co_await stored(accounts, "1");
        EXPECT_EQ(got.tags, (std::vector<std::string>{"x", "y", "a", "b", "c", "x", "y"}));
        EXPECT_EQ(got.notes, more);
    });
}

TEST_P(Update, RemovesAttributesAndElements) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        co_await accounts.update("1", "description"_a.remove(), "tags[1]"_a.remove(),
                                 "labels.colour"_a.remove());
        const account got = co_await stored(accounts, "1");
        EXPECT_FALSE(got.description.has_value());
        EXPECT_EQ(got.tags, (std::vector<std::string>{"a", "c"}));
        EXPECT_TRUE(got.labels.empty());
    });
}

TEST_P(Update, AddsToNumbersAndSets) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const std::set<std::string> roles{"guest", "user"};
        const std::set<int> scores{2, 3};
        co_await accounts.update("1", "balance"_a.add(-7), "roles"_a.add(roles), "scores"_a.add(scores));
        const account got = co_await stored(accounts, "1");
        EXPECT_EQ(got.balance, -2);
        EXPECT_EQ(got.roles, (std::set<std::string>{"admin", "guest", "user"}));
        EXPECT_EQ(got.scores, (std::set<std::int64_t>{1, 2, 3}));
    });
}

TEST_P(Update, DeletesElementsOfSets) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const std::set<std::string> roles{"guest", "user"};
        const std::set<std::int64_t> scores{1, 2};
        co_await accounts.update("1", "roles"_a.delete_elements(roles), "scores"_a.delete_elements(scores));
        const account got = co_await stored(accounts, "1");
        EXPECT_EQ(got.roles, (std::set<std::string>{"admin"}));
        EXPECT_TRUE(got.scores.empty());  // an emptied set is removed
    });
}

TEST_P(Update, AllSectionsAtOnce) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const std::set<std::string> user{"user"};
        const auto made = co_await accounts.try_update(
            "1", "roles"_a.delete_elements(user), "balance"_a.add(1), "description"_a.remove(),
            "email"_a.set("x"), "labels.colour"_a.set("blue"), "tags[0]"_a.remove(),
            when("email"_a == "alice@example.com"));
        EXPECT_TRUE(static_cast<bool>(made));
        const account got = co_await stored(accounts, "1");
        EXPECT_EQ(got.roles.size(), 1u);
        EXPECT_EQ(got.balance, 6);
        EXPECT_EQ(got.email, "x");
        EXPECT_EQ(got.labels.at("colour"), "blue");
        EXPECT_EQ(got.tags.at(0), "b");
    });
}

TEST_P(Update, PathsKnownAtRunTime) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const std::string label = "colour";
        co_await accounts.update("1", attribute("labels." + label).set("green"), "balance"_a.add(1));
        const account got = co_await stored(accounts, "1");
        EXPECT_EQ(got.labels.at("colour"), "green");
        EXPECT_EQ(got.balance, 6);
        const failure refused = co_await failure_of(accounts.update("1", attribute("labels..x").set(1)));
        EXPECT_EQ(refused.cause(), errc::invalid_argument);
        EXPECT_EQ(refused.diagnostics().attempts, 0);
    });
}

TEST_P(Update, MakesAMissingItem) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        co_await accounts.update("new", "balance"_a.add(3), "email"_a.set("new@example.com"));
        const account got = co_await stored(accounts, "new");
        EXPECT_EQ(got.balance, 3);
        EXPECT_EQ(got.email, "new@example.com");
        EXPECT_TRUE(got.tags.empty());
    });
}

TEST_P(Update, WhatTheServerRefusesIsAnError) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const failure overlap =
            co_await failure_of(accounts.update("1", attribute("home.city").set("x"), "home"_a.remove()));
        EXPECT_EQ(overlap.cause(), errc::validation_failed);
        EXPECT_EQ(overlap.diagnostics().operation, "UpdateItem");
        const failure no_parent = co_await failure_of(accounts.update("none", "home.city"_a.set("x")));
        EXPECT_EQ(no_parent.cause(), errc::validation_failed);
    });
}

}  // namespace
}  // namespace dynaco::test::update_test
