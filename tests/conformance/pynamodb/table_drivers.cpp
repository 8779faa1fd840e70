#include "canonical_request.hpp"
#include "models.hpp"
#include "recorded_case.hpp"

/// Making tables.
namespace dynaco::test::pynamodb {
namespace {

/// Compares the requests that were sent, except those that PynamoDB does not send.
void expect_sent(const recorded_case& c, const call_bench& bench, const std::vector<std::size_t>& positions) {
    const auto wanted = c.requests();
    ASSERT_EQ(wanted.size(), positions.size());
    for (std::size_t i = 0; i < wanted.size(); ++i)
        EXPECT_EQ(canonical_request(bench.wire->sent.at(positions[i]).body), canonical_request(wanted[i]));
}
scripted_attempt active_table() {
    return scripted_attempt::answer(R"({"Table":{"TableName":"t","TableStatus":"ACTIVE"}})");
}

}  // namespace

drivers table_drivers() {
    drivers all;
    all["create and wait: describe, create, describe until ACTIVE, then TTL"] = [](recorded_case& c) {
        call_bench bench;
        auto replies = c.replies();
        // dynaco does not accept an empty object as a response.
        replies.back() =
            scripted_attempt::answer(R"({"TimeToLiveSpecification":{"AttributeName":"ttl","Enabled":true}})");
        bench.wire->script(replies);
        const auto create = [](client db) -> awaitable<bool> {
            const table<post> posts(std::move(db));
            return posts.create();
        };
        EXPECT_TRUE(run(bench.io, create(client(bench.loop))));
        ASSERT_EQ(bench.wire->sent.size(), 4u);
        expect_sent(c, bench, {0, 1, 2, 3});
    };
    all["create on demand: BillingMode, no throughput anywhere"] = [](recorded_case& c) {
        call_bench bench;
        bench.wire->script({c.replies().at(0),
                            scripted_attempt::answer(R"({"TableDescription":{"TableStatus":"CREATING"}})"),
                            active_table()});
        const auto create = [](client db) -> awaitable<bool> {
            const table<user> users(std::move(db));
            return users.create();
        };
        EXPECT_TRUE(run(bench.io, create(client(bench.loop))));
        expect_sent(c, bench, {0, 1});
    };
    return all;
}

}  // namespace dynaco::test::pynamodb
