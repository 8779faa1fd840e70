#include "support/local_table.hpp"

#include <string>
#include <vector>

/// Stored items that do not fit the model, and values that do not fit DynamoDB.
namespace dynaco::test::misfit_test {
namespace {

using namespace literals;

struct place {
    std::string city{};
    std::int8_t floor = 0;
};
struct account {
    std::string account_id{};
    place home{};
    std::vector<int> scores{};
    std::uint16_t count = 0;
    std::string email{};
    std::string blob{};

    static constexpr dynaco::schema schema{.table_name = "accounts",
                                           .hash_key = "account_id",
                                           .attributes = {{.member = "email", .required = true}}};
};

awaitable<failure> failure_of_reading(table<account> accounts, client db, item stored) {
    stored.insert_or_assign("account_id", value("1"));
    static_cast<void>(co_await db.execute(put_item{.table_name = accounts.table_name(), .item = stored}));
    co_return co_await failure_of(accounts.get("1", {.consistent_read = true}));
}

class Misfit : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Misfit);

TEST_P(Misfit, AnotherTypeIsToldWithItsPath) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        item stored;
        stored["email"] = value("a");
        stored["home"] = value(item{{"city", value(5)}});
        failure got = co_await failure_of_reading(accounts, db, stored);
        EXPECT_EQ(got.cause(), errc::type_mismatch);
        EXPECT_TRUE(got.code() == condition::model_mismatch);
        EXPECT_EQ(got.diagnostics().attribute_path, "home.city");
        EXPECT_EQ(got.diagnostics().operation, "GetItem");
        EXPECT_EQ(got.diagnostics().table, accounts.table_name());
        EXPECT_NE(got.text().find("attribute \"home.city\""), std::string::npos) << got.text();

        auto scan = accounts.scan();
        got = co_await failure_of(scan.next());
        EXPECT_EQ(got.diagnostics().attribute_path, "home.city");
        EXPECT_EQ(got.diagnostics().operation, "Scan");
        const std::vector<std::string> ids{"1"};
        auto reader = accounts.batch_get(ids);
        got = co_await failure_of(reader.next());
        EXPECT_EQ(got.diagnostics().attribute_path, "home.city");

        stored["home"] = value(item{});
        value::list scores;
        scores.emplace_back(1);
        scores.emplace_back("two");
        stored["scores"] = value(scores);
        got = co_await failure_of_reading(accounts, db, stored);
        EXPECT_EQ(got.diagnostics().attribute_path, "scores[1]");
    });
}

TEST_P(Misfit, ANumberThatDoesNotFit) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        item stored;
        stored["email"] = value("a");
        for (const char* text : {"65536", "-1"}) {
            stored["count"] = value(number(text));
            const failure got = co_await failure_of_reading(accounts, db, stored);
            EXPECT_EQ(got.cause(), errc::number_out_of_range) << text;
            EXPECT_EQ(got.diagnostics().attribute_path, "count") << text;
        }
        stored["count"] = value(number("1.5"));
        failure got = co_await failure_of_reading(accounts, db, stored);
        EXPECT_TRUE(got.code() == condition::model_mismatch) << got.text();
        stored["count"] = value(1);
        stored["home"] = value(item{{"floor", value(128)}});
        got = co_await failure_of_reading(accounts, db, stored);
        EXPECT_EQ(got.diagnostics().attribute_path, "home.floor");
    });
}

TEST_P(Misfit, ARequiredAttributeThatIsMissing) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const failure got = co_await failure_of_reading(accounts, db, item{});
        EXPECT_EQ(got.cause(), errc::missing_attribute);
        EXPECT_EQ(got.diagnostics().attribute_path, "email");
    });
}

