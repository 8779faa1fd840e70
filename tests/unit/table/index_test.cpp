#include "pages.hpp"

/// Indexes: keys of several members, reads, and calls that are refused before anything is sent.
namespace dynaco::test::index_test {
namespace {

using attempt = scripted_attempt;

struct by_region {
    std::string match_id{};
    std::string tournament{};
    int year = 0;
    std::string round{};
    int court = 0;
    std::string player{};

    static constexpr dynaco::index_schema schema{.index_name = "by-region",
                                                 .hash_key = {"tournament", "year"},
                                                 .range_key = {"round", "court", "player"}};
};
struct by_round {
    std::string match_id{};
    std::string round{};
    int court = 0;
    std::string tournament{};

    static constexpr dynaco::index_schema schema{.index_name = "by-round",
                                                 .hash_key = "round",
                                                 .range_key = {"court", "tournament"},
                                                 .projection = dynaco::projection::keys_only};
};
struct match {
    std::string match_id{};
    std::string tournament{};
    int year = 0;
    std::string round{};
    int court = 0;
    std::string player{};
    std::string score{};

    static constexpr dynaco::schema schema{.table_name = "matches", .hash_key = "match_id"};
    using indexes = dynaco::indexes<by_region, by_round>;
};

struct Index : Pages {
    const dynaco::table<match> matches{client(bench.loop)};
    const dynaco::table<order> orders{client(bench.loop)};

