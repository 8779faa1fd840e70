#include "support/local_table.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

/// Expressions made at run time, and cases that the other tests of conditions and updates do not have.
namespace dynaco::test::expression_test {
namespace {

struct account {
    std::string account_id{};
    std::string email{};
    std::int64_t balance = 0;
    std::optional<std::string> description{};
    std::vector<std::string> tags{};
    std::set<std::string> roles{};
    std::map<std::string, std::string> labels{};

    static constexpr dynaco::schema schema{.table_name = "accounts",
                                           .hash_key = "account_id",
                                           .attributes = {{.member = "email", .name = "e.mail"}}};
};

account alice() {
    return {.account_id = "1",
            .email = "alice@example.com",
            .balance = 5,
            .description = "alice",
            .tags = {"a", "b", "c"},
            .roles = {"admin", "user"},
            .labels = {{"a.b", "x"}, {"it's [0]", "y"}}};
}

struct event {
    std::string source{};
    std::int64_t at = 0;
    std::string kind{};

    static constexpr dynaco::schema schema{.table_name = "events", .hash_key = "source", .range_key = "at"};
};

awaitable<account> stored(const table<account>& accounts) {
    auto found = co_await accounts.get("1", {.consistent_read = true});
    co_return std::move(found).value();
}

class Expression : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Expression);

TEST_P(Expression, LongChainsHaveNoDeepParentheses) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const auto holds = co_await accounts.try_save(
            a, when("balance"_a == 5 && "balance"_a != 6 && "balance"_a < 6 && "balance"_a <= 5 &&
                    "balance"_a > 4 && "balance"_a >= 5 && "balance"_a.between(5, 6) &&
                    "balance"_a.in(1, 5, 9) && "email"_a.begins_with("alice") && "tags[1]"_a == "b" &&
                    "description"_a != null && "roles"_a.contains("admin") && "tags"_a.contains("c") &&
                    "tags"_a.size() > "roles"_a.size() && 2 == "roles"_a.size() && "labels.'a.b'"_a == "x"));
        EXPECT_TRUE(static_cast<bool>(holds));
    });
}

TEST_P(Expression, ConditionsMadeAtRunTime) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        condition_of<account> wanted;
        const std::vector<std::string> words{"alice", "@", ".com"};
        for (const std::string& word : words) wanted.and_also("email"_a.contains(word));
        const auto holds = co_await accounts.try_save(a, when(wanted));
        EXPECT_TRUE(static_cast<bool>(holds));
        const auto fails = co_await accounts.try_save(a, when(!wanted || "balance"_a < 0));
        EXPECT_FALSE(static_cast<bool>(fails));
        const std::vector<int> balances{4, 5};
        auto some = accounts.scan(filter(wanted && "balance"_a.in_range(balances)));
        auto found = co_await some.next();
        EXPECT_TRUE(found.has_value());
        auto all = accounts.scan(filter(condition_of<account>()));
        found = co_await all.next();
        EXPECT_TRUE(found.has_value());
    });
}

TEST_P(Expression, AWriteIsNotMadeWithoutItsCondition) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        const condition_of<account> nothing;
        const failure refused = co_await failure_of(accounts.save(a, when(nothing)));
        EXPECT_EQ(refused.cause(), errc::invalid_argument);
        EXPECT_EQ(refused.diagnostics().attempts, 0);
        const auto found = co_await accounts.get("1", {.consistent_read = true});
        EXPECT_FALSE(found.has_value());
    });
}

TEST_P(Expression, UpdatesCollectedAtRunTime) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        updates_of<account> changes;
        const std::map<std::string, std::string> labels{{"a.b", "1"}, {"'", "2"}, {"c[0]", "3"}};
        for (const auto& [name, text] : labels) changes.add("labels"_a[name].set(text));
        const int last = 2;
        changes.add("tags"_a[last].remove()).add("balance"_a.add(1));
        co_await accounts.update("1", changes, "email"_a.set("bob@example.com"));
        const account got = co_await stored(accounts);
        EXPECT_EQ(got.labels, (std::map<std::string, std::string>{
                                  {"a.b", "1"}, {"'", "2"}, {"c[0]", "3"}, {"it's [0]", "y"}}));
        EXPECT_EQ(got.tags, (std::vector<std::string>{"a", "b"}));
        EXPECT_EQ(got.balance, 6);
        EXPECT_EQ(got.email, "bob@example.com");

        const updates_of<account> nothing;
        const failure refused = co_await failure_of(accounts.update("1", nothing));
        EXPECT_EQ(refused.cause(), errc::invalid_argument);
        EXPECT_EQ(refused.diagnostics().attempts, 0);
    });
}

