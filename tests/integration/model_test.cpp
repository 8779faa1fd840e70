#include "support/local_table.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/// Options of models, stored on a server and read back: parts, unknown attributes, composed keys.
namespace dynaco::test::model_test {
namespace {

struct stamp {
    std::string created_by{};
    std::int64_t created_on = 0;
    static constexpr map_schema schema{.attributes = {{.member = "created_on", .name = "on"}}};
};
struct document {
    std::string document_id{};
    embedded<stamp> created{};
    unknown_attributes rest{};
    static constexpr dynaco::schema schema{
        .table_name = "documents", .hash_key = "document_id", .range_key = "created_on"};
};
struct document_by {
    std::string created_by{};
};

struct by_status {
    composed<"STATUS#{status}"> gsi{};
    std::string status{};
    composed<"USER#{user_id}"> pk{};
    std::string user_id{};
    static constexpr dynaco::index_schema schema{
        .index_name = "by-status", .hash_key = "gsi", .projection = dynaco::projection::keys_only};
};
struct purchase {
    composed<"USER#{user_id}"> pk{};
    composed<"ORDER#{number:06}"> sk{};
    composed<"STATUS#{status}"> gsi{};
    std::string user_id{};
    std::uint32_t number = 0;
    std::optional<std::string> status{};
    int quantity = 0;
    static constexpr dynaco::schema schema{.table_name = "app", .hash_key = "pk", .range_key = "sk"};
    using indexes = dynaco::indexes<by_status>;
};

class Models : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Models);

TEST_P(Models, PartsAreAttributesOfTheModel) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        for (const int on : {1, 2, 3}) {
            const document each{.document_id = "1",
                                .created = {{.created_by = on == 2 ? "bob" : "al", .created_on = on}}};
            co_await documents.save(each);
        }
        const auto found = co_await documents.get("1", 2);
        EXPECT_EQ(found.value().created.created_by, "bob");
        auto later = documents.query("1", "created_on"_a > 1, filter("created_by"_a == "al"));
        const auto all = co_await later.collect();
        EXPECT_EQ(all.size(), 1u);
        EXPECT_EQ(all.at(0).created.created_on, 3);
        co_await documents.update("1", 1, "created_by"_a.set("cy"));
        const auto view = co_await documents.get<document_by>("1", 1);
        EXPECT_EQ(view.value().created_by, "cy");
    });
}

TEST_P(Models, UnknownAttributesSurviveASave) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        const item stored{{"document_id", value("1")},
                          {"on", value(1)},
                          {"created_by", value("al")},
                          {"of_tomorrow", value(item{{"deep", value(value::list{1, "x", null})}})}};
        static_cast<void>(
            co_await db.execute(put_item{.table_name = documents.table_name(), .item = stored}));
        auto found = co_await documents.get("1", 1);
        found.value().created.created_by = "bob";
        co_await documents.save(*found);
        auto again = co_await documents.get("1", 1);
        EXPECT_EQ(again.value().created.created_by, "bob");
        EXPECT_EQ(again.value().rest.size(), 1u);
        EXPECT_EQ(again.value().rest.at("of_tomorrow"), stored.at("of_tomorrow"));
    });
}

TEST_P(Models, ComposedKeysSortAndAreFoundByTheirMembers) {
    run([](client db) -> awaitable<void> {
        const auto purchases = co_await make_table<purchase>(db);
        for (const std::uint32_t number : {9U, 10U, 100U}) {
            const purchase each{.user_id = "al", .number = number, .quantity = 1};
            co_await purchases.save(each);
        }
        const auto found = co_await purchases.get("al", 10);
        EXPECT_EQ(found.value().number, 10u);
        auto all = purchases.query("al", "sk"_a.begins_with("ORDER#"));
        std::string numbers;
        while (const auto each = co_await all.next()) numbers += std::to_string(each->number) + ' ';
        EXPECT_EQ(numbers, "9 10 100 ");
        auto after = purchases.query(composed_text("USER#al"), "sk"_a > "ORDER#000009");
        const auto rest = co_await after.collect();
        EXPECT_EQ(rest.size(), 2u);
        co_await purchases.update("al", 9, "quantity"_a.set(5));
        co_await purchases.remove("al", 10);
        const std::vector<std::pair<std::string, int>> keys{{"al", 9}, {"al", 10}};
        auto reader = purchases.batch_get(keys);
        const auto left = co_await reader.collect();
        EXPECT_EQ(left.size(), 1u);
        EXPECT_EQ(left.at(0).quantity, 5);
    });
}

TEST_P(Models, AnItemWithKeysAloneIsTakenApart) {
    run([](client db) -> awaitable<void> {
        const auto purchases = co_await make_table<purchase>(db);
        co_await purchases.update("al", 7, "quantity"_a.set(5));  // creates an item with the key and this
        const auto found = co_await purchases.get("al", 7);
        EXPECT_EQ(found.value().user_id, "al");
        EXPECT_EQ(found.value().number, 7u);
        EXPECT_EQ(found.value().quantity, 5);
    });
}

TEST_P(Models, AnIndexIsSparseWhereAMemberIsAbsent) {
    run([](client db) -> awaitable<void> {
        const auto purchases = co_await make_table<purchase>(db);
        const purchase open{.user_id = "al", .number = 1, .status = "open"};
        const purchase idle{.user_id = "al", .number = 2};
        co_await purchases.save(open);
        co_await purchases.save(idle);
        auto scan = purchases.index<by_status>().scan();
        EXPECT_EQ(co_await scan.count(), 1u);
        auto found = purchases.index<by_status>().query("open");
        const auto all = co_await found.collect();
        EXPECT_EQ(all.size(), 1u);
        EXPECT_EQ(all.at(0).status, "open");  // the index has only keys: the key determines the model
        EXPECT_EQ(all.at(0).user_id, "al");
    });
}

TEST_P(Models, AKeyOfAnotherShapeDoesNotFit) {
    run([](client db) -> awaitable<void> {
        const auto purchases = co_await make_table<purchase>(db);
        const item stored{{"pk", value("USER#al")}, {"sk", value("PROFILE")}};
        static_cast<void>(
            co_await db.execute(put_item{.table_name = purchases.table_name(), .item = stored}));
        auto scan = purchases.scan();
        const failure got = co_await failure_of(scan.next());
        EXPECT_EQ(got.cause(), errc::invalid_value);
        EXPECT_EQ(got.diagnostics().attribute_path, "sk");
    });
}

}  // namespace
}  // namespace dynaco::test::model_test
