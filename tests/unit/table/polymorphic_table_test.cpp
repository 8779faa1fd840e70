#include "single_table.hpp"
#include "unit/client/call_bench.hpp"

#include <dynaco/polymorphic.hpp>

#include <gtest/gtest.h>

#include <string>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace dynaco::test::polymorphic_table_test {
namespace {

using attempt = scripted_attempt;
using pet = std::variant<cat, dog>;
using entity = std::variant<profile, purchase>;

using pet_models = detail::model::one_of<pet, cat, dog>;
static_assert(detail::model::field_count<pet_models> == 4);
static_assert(std::is_same_v<detail::model::field_type<pet_models, 2>, int>);
static_assert(pet_models::schema.kinds.count == 3);
static_assert(std::is_same_v<pet_models::indexes, indexes<by_owner, owners_only, some_of_owners>>);
using entity_models = detail::model::one_of<entity, profile, purchase>;
static_assert(detail::model::field_index<entity_models>("region") == 5);
static_assert(std::is_same_v<detail::model::field_type<entity_models, 0>, composed<"USER#{user_id}">>);
static_assert(std::is_same_v<detail::model::field_type<entity_models, 1>, std::string>,
              "composed differently");
boost::asio::awaitable<bool> done(boost::asio::awaitable<void> call) {
    co_await std::move(call);
    co_return true;
}

struct PolymorphicTable : testing::Test {
    template <class T>
    T run(boost::asio::awaitable<T> call, const std::string& answer) {
        bench.wire->script({attempt::answer(answer)});
        return test::run(bench.io, std::move(call));
    }
    void run(boost::asio::awaitable<void> call, const std::string& answer) {
        bench.wire->script({attempt::answer(answer)});
        static_cast<void>(test::run(bench.io, done(std::move(call))));
    }
    [[nodiscard]] const std::string& sent() const { return bench.wire->sent.back().body; }