    /// The request of the first page.
    template <class View>
    std::string request(item_iterator<View> items) {
        script({attempt::answer(R"({"Items":[],"Count":0,"ScannedCount":0})")});
        EXPECT_TRUE(run(items.collect()).empty());
        return bench.wire->sent.back().body;
    }
    /// The reason why a reader sends nothing.
    template <class View>
    errc refusal_of(item_iterator<View> items) {
        const std::size_t before = sent();
        try {
            static_cast<void>(run(items.next()));
        } catch (const error& e) {
            EXPECT_EQ(sent(), before);
            return e.cause();
        }
        return errc{};
    }
};

constexpr const char* hash_only =
    R"({"TableName":"matches","IndexName":"by-region","KeyConditionExpression":"#0 = :0 AND #1 = :1",)"
    R"("ExpressionAttributeNames":{"#0":"tournament","#1":"year"},)"
    R"("ExpressionAttributeValues":{":0":{"S":"winter"},":1":{"N":"7"}}})";

TEST_F(Index, AHashKeyOfSeveralMembers) {
    const auto index = matches.index<by_region>();
    EXPECT_EQ(request(index.query(key_values("winter", 7))), hash_only);
    const std::string name = "winter";
    const std::int64_t year = 7;
    EXPECT_EQ(request(index.query(key_values(name, year))), hash_only);
    const auto kept = key_values(std::string("winter"), number(7));
    EXPECT_EQ(request(index.query(kept)), hash_only);
}

TEST_F(Index, ARangeKeyOfSeveralMembers) {
    const auto index = matches.index<by_region>();
    const auto key = key_values("winter", 7);
    const auto has = [](const std::string& body, std::string_view text) {
        EXPECT_NE(body.find(text), std::string::npos) << text << " in " << body;
    };
    has(request(index.query(key, "round"_a == "final")), R"("#0 = :0 AND #1 = :1 AND #2 = :2")");
    has(request(index.query(key, "round"_a.begins_with("f"))), " AND begins_with(#2, :2)\"");
    has(request(index.query(key, "round"_a == "final" && "court"_a > 3)), R"( AND #2 = :2 AND #3 > :3")");
    const std::string whole =
        request(index.query(key, "round"_a == "final" && "court"_a == 3 && "player"_a.between("a", "m")));
    has(whole, R"("#0 = :0 AND #1 = :1 AND #2 = :2 AND #3 = :3 AND #4 BETWEEN :4 AND :5")");
    has(whole, R"({"#0":"tournament","#1":"year","#2":"round","#3":"court","#4":"player"})");
    has(whole, R"(":2":{"S":"final"},":3":{"N":"3"},":4":{"S":"a"},":5":{"S":"m"}})");
    has(request(index.query(key, "round"_a == "final" && ("court"_a == 3 && "player"_a == "ann"))),
        R"( AND #2 = :2 AND #3 = :3 AND #4 = :4")");
}

TEST_F(Index, ARangeKeyOfSeveralMembersBesideAPlainHashKey) {
    const std::string body =
        request(matches.index<by_round>().query("final", "court"_a == 3 && "tournament"_a > "w"));
    EXPECT_NE(body.find(R"("#0 = :0 AND #1 = :1 AND #2 > :2")"), std::string::npos) << body;
    EXPECT_NE(body.find(R"({"#0":"round","#1":"court","#2":"tournament"})"), std::string::npos) << body;
}

TEST_F(Index, WithAFilterAndOptions) {
    const std::string body = request(
        matches.index<by_region>().query(key_values("winter", 7), "round"_a == "final",
                                         filter("match_id"_a > "m"), {.page_size = 5, .forward = false}));
    EXPECT_NE(body.find(R"("KeyConditionExpression":"#0 = :0 AND #1 = :1 AND #2 = :2",)"
                        R"("FilterExpression":"#3 > :3")"),
              std::string::npos)
        << body;
    EXPECT_NE(body.find(R"("ScanIndexForward":false,"Limit":5)"), std::string::npos) << body;
}

TEST_F(Index, ATokenHoldsAllMembersOfTheKeys) {
    const std::string item = R"({"match_id":{"S":"m"},"tournament":{"S":"winter"},"year":{"N":"7"},)"
                             R"("round":{"S":"final"},"court":{"N":"3"},"player":{"S":"ann"}})";
    script({attempt::answer(R"({"Items":[)" + item + "," + item + R"(],"Count":2,"ScannedCount":2})")});
    auto query = matches.index<by_region>().query(key_values("winter", 7));
    EXPECT_TRUE(run(query.next()));
    const auto where = paging::read_resume_token(
        query.resume_token(), {.operation = "Query", .table = "matches", .index = "by-region"}, 1);
    EXPECT_EQ(where.value().at(0).key, item);
}

TEST_F(Index, ATokenOfTheTableOrAnotherIndexIsRefused) {
    const auto token = [](std::string_view index) {
        return paging::write_resume_token(
            {.operation = "Scan", .table = "matches", .index = std::string(index)},
            std::vector<paging::position>{{.key = R"({"match_id":{"S":"m"}})"}});
    };
    EXPECT_EQ(refusal_of(matches.index<by_region>().scan({.resume_token = token("")})),
              errc::invalid_argument);
    EXPECT_EQ(refusal_of(matches.index<by_region>().scan({.resume_token = token("by-round")})),
              errc::invalid_argument);
    EXPECT_EQ(refusal_of(matches.scan({.resume_token = token("by-round")})), errc::invalid_argument);
}

TEST_F(Index, CreateListsAllMembersOfTheKeys) {
    const std::string body = encoded_request::of(detail::define_table<match>("t").table).body;
    const auto has = [&body](std::string_view text) {
        EXPECT_NE(body.find(text), std::string::npos) << text << " in " << body;
    };
    has(R"("IndexName":"by-region","KeySchema":[{"AttributeName":"tournament","KeyType":"HASH"},)"
        R"({"AttributeName":"year","KeyType":"HASH"},{"AttributeName":"round","KeyType":"RANGE"},)"
        R"({"AttributeName":"court","KeyType":"RANGE"},{"AttributeName":"player","KeyType":"RANGE"}])");
    has(R"("AttributeDefinitions":[{"AttributeName":"match_id","AttributeType":"S"},)"
        R"({"AttributeName":"tournament","AttributeType":"S"},{"AttributeName":"year","AttributeType":"N"},)"
        R"({"AttributeName":"round","AttributeType":"S"},{"AttributeName":"court","AttributeType":"N"},)"
        R"({"AttributeName":"player","AttributeType":"S"}])");
}

TEST_F(Index, OnlyALocalOneIsReadConsistently) {
    EXPECT_EQ(refusal_of(orders.index<by_item>().query("1", {.consistent_read = true})),
              errc::invalid_argument);
    EXPECT_EQ(refusal_of(orders.index<by_item>().scan({.consistent_read = true})), errc::invalid_argument);
    EXPECT_EQ(refusal_of(orders.index<by_item>().parallel_scan({.consistent_read = true})),
              errc::invalid_argument);
    EXPECT_NE(request(orders.index<by_price>().query("1", {.consistent_read = true}))
                  .find(R"("ConsistentRead":true)"),
              std::string::npos);
    EXPECT_NE(request(orders.query("1", {.consistent_read = true})).find(R"("ConsistentRead":true)"),
              std::string::npos);
}

struct scores {
    std::string score{};
};

TEST_F(Index, ThatHoldsEverythingIsReadIntoTheModel) {
    EXPECT_EQ(request(matches.index<by_region>().query<match>(key_values("winter", 7))), hash_only);
    EXPECT_NE(request(matches.index<by_region>().query<scores>(key_values("winter", 7)))
                  .find(R"("ProjectionExpression":"#2, )"),
              std::string::npos);
}

TEST_F(Index, ALocalOneFetchesTheRestFromTheTable) {
    EXPECT_EQ(request(orders.index<by_price>().query<order>("1")),
              R"({"TableName":"orders","IndexName":"by-price","KeyConditionExpression":"#0 = :0",)"
              R"("ProjectionExpression":"#0, #1, #2, #3","ExpressionAttributeNames":)"
              R"({"#0":"order_id","#1":"item_id","#2":"price","#3":"quantity"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"1"}}})");
}

}  // namespace
}  // namespace dynaco::test::index_test
