#include "unit/table/pages.hpp"

#include <dynaco/admin.hpp>
#include <dynaco/expressions.hpp>
#include <dynaco/item_table.hpp>
#include <dynaco/partiql.hpp>

#include <string>
#include <vector>

// The limits of a read, and where it continues.
namespace dynaco::test::page_limits_test {
namespace {

struct emailed {
    std::string email{};
};

struct PageLimits : Pages {
    template <class Call>
    errc why(const Call& call) {
        try {
            static_cast<void>(run(call()));
        } catch (const error& e) {
            return e.cause();
        }
        return errc{};
    }
    template <class Reader>
    errc why_next(Reader reader) {
        return why([&] { return reader.next(); });
    }
};

TEST_F(PageLimits, ALimitOfNothingSendsNothing) {
    auto query = accounts.query("1", {.limit = 0});
    EXPECT_EQ(next(query), "");
    EXPECT_EQ(query.resume_token(), query.resume_token());
    auto scan = accounts.scan({.limit = 0});
    EXPECT_TRUE(run(scan.collect()).empty());
    auto counted = accounts.scan({.limit = 0});
    EXPECT_EQ(run(counted.count()), 0u);
    auto parallel = accounts.parallel_scan({.limit = 0});
    EXPECT_FALSE(run(parallel.next_page()));
    EXPECT_EQ(sent(), 0u);
}

TEST_F(PageLimits, AnEmptyFilterKeepsTheLimit) {
    script({attempt::answer(page(1, 1, false)), attempt::answer(page(1, 1, false))});
    auto scan = accounts.scan(filter(condition_of<account>()), {.limit = 1});
    EXPECT_EQ(next(scan), "1");
    EXPECT_NE(body(0).find(R"("Limit":1)"), std::string::npos);
    const dynaco::table<item> things{client(bench.loop), "accounts", "id"};
    auto items = things.scan(filter(condition_of<item>()), {.limit = 1});
    EXPECT_TRUE(run(items.next()));
    EXPECT_NE(body(1).find(R"("Limit":1)"), std::string::npos);
}

TEST_F(PageLimits, ASegmentNeedsTheirNumber) {
    EXPECT_EQ(why_next(accounts.scan({.segment = 0})), errc::invalid_argument);
    EXPECT_EQ(why_next(accounts.scan({.segment = 3})), errc::invalid_argument);
    EXPECT_EQ(why_next(accounts.scan({.total_segments = 4})), errc::invalid_argument);
    EXPECT_EQ(why_next(accounts.scan({.segment = 4, .total_segments = 4})), errc::invalid_argument);
    EXPECT_EQ(why_next(accounts.scan({.segment = 0, .total_segments = 0})), errc::invalid_argument);
    EXPECT_EQ(why_next(accounts.scan({.segment = 0, .total_segments = 1'000'001})), errc::invalid_argument);
    EXPECT_EQ(why_next(accounts.parallel_scan({.segments = 0})), errc::invalid_argument);
    const dynaco::table<item> things{client(bench.loop), "accounts", "id"};
    EXPECT_EQ(why_next(things.scan({.segment = 0})), errc::invalid_argument);
    const dynaco::table<order> orders{client(bench.loop)};
    EXPECT_EQ(why_next(orders.index<by_item>().scan({.segment = 1})), errc::invalid_argument);
    EXPECT_EQ(sent(), 0u);
}

TEST_F(PageLimits, ARateOfNothingIsRefused) {
    EXPECT_EQ(why_next(accounts.scan({.max_capacity_per_second = 0})), errc::invalid_argument);
    EXPECT_EQ(sent(), 0u);
}

TEST_F(PageLimits, AnEmptyKeyIsTheEnd) {
    for (const std::string key : {"{}", "{ }", "null"}) {
        bench.wire->script(
            {attempt::answer(R"({"Items":[{"id":{"S":"1"}}],"Count":1,"LastEvaluatedKey":)" + key + "}")});
        auto scan = accounts.scan();
        EXPECT_EQ(next(scan), "1") << key;
        EXPECT_EQ(next(scan), "") << key;
        EXPECT_EQ(scan.resume_token(), "") << key;
    }
}

TEST_F(PageLimits, TheSameKeyForEverIsAnError) {
    const std::string same = R"({"Items":[],"Count":0,"LastEvaluatedKey":{"id":{"S":"1"}}})";
    script({attempt::answer(same), attempt::answer(same), attempt::answer(same), attempt::answer(same)});
    EXPECT_EQ(why_next(accounts.scan()), errc::malformed_reply);
    EXPECT_EQ(sent(), 2u);
    auto counted = accounts.scan();
    EXPECT_EQ(why([&] { return counted.count(); }), errc::malformed_reply);
}

TEST_F(PageLimits, TheItemsOfThePageThatRepeatsAKeyAreGiven) {
    script({attempt::answer(page(1, 1, true)),
            attempt::answer(R"({"Items":[{"id":{"S":"2"}}],"LastEvaluatedKey":{"id":{"S":"1"}}})")});
    auto scan = accounts.scan();
    EXPECT_EQ(next(scan), "1");
    EXPECT_EQ(next(scan), "2");
    EXPECT_EQ(why([&] { return scan.next(); }), errc::malformed_reply);
    EXPECT_EQ(sent(), 2u);
}

TEST_F(PageLimits, TheSameKeyInAnotherOrderIsTheSame) {
    script({attempt::answer(R"({"Items":[],"LastEvaluatedKey":{"a":{"S":"1"},"b":{"N":"2"}}})"),
            attempt::answer(R"({"Items":[],"LastEvaluatedKey":{"b":{"N":"2.0"},"a":{"S":"1"}}})")});
    EXPECT_EQ(why_next(accounts.scan()), errc::malformed_reply);
}

TEST_F(PageLimits, TheSameMarkerForEverIsAnErrorOfEveryListing) {
    const std::string tables = R"({"TableNames":["a"],"LastEvaluatedTableName":"a"})";
    script({attempt::answer(tables), attempt::answer(tables)});
    const client db(bench.loop);
    EXPECT_EQ(why([&] { return table_names(db); }), errc::malformed_reply);
    const std::string rows = R"({"Items":[],"NextToken":"t"})";
    script({attempt::answer(rows), attempt::answer(rows)});
    EXPECT_EQ(why_next(execute<account>(db, "SELECT * FROM accounts")), errc::malformed_reply);
}

TEST_F(PageLimits, KeysInACircleAreAnError) {
    for (const std::size_t length : {2U, 3U, 7U}) {
        std::vector<attempt> round;
        for (std::size_t i = 0; i < length; ++i)
            round.push_back(attempt::answer(R"({"Items":[],"LastEvaluatedKey":{"id":{"S":"key )" +
                                            std::to_string(i) + R"("}}})"));
        std::vector<attempt> all;
        for (std::size_t i = 0; i < 4; ++i) all.insert(all.end(), round.begin(), round.end());
        script(all);
        const std::size_t before = sent();
        EXPECT_EQ(why_next(accounts.scan()), errc::malformed_reply) << length;
        EXPECT_LE(sent() - before, 3 * length + 1);
        bench.wire->forget_script();
    }
}