TEST_P(Expression, SettingNothingRemoves) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const std::set<std::string> no_roles;
        const std::optional<std::string> no_text;
        co_await accounts.update("1", "roles"_a.set(no_roles), "description"_a.set(no_text),
                                 "balance"_a.set(7));
        const account got = co_await stored(accounts);
        EXPECT_TRUE(got.roles.empty());
        EXPECT_FALSE(got.description.has_value());
        EXPECT_EQ(got.balance, 7);
        const auto is_gone = co_await accounts.try_remove(
            "1", when("roles"_a.not_exists() && "description"_a.not_exists() && "description"_a != null));
        EXPECT_TRUE(static_cast<bool>(is_gone));
    });
}

TEST_P(Expression, SingleElementsOfSets) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        co_await accounts.update("1", "roles"_a.add_elements("xy", "guest"));
        co_await accounts.update("1", "roles"_a.delete_elements("user"));
        const account got = co_await stored(accounts);
        EXPECT_EQ(got.roles, (std::set<std::string>{"admin", "guest", "xy"}));
    });
}

TEST_P(Expression, NestedFunctionsOfUpdates) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const std::vector<std::string> more{"x"};
        co_await accounts.update(
            "1", "tags"_a.set("tags"_a.if_not_exists(more).prepend(more)),
            "balance"_a.set("balance"_a.if_not_exists(0) - "balance"_a.if_not_exists(1)),
            attribute("new").set(attribute("other").if_not_exists(attribute("new").if_not_exists(3))));
        const account got = co_await stored(accounts);
        EXPECT_EQ(got.tags.front(), "x");
        EXPECT_EQ(got.balance, 0);
        const auto is_three = co_await accounts.try_remove("1", when(attribute("new") == 3));
        EXPECT_TRUE(static_cast<bool>(is_three));
    });
}

TEST_P(Expression, PathsFromParts) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const auto holds = co_await accounts.try_remove(
            "1", when(attribute_path("labels", "it's [0]") == "y" && attribute("labels.'a.b'") == "x" &&
                      attribute("'e.mail'").exists() && attribute_path("tags", 1) == "b"));
        EXPECT_TRUE(static_cast<bool>(holds));
    });
}

TEST_P(Expression, RangeConditionsChosenAtRunTime) {
    run([](client db) -> awaitable<void> {
        const auto events = co_await make_table<event>(db);
        for (int i = 1; i <= 4; ++i) {
            const event each{.source = "s", .at = i, .kind = i % 2 == 0 ? "even" : "odd"};
            co_await events.save(each);
        }
        key_condition_of<event> range;
        auto all = events.query("s", range);
        const auto all_count = co_await all.count();
        EXPECT_EQ(all_count, 4u);
        range = "at"_a > 1;
        auto late = events.query("s", range);
        const auto late_count = co_await late.count();
        EXPECT_EQ(late_count, 3u);
        range = "at"_a.between(2, 3);
        auto even = events.query("s", range, filter("kind"_a == "even"));
        const auto even_count = co_await even.count();
        EXPECT_EQ(even_count, 1u);
    });
}

// dynalite's parser is slow on these.
class LongExpression : public LocalServer {};
DYNACO_ON_MAIN_SERVER(LongExpression);

TEST_P(LongExpression, UpToTheLimits) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        condition_of<account> c;
        for (int i = 0; i < 150; ++i) c.and_also("balance"_a != 100 + i);
        const auto holds = co_await accounts.try_save(a, when(c));
        EXPECT_TRUE(static_cast<bool>(holds));
        c.and_also("balance"_a != 0);
        const failure refused = co_await failure_of(accounts.save(a, when(c)));
        EXPECT_EQ(refused.cause(), errc::invalid_argument);
        EXPECT_EQ(refused.diagnostics().attempts, 0);
    });
}

}  // namespace
}  // namespace dynaco::test::expression_test
