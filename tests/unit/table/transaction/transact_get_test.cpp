#include "unit/client/call_bench.hpp"
#include "unit/table/models.hpp"

#include <dynaco/transaction.hpp>

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

/// Reading transactions over a transport with scripted responses.
namespace dynaco::test::transact_get_test {
namespace {

using attempt = scripted_attempt;

struct order_view {
    std::string order_id{};
    int quantity = 0;
};

struct TransactGet : testing::Test {
    void script(const std::vector<attempt>& attempts) { bench.wire->script(attempts); }
    void fetch(transact_get& reads) { test::run(bench.io, fetched(reads)); }
    failure refused(transact_get& reads) {
        try {
            fetch(reads);
            ADD_FAILURE() << "did not throw";
        } catch (const error& e) {
            return e.as_failure();
        }
        return {};
    }
    static boost::asio::awaitable<bool> fetched(transact_get& reads) {
        co_await reads.fetch();
        co_return true;
    }
    [[nodiscard]] std::string body(std::size_t i = 0) const { return bench.wire->sent.at(i).body; }

    call_bench bench{};
    client db{bench.loop};
    table<account> accounts{db};
    table<order> orders{db};
};

constexpr const char* both = R"({"Responses":[{"Item":{"id":{"S":"1"},"balance":{"N":"5"}}},)"
                             R"({"Item":{"order_id":{"S":"o"},"quantity":{"N":"2"}}},{}]})";

TEST_F(TransactGet, ReadsModelsAndViewsOfAnyTables) {
    script({attempt::answer(both)});
    transact_get reads(db);
    const auto a = reads.get(accounts, "1");
    const auto o = reads.get<order_view>(orders, "o", "i");
    const auto missing = reads.get(orders, "o", "j");
    EXPECT_EQ(reads.size(), 3u);
    fetch(reads);
    EXPECT_EQ((*a).value().balance, 5);
    EXPECT_EQ(o.value().value().quantity, 2);
    EXPECT_FALSE(*missing);
    EXPECT_EQ(
        body(),
        R"({"TransactItems":[{"Get":{"TableName":"accounts","Key":{"id":{"S":"1"}}}},)"
        R"({"Get":{"TableName":"orders","Key":{"order_id":{"S":"o"},"item_id":{"S":"i"}},)"
        R"("ProjectionExpression":"#0, #1","ExpressionAttributeNames":{"#0":"order_id","#1":"quantity"}}},)"
        R"({"Get":{"TableName":"orders","Key":{"order_id":{"S":"o"},"item_id":{"S":"j"}}}}]})");
}

TEST_F(TransactGet, WithoutItemsNothingIsSent) {
    transact_get reads(db);
    fetch(reads);
    EXPECT_TRUE(bench.wire->sent.empty());
}

TEST_F(TransactGet, AnItemIsThereAfterFetchOnly) {
    script({attempt::service_error(400, "ValidationException"),
            attempt::answer(R"({"Responses":[{"Item":{"id":{"S":"1"}}}]})")});
    transact_get reads(db);
    const auto a = reads.get(accounts, "1");
    const auto cause = [&a] {
        try {
            static_cast<void>(a.value());
        } catch (const error& e) {
            return e.cause();
        }
        return errc{};
    };
    EXPECT_EQ(cause(), errc::not_fetched);
    EXPECT_EQ(refused(reads).cause(), errc::validation_failed);
    EXPECT_EQ(cause(), errc::not_fetched);
    fetch(reads);
    EXPECT_EQ(cause(), errc{});
    const auto later = reads.get(accounts, "2");
    EXPECT_THROW(static_cast<void>(*later), error);
}

TEST_F(TransactGet, ReadsAnewAndKeepsWhatItHasWhenThatFails) {
    const auto answer = [](const char* balance) {
        return attempt::answer(R"({"Responses":[{"Item":{"id":{"S":"1"},"balance":{"N":")" +
                               std::string(balance) + R"("}}},{}]})");
    };
    script({answer("1"), answer("2"),
            attempt::answer(R"({"Responses":[{"Item":{"id":{"S":"1"},"balance":{"N":"3"}}},)"
                            R"({"Item":{"order_id":{"N":"1"}}}]})"),
            attempt::service_error(400, "ValidationException"), attempt::answer(R"({"Responses":[{},{}]})")});
    transact_get reads(db);
    const auto a = reads.get(accounts, "1");
    const auto o = reads.get(orders, "o", "i");
    fetch(reads);
    EXPECT_EQ(a.value().value().balance, 1);
    fetch(reads);
    EXPECT_EQ(a.value().value().balance, 2);
    fetch(reads);  // an item that does not fit is its own error
    EXPECT_EQ(a.value().value().balance, 3);
    const auto expect_misfit = [&o] {
        try {
            static_cast<void>(o.value());
            ADD_FAILURE() << "should have thrown";
        } catch (const error& misfit) {
            EXPECT_EQ(misfit.cause(), errc::type_mismatch);
            EXPECT_EQ(misfit.diagnostics().table, "orders");
            EXPECT_EQ(misfit.diagnostics().attribute_path, "order_id");
        }
    };
    expect_misfit();
    EXPECT_EQ(refused(reads).cause(), errc::validation_failed);
    EXPECT_EQ(a.value().value().balance, 3);
    expect_misfit();
    fetch(reads);
    EXPECT_FALSE(*a);
}

