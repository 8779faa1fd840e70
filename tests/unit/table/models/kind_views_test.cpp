#include "unit/table/kind_views.hpp"

#include "unit/client/call_bench.hpp"

#include <dynaco/batch.hpp>
#include <dynaco/transaction.hpp>

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// Items of a table of several models, read as some of them.
namespace dynaco::test::kind_views_test {
namespace {

using attempt = scripted_attempt;

constexpr std::string_view a_bear = R"({"kind":{"S":"bear"},"id":{"S":"1"},"keeper":{"S":"al"}})";

boost::asio::awaitable<bool> done(boost::asio::awaitable<void> call) {
    co_await std::move(call);
    co_return true;
}

struct KindViews : testing::Test {
    template <class Iterator>
    std::string asked(Iterator read) {
        bench.wire->script({attempt::answer(R"({"Items":[],"Count":0,"ScannedCount":0})")});
        static_cast<void>(test::run(bench.io, read.collect()));
        return bench.wire->sent.back().body;
    }
    template <class T>
    T run(boost::asio::awaitable<T> call, const std::string& answer) {
        bench.wire->script({attempt::answer(answer)});
        return test::run(bench.io, std::move(call));
    }
    template <class T>
    failure fail(boost::asio::awaitable<T> call, const std::string& answer) {
        try {
            static_cast<void>(run(std::move(call), answer));
        } catch (const error& e) {
            return e.as_failure();
        }
        ADD_FAILURE() << "the call should have failed";
        return {};
    }
    [[nodiscard]] const std::string& sent() const { return bench.wire->sent.back().body; }
    static bool has(const std::string& body, std::string_view part) {
        return body.find(part) != std::string::npos;
    }
    static std::string one(std::string_view item) { return R"({"Item":)" + std::string(item) + "}"; }

