#include "unit/client/call_bench.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/document.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <utility>

/// A call that could be applied twice by mistake gets a token, which is the same for all its attempts.
namespace dynaco::test::generated_token_test {
namespace {

using attempt = scripted_attempt;

struct GeneratedToken : testing::Test {
    GeneratedToken() { bench.world->fixed_random = 0; }
    /// The bodies of two attempts.
    template <class Operation>
    std::pair<std::string, std::string> bodies(const Operation& call) {
        bench.wire->script({attempt::service_error(500, "InternalServerError"), attempt::answer()});
        EXPECT_TRUE(run(bench.io, db.send(call)));
        const auto& sent = bench.wire->sent;
        return {sent.at(sent.size() - 2).body, sent.at(sent.size() - 1).body};
    }
    call_bench bench{};
    client db{bench.loop};
};

TEST_F(GeneratedToken, IsTheSameForAllAttemptsAndNewForEveryCall) {
    const item exported{{"TableArn", "arn:aws:dynamodb:r:1:table/t"}};
    std::set<std::string> all;
    for (int i = 0; i < 3; ++i) {
        const auto [first, second] = bodies(document_operation<"ExportTableToPointInTime">{exported});
        EXPECT_EQ(first, second);
        EXPECT_TRUE(first.starts_with(R"({"TableArn":"arn:aws:dynamodb:r:1:table/t","ClientToken":")"))
            << first;
        all.insert(first);
    }
    EXPECT_EQ(all.size(), 3U);
}

TEST_F(GeneratedToken, IsTheOnlyMemberOfARequestWithoutParameters) {
    const auto [first, second] = bodies(document_operation<"ImportTable">{});
    EXPECT_EQ(first, second);
    EXPECT_TRUE(first.starts_with(R"({"ClientToken":")")) << first;
}

TEST_F(GeneratedToken, LeavesAGivenOneAlone) {
    const item imported{{"ClientToken", "mine"}};
    const auto [first, second] = bodies(document_operation<"ImportTable">{imported});
    EXPECT_EQ(first, R"({"ClientToken":"mine"})");
    EXPECT_EQ(second, first);
}

TEST_F(GeneratedToken, IsNotForOtherOperations) {
    const item which{{"TableName", "t"}};
    const auto [first, second] = bodies(document_operation<"DescribeTable">{which});
    EXPECT_EQ(first, R"({"TableName":"t"})");
    EXPECT_EQ(second, first);
}

}  // namespace
}  // namespace dynaco::test::generated_token_test