TEST_F(TransactGet, AHandleMayOutliveTheTransaction) {
    script({attempt::answer(R"({"Responses":[{"Item":{"id":{"S":"1"}}}]})")});
    const auto a = [this] {
        transact_get reads(db);
        auto handle = reads.get(accounts, std::string("1"));
        transact_get moved = std::move(reads);
        fetch(moved);
        return handle;
    }();
    const account taken = std::move(*a).value();
    EXPECT_EQ(taken.account_id, "1");
}

TEST_F(TransactGet, ReportsWhatItConsumed) {
    call_report report;
    script({attempt::answer(R"({"Responses":[{}],"ConsumedCapacity":[{"TableName":"accounts",)"
                            R"("CapacityUnits":2,"ReadCapacityUnits":2}]})")});
    transact_get reads(db, {.report = &report});
    reads.get(accounts, "1");
    fetch(reads);
    EXPECT_EQ(report.read_units(), 2);
    EXPECT_TRUE(body().ends_with(R"("ReturnConsumedCapacity":"INDEXES"})"));
}

TEST_F(TransactGet, ACancellationNamesStatements) {
    script({attempt::answer(R"({"__type":"x#TransactionCanceledException","Message":"m",)"
                            R"("CancellationReasons":[{"Code":"None"},{"Code":"TransactionConflict"}]})",
                            400)});
    transact_get reads(db);
    reads.get(accounts, "1");
    reads.get(orders, "o", "i");
    const failure why = refused(reads);
    EXPECT_EQ(why.cause(), errc::transaction_canceled);
    EXPECT_TRUE(canceled_only_by(errc::transaction_conflict, why.diagnostics().cancellation_reasons));
    EXPECT_NE(why.text().find("statement 2 (get orders, item {"), std::string::npos) << why.text();
}

TEST_F(TransactGet, LimitsAreCheckedBeforeAnythingIsSent) {
    transact_get twice(db);
    twice.get(accounts, "1");
    twice.get(accounts, "1");
    EXPECT_EQ(refused(twice).cause(), errc::invalid_argument);
    transact_get many(db);
    for (int i = 0; i <= 100; ++i) many.get(accounts, std::to_string(i));
    EXPECT_EQ(refused(many).cause(), errc::invalid_argument);
    EXPECT_TRUE(bench.wire->sent.empty());
}

TEST_F(TransactGet, AReplyMustAnswerEachStatement) {
    for (const char* body : {"{}", R"({"Responses":[{}]})", R"({"Responses":[{},{},{}]})",
                             R"({"Responses":[{},{},{"Item":{"id":{"S":"1"}}}]})"}) {
        script({attempt::answer(body)});
        transact_get reads(db);
        const auto a = reads.get(accounts, "1");
        reads.get(accounts, "2");
        const failure why = refused(reads);
        EXPECT_EQ(why.cause(), errc::malformed_reply) << body;
        EXPECT_EQ(why.text().find("1 results"), std::string::npos) << why.text();
        EXPECT_THROW(static_cast<void>(a.value()), error);
    }
}

struct measured {
    double celsius = 0;
    static constexpr dynaco::schema schema{.table_name = "measured", .hash_key = "celsius"};
};

TEST_F(TransactGet, AKeyThatCannotBeEncodedIsRefusedAtOnceAndLeftOut) {
    transact_get reads(db);
    const table<measured> weather(db);
    try {
        reads.get(weather, std::numeric_limits<double>::infinity());
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::not_a_number);
        EXPECT_EQ(e.diagnostics().operation, "TransactGetItems");
        EXPECT_EQ(e.diagnostics().table, "measured");
    }
    EXPECT_EQ(reads.size(), 0u);
}

}  // namespace
}  // namespace dynaco::test::transact_get_test