    call_bench bench{};
    client db{bench.loop};
    table<animal> zoo{db};
    table<lion> lions{db};
    table<std::variant<lion, bear, item>> anything{db};
};

TEST_F(KindViews, AModelNarrowsTheFilterAndIsReadWhole) {
    const std::string lions_only =
        R"-({"TableName":"zoo","FilterExpression":"#0 IN (:0, :1)",)-"
        R"("ExpressionAttributeNames":{"#0":"kind"},)"
        R"("ExpressionAttributeValues":{":0":{"S":"lion"},":1":{"S":"old-lion"}}})";
    EXPECT_EQ(asked(zoo.scan<lion>()), lions_only);
    EXPECT_EQ(asked(anything.scan<lion>()), lions_only);
    EXPECT_EQ(asked(zoo.query<bear>("1")),
              R"({"TableName":"zoo","KeyConditionExpression":"#0 = :0","FilterExpression":"#1 = :1",)"
              R"("ExpressionAttributeNames":{"#0":"id","#1":"kind"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"1"},":1":{"S":"bear"}}})");
    EXPECT_TRUE(has(asked(zoo.parallel_scan<bear>({.segments = 1})), R"("FilterExpression":"#0 = :0")"));
}

TEST_F(KindViews, SomeOfTheModelsNarrowIt) {
    EXPECT_EQ(asked(zoo.scan<land_animal>(filter("cubs"_a > 1))),
              R"-({"TableName":"zoo","FilterExpression":"(#0 > :0) AND #1 IN (:1, :2, :3)",)-"
              R"("ExpressionAttributeNames":{"#0":"cubs","#1":"kind"},"ExpressionAttributeValues":)"
              R"({":0":{"N":"1"},":1":{"S":"lion"},":2":{"S":"old-lion"},":3":{"S":"bear"}}})");
    auto scan = zoo.scan<land_animal>();
    const std::vector<land_animal> all =
        run(scan.collect(), R"({"Items":[)" + std::string(a_bear) + R"(],"Count":1,"ScannedCount":1})");
    EXPECT_EQ(std::get<bear>(all.at(0)).keeper, "al");
    EXPECT_EQ(asked(zoo.scan<std::variant<lion, item>>()), R"({"TableName":"zoo"})");
}

TEST_F(KindViews, TheKindIsCheckedWhenAnItemComesAllTheSame) {
    auto scan = zoo.scan<lion>();
    EXPECT_EQ(
        fail(scan.next(), R"({"Items":[)" + std::string(a_bear) + R"(],"Count":1,"ScannedCount":1})").cause(),
        errc::wrong_model);
}

TEST_F(KindViews, OfAnIndex) {
    EXPECT_EQ(
        asked(zoo.index<by_keeper>().query<land_animal>("al")),
        R"({"TableName":"zoo","IndexName":"by-keeper","KeyConditionExpression":"#0 = :0",)"
        R"-("FilterExpression":"#1 IN (:1, :2, :3)","ExpressionAttributeNames":{"#0":"keeper","#1":"kind"},)-"
        R"("ExpressionAttributeValues":{":0":{"S":"al"},":1":{"S":"lion"},":2":{"S":"old-lion"},)"
        R"(":3":{"S":"bear"}}})");
    EXPECT_TRUE(has(asked(zoo.index<by_keeper>().query<bear>("al")), R"("FilterExpression":"#1 = :1")"));
    EXPECT_FALSE(has(sent(), "ProjectionExpression")) << "all of it is needed";
    auto query = zoo.index<by_keeper>().query<animal>("al");
    const std::vector<animal> all =
        run(query.collect(), R"({"Items":[)" + std::string(a_bear) + R"(],"Count":1,"ScannedCount":1})");
    EXPECT_TRUE(std::get<bear>(all.at(0)).sleeps);
}

TEST_F(KindViews, TheDiscriminatorMayBeAKeyOfAnIndex) {
    EXPECT_EQ(asked(zoo.index<by_kind>().query("bear", "keeper"_a == "al")),
              R"({"TableName":"zoo","IndexName":"by-kind","KeyConditionExpression":"#0 = :0 AND #1 = :1",)"
              R"("ExpressionAttributeNames":{"#0":"kind","#1":"keeper"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"bear"},":1":{"S":"al"}}})");
    EXPECT_TRUE(has(asked(lions.index<by_kind>().scan()), R"("FilterExpression":"#0 IN)"))
        << "a scan may be filtered by keys";
    const detail::table_definition wanted =
        detail::define_table<detail::model::one_of<animal, lion, bear, seal>>("t");
    const auto& index = wanted.table.indexes[1];
    EXPECT_EQ(index.hash_key.begin()->name, "kind");
    EXPECT_EQ(index.hash_key.begin()->type, attribute_type::S);
}

TEST_F(KindViews, AnIncludingIndexHoldsTheDiscriminatorOnce) {
    const auto included = [](const detail::table_definition& wanted) {
        const auto& names = wanted.table.indexes[2].non_key_attributes;
        return std::vector<std::string_view>(names.begin(), names.end());
    };
    const std::vector<std::string_view> once{"kind"};
    EXPECT_EQ(included(detail::define_table<lion>("t")), once);
    EXPECT_EQ(
        included(
            detail::define_table<detail::model::one_of<std::variant<lion, bear, item>, lion, bear>>("t")),
        once)
        << "also if everything is read";
}

TEST_F(KindViews, AViewWithTheDiscriminatorIsOfItsKinds) {
    EXPECT_EQ(asked(zoo.scan<lion_id>()),
              R"({"TableName":"zoo","FilterExpression":"#0 = :0","ProjectionExpression":"#1, #0",)"
              R"("ExpressionAttributeNames":{"#0":"kind","#1":"id"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"lion"}}})");
    EXPECT_EQ(fail(zoo.get<lion_id>("1"), one(a_bear)).cause(), errc::wrong_model);
}

TEST_F(KindViews, AViewMayHaveTheDiscriminatorAsText) {
    const auto found = run(zoo.get<animal_kind>("1"), one(a_bear));
    EXPECT_EQ(found.value().kind, "bear");
    EXPECT_TRUE(
        has(sent(), R"("ProjectionExpression":"#0, #1","ExpressionAttributeNames":{"#0":"id","#1":"kind"})"));
    EXPECT_EQ(fail(lions.get<animal_kind>("1"), one(a_bear)).cause(), errc::wrong_model);
}

TEST_F(KindViews, ByAKey) {
    EXPECT_TRUE(run(zoo.get<bear>("1"), one(a_bear)).value().sleeps);
    EXPECT_EQ(sent(), R"({"TableName":"zoo","Key":{"id":{"S":"1"}}})");
    EXPECT_EQ(fail(zoo.get<lion>("1"), one(a_bear)).cause(), errc::wrong_model);
    EXPECT_EQ(fail(zoo.get<std::variant<lion, seal>>("1"), one(a_bear)).cause(), errc::wrong_model);
    EXPECT_TRUE(run(zoo.get<land_animal>("1"), one(a_bear)).has_value());
    EXPECT_FALSE(run(zoo.get<lion>("1"), "{}").has_value());
}

TEST_F(KindViews, AnyViewOfOneModelIsOfItsKind) {
    const failure why = fail(lions.get<animal_id>("1"), one(R"({"id":{"S":"1"},"kind":{"S":"bear"}})"));
    EXPECT_EQ(why.cause(), errc::wrong_model);
    EXPECT_EQ(why.diagnostics().attribute_path, "kind");
    EXPECT_EQ(sent(), R"({"TableName":"zoo","Key":{"id":{"S":"1"}},"ProjectionExpression":"#0, #1",)"
                      R"("ExpressionAttributeNames":{"#0":"id","#1":"kind"}})");
    EXPECT_EQ(run(lions.get<animal_id>("1"), one(R"({"id":{"S":"1"},"kind":{"S":"old-lion"}})")).value().id,
              "1");
    EXPECT_EQ(run(zoo.get<animal_id>("1"), one(R"({"id":{"S":"1"}})")).value().id, "1") << "of any kind";
}

TEST_F(KindViews, ByABatchOfKeys) {
    const std::string answer =
        R"({"Responses":{"zoo":[)" + std::string(a_bear) + R"(]},"UnprocessedKeys":{}})";
    const std::vector<std::string> ids{"1"};
    auto bears = zoo.batch_get<bear>(ids);
    EXPECT_EQ(run(bears.collect(), answer).size(), 1u);
    auto wrong = zoo.batch_get<lion>(ids);
    EXPECT_EQ(fail(wrong.collect(), answer).cause(), errc::wrong_model);
    auto view = lions.batch_get<animal_id>(ids);
    EXPECT_EQ(fail(view.collect(), answer).cause(), errc::wrong_model);
    EXPECT_TRUE(has(sent(), R"("ProjectionExpression":"#0, #1")"));
    EXPECT_EQ(fail(lions.batch_get_in_order<animal_id>(ids), answer).cause(), errc::wrong_model);
    batch_get several(db);
    static_cast<void>(several.get<animal_id>(lions, ids));
    EXPECT_EQ(fail(done(several.fetch()), answer).cause(), errc::wrong_model);
}

TEST_F(KindViews, InATransaction) {
    const std::string answer = R"({"Responses":[)" + one(a_bear) + "]}";
    const auto read = [&](auto add) {
        transact_get reads(db);
        const auto found = add(reads);
        run(done(reads.fetch()), answer);
        try {
            static_cast<void>(found.value());
        } catch (const error& e) {
            return e.cause();
        }
        return errc{};
    };
    EXPECT_EQ(read([this](transact_get& r) { return r.get<lion>(zoo, "1"); }), errc::wrong_model);
    EXPECT_EQ(read([this](transact_get& r) { return r.get<animal_id>(lions, "1"); }), errc::wrong_model);
    transact_get reads(db);
    const auto found = reads.get<bear>(zoo, "1");
    run(done(reads.fetch()), answer);
    EXPECT_TRUE((*found).value().sleeps);
}

}  // namespace
}  // namespace dynaco::test::kind_views_test