    call_bench bench{};
    table<pet> pets{client(bench.loop)};
    table<entity> entities{client(bench.loop)};
    table<std::variant<cat, dog, item>> anything{client(bench.loop)};
};

constexpr const char* no_items = R"({"Items":[],"Count":0,"ScannedCount":0})";

TEST_F(PolymorphicTable, ReadsEachItemAsWhatItIs) {
    auto scan = pets.scan();
    const std::vector<pet> all = run(
        scan.collect(),
        R"({"Items":[{"id":{"S":"1"},"kind":{"S":"dog"},"good":{"BOOL":false}},{"kind":{"S":"cat"},"id":{"S":"2"}}],)"
        R"("Count":2,"ScannedCount":2})");
    ASSERT_EQ(all.size(), 2u);
    EXPECT_FALSE(std::get<dog>(all[0]).good);
    EXPECT_EQ(std::get<cat>(all[1]).lives, 9);
    const auto found = run(pets.get("1"), R"({"Item":{"id":{"S":"1"},"kind":{"S":"old-cat"}}})");
    EXPECT_EQ(std::get<cat>(found.value()).id, "1");
}

TEST_F(PolymorphicTable, AsksForAllKinds) {
    auto scan = pets.scan(filter("lives"_a > 3 && "good"_a == true));
    static_cast<void>(run(scan.collect(), no_items));
    EXPECT_EQ(sent(),
              R"-({"TableName":"pets","FilterExpression":"((#0 > :0 AND #1 = :1)) AND #2 IN (:2, :3, :4)",)-"
              R"("ExpressionAttributeNames":{"#0":"lives","#1":"good","#2":"kind"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"3"},":1":{"BOOL":true},":2":{"S":"cat"},)"
              R"(":3":{"S":"old-cat"},":4":{"S":"dog"}}})");
}

TEST_F(PolymorphicTable, AsksForEverythingIfEverythingCanBeRead) {
    auto scan = anything.scan();
    const auto all =
        run(scan.collect(), R"({"Items":[{"id":{"S":"1"},"kind":{"S":"fish"}}],"Count":1,"ScannedCount":1})");
    EXPECT_EQ(sent(), R"({"TableName":"pets"})");
    EXPECT_EQ(std::get<item>(all.at(0)).at("kind"), value("fish"));
}

TEST_F(PolymorphicTable, KeysThatAllComposeAlikeAreGivenByTheirMembers) {
    auto all = entities.query("1");
    const auto found =
        run(all.collect(), R"({"Items":[{"pk":{"S":"USER#1"},"sk":{"S":"ORDER#eu#000003"}},)"
                           R"({"pk":{"S":"USER#1"},"sk":{"S":"PROFILE"}}],"Count":2,"ScannedCount":2})");
    EXPECT_EQ(sent(), R"({"TableName":"app","KeyConditionExpression":"#0 = :0",)"
                      R"("ExpressionAttributeNames":{"#0":"pk"},)"
                      R"("ExpressionAttributeValues":{":0":{"S":"USER#1"}}})");
    EXPECT_EQ(std::get<purchase>(found.at(0)).number, 3u);
    EXPECT_EQ(std::get<profile>(found.at(1)).user_id, "1");
}

TEST_F(PolymorphicTable, KeysComposedDifferentlyAreGivenAsText) {
    static_cast<void>(run(entities.get("1", "ORDER#eu#000003"), "{}"));
    EXPECT_EQ(sent(), R"({"TableName":"app","Key":{"pk":{"S":"USER#1"},"sk":{"S":"ORDER#eu#000003"}}})");
    run(entities.remove("1", "PROFILE"), "{}");
    EXPECT_EQ(sent(), R"({"TableName":"app","Key":{"pk":{"S":"USER#1"},"sk":{"S":"PROFILE"}}})");
    run(entities.remove<purchase>("1", parts("eu", 3)), "{}");
    EXPECT_EQ(sent(), R"({"TableName":"app","Key":{"pk":{"S":"USER#1"},"sk":{"S":"ORDER#eu#000003"}}})");
}

struct reader {
    composed<"READER#{name}"> pk{};
    std::string name{};
    static constexpr dynaco::schema schema{.table_name = "library", .hash_key = "pk"};
};
struct book {
    composed<"BOOK#{isbn}"> pk{};
    std::string isbn{};
    static constexpr dynaco::schema schema{.table_name = "library", .hash_key = "pk"};
};

// The value of a member would find no item, without an error.
TEST_F(PolymorphicTable, AKeyThatNoModelHasIsRefused) {
    const dynaco::table<std::variant<reader, book>> library{client(bench.loop)};
    static_cast<void>(run(library.get("READER#ann"), "{}"));
    EXPECT_EQ(sent(), R"({"TableName":"library","Key":{"pk":{"S":"READER#ann"}}})");
    const auto refused = [&](auto call) {
        try {
            static_cast<void>(run(std::move(call), "{}"));
        } catch (const error& e) {
            EXPECT_EQ(e.cause(), errc::invalid_argument);
            const std::string text = e.what();
            EXPECT_NE(text.find(R"("READER#{name}", "BOOK#{isbn}")"), std::string::npos) << text;
            return;
        }
        ADD_FAILURE() << sent();
    };
    auto all = library.query("ann");
    refused(all.collect());
    auto some = library.query<reader>("ann");
    refused(some.collect());
    refused(library.get("ann"));
    static_cast<void>(run(library.get(composed_text("ann")), "{}"));
    EXPECT_EQ(sent(), R"({"TableName":"library","Key":{"pk":{"S":"ann"}}})");
}

TEST_F(PolymorphicTable, WritesAreThoseOfTheModel) {
    const dog rex{.id = "1"};
    run(pets.save(rex), "{}");
    EXPECT_EQ(sent(), R"({"TableName":"pets","Item":{"kind":{"S":"dog"},"id":{"S":"1"},"owner":{"S":""},)"
                      R"("good":{"BOOL":true}}})");
    const pet either = rex;
    const std::string as_model = sent();
    run(pets.save(either), "{}");
    EXPECT_EQ(sent(), as_model);
    run(anything.save(std::variant<cat, dog, item>(item{{"id", value("9")}})), "{}");
    EXPECT_EQ(sent(), R"({"TableName":"pets","Item":{"id":{"S":"9"}}})");
    run(pets.update<cat>("1", "lives"_a.set(8)), "{}");
    EXPECT_NE(sent().find(R"x("UpdateExpression":"SET #0 = :0, #1 = if_not_exists(#1, :1)")x"),
              std::string::npos);
}

/// Models with a version.
struct train {
    std::string id{};
    int version = 0;
    static constexpr dynaco::schema schema{.table_name = "vehicles",
                                           .hash_key = "id",
                                           .version = "version",
                                           .discriminator = "kind",
                                           .kinds = {"train"}};
};
struct tram {
    std::string id{};
    int version = 0;
    static constexpr dynaco::schema schema{.table_name = "vehicles",
                                           .hash_key = "id",
                                           .version = "version",
                                           .discriminator = "kind",
                                           .kinds = {"tram"}};
};

TEST_F(PolymorphicTable, AVariantIsSavedAsWhatItHolds) {
    const table<std::variant<train, tram>> vehicles{client(bench.loop)};
    std::variant<train, tram> vehicle = tram{.id = "1", .version = 6};
    run(vehicles.save(vehicle), "{}");
    EXPECT_NE(sent().find(R"("version":{"N":"7"})"), std::string::npos) << sent();
    EXPECT_NE(sent().find(R"("ConditionExpression")"), std::string::npos) << sent();
    EXPECT_EQ(std::get<tram>(vehicle).version, 7);
    run(vehicles.save(vehicle, {.ignore_version = true}), "{}");
    EXPECT_EQ(sent().find(R"("ConditionExpression")"), std::string::npos) << sent();
    EXPECT_EQ(std::get<tram>(vehicle).version, 8);
}

TEST_F(PolymorphicTable, OptionsOfAVariantsSaveReachTheItem) {
    call_report report;
    const std::variant<cat, dog, item> one = item{{"id", value("1")}};
    run(anything.save(one, {.report = &report}),
        R"({"ConsumedCapacity":{"TableName":"pets","CapacityUnits":2.0}})");
    EXPECT_NE(sent().find(R"("ReturnConsumedCapacity":"INDEXES")"), std::string::npos) << sent();
    EXPECT_EQ(report.calls, 1);
}

TEST_F(PolymorphicTable, ConditionsAnswerWithAVerdictOfTheModel) {
    const dog rex{.id = "1"};
    const verdict<dog> made = run(pets.try_save(rex, when("id"_a.not_exists())), "{}");
    EXPECT_TRUE(made);
    EXPECT_NE(sent().find("ConditionExpression"), std::string::npos);
}

boost::asio::awaitable<bool> write_both(detail::polymorphic_batch_writer<pet_models>& batch) {
    const cat tom{.id = "1"};
    const dog rex{.id = "2"};
    co_await batch.save(tom);
    co_await batch.save(rex);
    co_await batch.remove("3");
    co_return true;
}

TEST_F(PolymorphicTable, ABatchTakesAllModels) {
    auto batch = pets.batch_write();
    EXPECT_TRUE(test::run(bench.io, write_both(batch)));
    EXPECT_EQ(batch.pending(), 3u);
    const std::vector<pet> saves = batch.pending_saves();
    ASSERT_EQ(saves.size(), 2u);
    EXPECT_EQ(std::get<cat>(saves[0]).id, "1");
    EXPECT_EQ(std::get<dog>(saves[1]).id, "2");
    EXPECT_EQ(batch.pending_removes().at(0).at("id"), value("3"));
    run(batch.flush(), "{}");
    EXPECT_EQ(batch.pending(), 0u);
}

TEST_F(PolymorphicTable, ABatchOfKeysReadsAllModels) {
    const std::vector<std::string> ids{"1"};
    auto reader = pets.batch_get(ids);
    const auto all =
        run(reader.collect(),
            R"({"Responses":{"pets":[{"id":{"S":"1"},"kind":{"S":"dog"}}]},"UnprocessedKeys":{}})");
    EXPECT_EQ(std::get<dog>(all.at(0)).id, "1");
}

TEST_F(PolymorphicTable, AnItemOfNoneIsAnError) {
    try {
        static_cast<void>(run(pets.get("1"), R"({"Item":{"id":{"S":"1"},"kind":{"S":"fish"}}})"));
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::wrong_model);
        EXPECT_EQ(e.diagnostics().operation, "GetItem");
    }
}

}  // namespace
}  // namespace dynaco::test::polymorphic_table_test
