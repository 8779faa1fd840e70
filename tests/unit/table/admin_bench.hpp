#pragma once

#include "unit/client/call_bench.hpp"

#include <dynaco/table.hpp>

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

/// Table administration over a transport with scripted responses.
namespace dynaco::test {

struct visits_by_place {
    std::string place{};
    std::string id{};
    static constexpr dynaco::index_schema schema{
        .index_name = "by-place", .hash_key = "place", .projection = dynaco::projection::keys_only};
};
struct visit {
    std::string id{};
    std::string place{};
    std::int64_t expires = 0;

    static constexpr dynaco::schema schema{
        .table_name = "visits",
        .hash_key = "id",
        .ttl = "expires",
        .settings = {.tags = {{.key = "team", .value = "red"}}},
    };
    using indexes = dynaco::indexes<visits_by_place>;
};

struct AdminBench : testing::Test {
    using attempt = scripted_attempt;

    /// The members of "Table" of a description of `visits` with its index.
    static std::string described(const std::string& more = {}, const std::string& status = "ACTIVE",
                                 const std::string& index_more = {}) {
        return R"("TableName":"visits","TableArn":"arn:t","TableStatus":")" + status +
               R"(","BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST"},)"
               R"("AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"},)"
               R"({"AttributeName":"place","AttributeType":"S"}],)"
               R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}],)"
               R"("GlobalSecondaryIndexes":[{"IndexName":"by-place","IndexStatus":"ACTIVE",)"
               R"("KeySchema":[{"AttributeName":"place","KeyType":"HASH"}],)"
               R"("Projection":{"ProjectionType":"KEYS_ONLY"})" +
               index_more + "}]" + more;
    }
    /// A table without indexes.
    static std::string bare(const std::string& more = {}, const std::string& status = "ACTIVE") {
        return R"("TableName":"visits","TableArn":"arn:t","TableStatus":")" + status +
               R"(","BillingModeSummary":{"BillingMode":"PAY_PER_REQUEST"},)"
               R"("AttributeDefinitions":[{"AttributeName":"id","AttributeType":"S"}],)"
               R"("KeySchema":[{"AttributeName":"id","KeyType":"HASH"}])" +
               more;
    }
    /// The same table, provisioned.
    static std::string provisioned(std::string members) {
        return members.replace(members.find("PAY_PER_REQUEST"), 15, "PROVISIONED");
    }
    static attempt table(const std::string& members) {
        return attempt::answer(R"({"Table":{)" + members + "}}");
    }
    static attempt changed() { return attempt::answer(R"({"TableDescription":{"TableStatus":"UPDATING"}})"); }
    static attempt ttl(const std::string& status, const std::string& attribute = "expires") {
        return attempt::answer(R"({"TimeToLiveDescription":{"TimeToLiveStatus":")" + status +
                               R"(","AttributeName":")" + attribute + "\"}}");
    }
    static attempt refusal(const std::string& code) { return attempt::service_error(400, code); }
    static attempt missing() { return refusal("ResourceNotFoundException"); }

    void script(const std::vector<attempt>& attempts) { bench.wire->script(attempts); }
    template <class T>
    T run(boost::asio::awaitable<T> call) {
        return test::run(bench.io, std::move(call));
    }
    void run(boost::asio::awaitable<void> call) { test::run(bench.io, and_true(std::move(call))); }
    /// The failure with which `call` ends.
    template <class T>
    failure failure_of(boost::asio::awaitable<T> call) {
        try {
            run(std::move(call));
        } catch (const error& e) {
            return e.as_failure();
        }
        ADD_FAILURE() << "the call should have failed";
        return {};
    }
    /// The names of the operations that were sent.
    [[nodiscard]] std::vector<std::string> sent() const {
        std::vector<std::string> names;
        for (const sent_request& each : bench.wire->sent) {
            const std::string target = each.header("x-amz-target");
            names.push_back(target.substr(target.find('.') + 1));
        }
        return names;
    }
    [[nodiscard]] const std::string& body(std::size_t i) const { return bench.wire->sent.at(i).body; }

    call_bench bench{};
    client db{bench.loop};
    dynaco::table<visit> visits{db};
    table_admin<visit> admin = visits.admin();

 private:
    static boost::asio::awaitable<bool> and_true(boost::asio::awaitable<void> call) {
        co_await std::move(call);
        co_return true;
    }
};

using names = std::vector<std::string>;

}  // namespace dynaco::test
