#include "support/local_table.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

/// Conditional writes: the verdict and the item that did not meet the condition.
namespace dynaco::test::condition_test {
namespace {

struct account {
    std::string account_id{};
    std::string email{};
    std::int64_t balance = 0;
    std::vector<std::string> tags{};
    std::set<std::string> roles{};

    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "account_id"};
};

account alice() {
    return {.account_id = "1",
            .email = "alice@example.com",
            .balance = 5,
            .tags = {"a", "b"},
            .roles = {"admin"}};
}

class Condition : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Condition);
// dynalite does not return the existing item.
class ExistingItem : public LocalServer {};
DYNACO_ON_MAIN_SERVER(ExistingItem);
// dynalite's parser never ends on many levels of parentheses.
class LongCondition : public LocalServer {};
DYNACO_ON_MAIN_SERVER(LongCondition);

TEST_P(Condition, SavesOnlyWhatIsNew) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account first = alice();
        const auto made = co_await accounts.try_save(first, when("account_id"_a.not_exists()));
        EXPECT_TRUE(static_cast<bool>(made));
        EXPECT_FALSE(made.existing().has_value());
        account second = alice();
        second.email = "mallory@example.com";
        const auto refused = co_await accounts.try_save(second, when("account_id"_a.not_exists()));
        EXPECT_FALSE(static_cast<bool>(refused));
        const auto kept = co_await accounts.get("1", {.consistent_read = true});
        EXPECT_EQ(kept.value().email, "alice@example.com");
    });
}

TEST_P(LongCondition, EveryFormIsUnderstoodByTheServer) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const auto holds = co_await accounts.try_save(
            a, when("balance"_a == 5 && "balance"_a != 6 && "balance"_a < 6 && "balance"_a <= 5 &&
                    "balance"_a > 4 && "balance"_a >= 5 && "balance"_a.between(5, 6) &&
                    "balance"_a.in(1, 5, 9) && "email"_a.begins_with("alice") &&
                    "email"_a.contains("@example") && "tags"_a.contains("b") && "roles"_a.contains("admin") &&
                    "email"_a.exists() && !("email"_a.not_exists()) && "tags[1]"_a == "b" &&
                    "tags"_a.size() == 2 && "balance"_a.is_type(attribute_type::N) &&
                    ("balance"_a == 1 || 5 == "balance"_a) && attribute("tags[0]") == "a"));
        EXPECT_TRUE(static_cast<bool>(holds));
        const auto fails = co_await accounts.try_save(a, when("balance"_a == 5 && "email"_a.size() > 1000));
        EXPECT_FALSE(static_cast<bool>(fails));
    });
}

TEST_P(Condition, RemovesOnlyWhatIsMeant) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const auto refused = co_await accounts.try_remove("1", when("balance"_a == 0));
        EXPECT_FALSE(static_cast<bool>(refused));
        const auto removed = co_await accounts.try_remove("1", when("balance"_a == 5));
        EXPECT_TRUE(static_cast<bool>(removed));
        const auto gone = co_await accounts.try_remove("1", when("account_id"_a.exists()));
        EXPECT_FALSE(static_cast<bool>(gone));
        EXPECT_FALSE(gone.existing().has_value());
    });
}

TEST_P(Condition, UpdatesOnlyWhatIsMeant) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const auto refused = co_await accounts.try_update("1", "balance"_a.add(-10), when("balance"_a >= 10));
        EXPECT_FALSE(static_cast<bool>(refused));
        const auto made = co_await accounts.try_update("1", "balance"_a.add(-5), when("balance"_a >= 5));
        EXPECT_TRUE(static_cast<bool>(made));
        const auto got = co_await accounts.get("1", {.consistent_read = true});
        EXPECT_EQ(got.value().balance, 0);
    });
}

TEST_P(ExistingItem, ComesWithTheVerdict) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const auto saved = co_await accounts.try_save(a, when("balance"_a == 0));
        EXPECT_EQ(saved.existing().value().email, a.email);
        EXPECT_EQ(saved.existing().value().tags, a.tags);
        const auto removed = co_await accounts.try_remove("1", when("balance"_a == 0));
        EXPECT_EQ(removed.existing().value().roles, a.roles);
        const auto updated = co_await accounts.try_update("1", "balance"_a.set(1), when("balance"_a == 0));
        EXPECT_EQ(updated.existing().value().balance, 5);
    });
}

TEST_P(ExistingItem, StaysAwayWhenNotAskedFor) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const auto saved = co_await accounts.try_save(a, when("balance"_a == 0), {.return_existing = false});
        EXPECT_FALSE(static_cast<bool>(saved));
        EXPECT_FALSE(saved.existing().has_value());
        const auto removed =
            co_await accounts.try_remove("1", when("balance"_a == 0), {.return_existing = false});
        EXPECT_FALSE(static_cast<bool>(removed));
        EXPECT_FALSE(removed.existing().has_value());
    });
}

struct other_account {
    std::string account_id{};
    std::string balance{};

    static constexpr dynaco::schema schema{.table_name = "accounts", .hash_key = "account_id"};
};

TEST_P(ExistingItem, ThatDoesNotFitTheModelIsAnErrorOfExisting) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const account a = alice();
        co_await accounts.save(a);
        const table<other_account> others(db, accounts.table_name());
        const auto refused = co_await others.try_remove("1", when("account_id"_a.not_exists()));
        EXPECT_FALSE(static_cast<bool>(refused));
        try {
            static_cast<void>(refused.existing());
            ADD_FAILURE() << "should have thrown";
        } catch (const error& e) {
            EXPECT_EQ(e.cause(), errc::type_mismatch);
            EXPECT_EQ(e.diagnostics().attribute_path, "balance");
            EXPECT_EQ(e.diagnostics().operation, "DeleteItem");
        }
    });
}

}  // namespace
}  // namespace dynaco::test::condition_test