// An item that an update creates can be read.
TEST_P(Misfit, AnUpdateMakesNoItemWithoutARequiredAttribute) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const failure refused = co_await failure_of(accounts.update("1", "count"_a.add(1)));
        EXPECT_TRUE(refused.code() == condition::conflict) << refused.text();
        EXPECT_NE(refused.text().find("\"email\""), std::string::npos) << refused.text();
        EXPECT_TRUE((co_await failure_of(accounts.increment("1", "count"_a, 1))).code() ==
                    condition::conflict);
        auto made = co_await accounts.get("1", {.consistent_read = true});
        EXPECT_FALSE(made.has_value());
        co_await accounts.update("1", "count"_a.add(1), "email"_a.set("a@b"));
        co_await accounts.increment("1", "count"_a, 1);
        made = co_await accounts.get("1", {.consistent_read = true});
        EXPECT_EQ(made.value().count, 2);
    });
}

struct person {
    dynaco::composed<"USER#{user_id}"> pk{};
    dynaco::composed<"ALL#{user_id}"> all{};
    std::string user_id{};
    std::string name{};

    static constexpr dynaco::schema schema{.table_name = "people", .hash_key = "pk"};
};

TEST_P(Misfit, AKeyThatItsMembersContradict) {
    run([](client db) -> awaitable<void> {
        const auto people = co_await make_table<person>(db);
        const item stored{{"pk", "USER#a"}, {"user_id", "b"}, {"name", "al"}};
        static_cast<void>(co_await db.execute(put_item{.table_name = people.table_name(), .item = stored}));
        const person good{.user_id = "c", .name = "cy"};
        co_await people.save(good);
        const failure got = co_await failure_of(people.get("a", {.consistent_read = true}));
        EXPECT_EQ(got.cause(), errc::invalid_value);
        EXPECT_EQ(got.diagnostics().attribute_path, "pk");
        EXPECT_NE(got.text().find("USER#b"), std::string::npos) << got.text();

        auto scan = people.scan();
        std::size_t skipped = 0;
        scan.on_unreadable([&](const item& raw, const error&) {
            EXPECT_EQ(raw, stored);
            ++skipped;
        });
        const auto found = co_await scan.collect();
        EXPECT_EQ(found.size(), 1u);
        EXPECT_EQ(skipped, 1u);
    });
}

TEST_P(Misfit, AnUpdateMakesWhatIsComposedOfTheKey) {
    run([](client db) -> awaitable<void> {
        const auto people = co_await make_table<person>(db);
        co_await people.update("a", "name"_a.set("al"));
        const table<item> raw(db, people.table_name(), "pk");
        auto made = co_await raw.get("USER#a", {.consistent_read = true});
        EXPECT_EQ(made.value().at("all"), value("ALL#a"));
    });
}

TEST_P(Misfit, AKeyThatIsMissing) {
    run([](client db) -> awaitable<void> {
        const auto accounts = co_await make_table<account>(db);
        const item keyless{{"email", value("a")}};
        const put_item put{.table_name = accounts.table_name(), .item = keyless};
        const failure got = co_await failure_of(db.execute(put));
        EXPECT_EQ(got.cause(), errc::validation_failed);
        const account nameless{.email = "a"};  // DynamoDB has no empty keys
        const failure empty = co_await failure_of(accounts.save(nameless));
        EXPECT_TRUE(empty.code() == condition::invalid) << empty.text();
    });
}

TEST_P(Misfit, AnItemTooLargeIsRefusedBeforeItIsSent) {
    run([](client db) -> awaitable<void> {
        const table<account> accounts(db, "dynaco-no-such-table");
        const account large{.account_id = "1", .email = "a", .blob = std::string(410 * 1024, 'x')};
        failure got = co_await failure_of(accounts.save(large));
        EXPECT_EQ(got.cause(), errc::item_too_large);
        EXPECT_EQ(got.diagnostics().attempts, 0);
        EXPECT_EQ(got.diagnostics().operation, "PutItem");
        EXPECT_EQ(got.diagnostics().table, "dynaco-no-such-table");
        got = co_await failure_of(accounts.save(large, when("account_id"_a.not_exists())));
        EXPECT_EQ(got.cause(), errc::item_too_large);
    });
}

}  // namespace
}  // namespace dynaco::test::misfit_test