TEST_F(PageLimits, MarkersInACircleAreAnErrorOfEveryListing) {
    const attempt a = attempt::answer(R"({"TableNames":["a"],"LastEvaluatedTableName":"a"})");
    const attempt b = attempt::answer(R"({"TableNames":["b"],"LastEvaluatedTableName":"b"})");
    script({a, b, a, b, a, b, a});
    const client db(bench.loop);
    EXPECT_EQ(why([&] { return table_names(db); }), errc::malformed_reply);
    bench.wire->forget_script();
    const attempt first = attempt::answer(R"({"Items":[],"NextToken":"t"})");
    const attempt second = attempt::answer(R"({"Items":[],"NextToken":"u"})");
    script({first, second, first, second, first, second, first});
    EXPECT_EQ(why_next(execute<account>(db, "SELECT * FROM accounts")), errc::malformed_reply);
}

TEST_F(PageLimits, AViewWithoutTheKeysGoesOnInsideAPage) {
    script({attempt::answer(page(1, 3, false)), attempt::answer(page(2, 3, false))});
    auto scan = accounts.scan<emailed>();
    EXPECT_TRUE(run(scan.next()));
    const std::string token = scan.resume_token();
    EXPECT_NE(body(0).find(R"("ProjectionExpression":"#0, #1")"), std::string::npos) << body(0);
    auto rest = accounts.scan<emailed>({.resume_token = token});
    EXPECT_TRUE(run(rest.next()));
    EXPECT_NE(body(1).find(R"("ExclusiveStartKey":{"id":{"S":"1"}})"), std::string::npos);
}

TEST_F(PageLimits, AProjectionOfItemsGoesOnInsideAPage) {
    script({attempt::answer(R"({"Items":[{"id":{"S":"1"},"email":{"S":"e"}},{"id":{"S":"2"}}],"Count":2})")});
    const dynaco::table<item> things{client(bench.loop), "accounts", "id"};
    const std::vector<std::string> columns{"email"};
    auto scan = things.scan(project(columns));
    EXPECT_EQ(run(scan.next()).value(), (item{{"email", value("e")}}));
    EXPECT_FALSE(scan.resume_token().empty());
    EXPECT_EQ(why_next(things.scan(project(std::vector<std::string>{}))), errc::invalid_argument);
}

TEST_F(PageLimits, AResumeTokenOfAnotherHashKeyIsRefused) {
    script({attempt::answer(page(1, 1, true)), attempt::answer(page(2, 2, false))});
    auto one = accounts.query("1");
    EXPECT_EQ(next(one), "1");
    const std::string token = one.resume_token();
    EXPECT_EQ(why_next(accounts.query("2", {.resume_token = token})), errc::invalid_argument);
    const dynaco::table<item> things{client(bench.loop), "accounts", "id"};
    EXPECT_EQ(why_next(things.query("2", {.resume_token = token})), errc::invalid_argument);
    EXPECT_EQ(sent(), 1u);
    EXPECT_EQ(why_next(accounts.query("1", {.resume_token = token})), errc{});
}

TEST_F(PageLimits, ABatchForgetsWhatItGave) {
    std::string items;
    std::vector<std::string> ids;
    for (int i = 0; i < 100; ++i) {
        ids.push_back(std::to_string(i));
        items += (i ? "," : "") + (R"({"id":{"S":")" + ids.back()) + R"("}})";
    }
    for (int i = 100; i < 200; ++i) ids.push_back(std::to_string(i));
    const auto answer = attempt::answer(R"({"Responses":{"accounts":[)" + items + "]}}");
    script({answer, answer});
    detail::page_buffer<int> buffer;
    buffer.append({.items = {1, 2}});
    EXPECT_EQ(buffer.take(), 1);
    EXPECT_EQ(buffer.take(), 2);
    buffer.append({.items = {3}});
    EXPECT_EQ(buffer.left(), 1u);
    EXPECT_EQ(buffer.take_readable(), std::vector<int>{3});
    auto found = accounts.batch_get(ids);
    for (int i = 0; i < 200; ++i) EXPECT_TRUE(run(found.next()));
    EXPECT_FALSE(run(found.next()));
}

}  // namespace
}  // namespace dynaco::test::page_limits_test
