#include "unit/table/transact_write_bench.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace dynaco::test::transact_write_test {
namespace {

TEST_F(TransactWrite, SendsStatementsInTheCallersOrder) {
    script({attempt::answer()});
    transact_write tx(db, {.client_request_token = "mine"});
    const account alice{.account_id = "1", .email = "a", .balance = 5};
    tx.update(orders, "o", "i", "quantity"_a.add(-1), when("quantity"_a > 0));
    tx.save(accounts, alice);
    tx.check(accounts, "2", when("balance"_a > 1), {.return_existing = false});
    tx.remove(orders, "o", "j");
    EXPECT_EQ(tx.size(), 4u);
    EXPECT_TRUE(static_cast<bool>(commit(tx)));
    EXPECT_EQ(
        body(),
        R"({"TransactItems":[{"Update":{"TableName":"orders","Key":{"order_id":{"S":"o"},"item_id":{"S":"i"}},)"
        R"("UpdateExpression":"ADD #0 :0","ConditionExpression":"#0 > :1",)"
        R"("ExpressionAttributeNames":{"#0":"quantity"},)"
        R"("ExpressionAttributeValues":{":0":{"N":"-1"},":1":{"N":"0"}},)"
        R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"}},)"
        R"({"Put":{"TableName":"accounts","Item":{"id":{"S":"1"},"email":{"S":"a"},"balance":{"N":"5"},)"
        R"("tags":{"L":[]}}}},)"
        R"({"ConditionCheck":{"TableName":"accounts","Key":{"id":{"S":"2"}},"ConditionExpression":"#0 > :0",)"
        R"("ExpressionAttributeNames":{"#0":"balance"},"ExpressionAttributeValues":{":0":{"N":"1"}}}},)"
        R"({"Delete":{"TableName":"orders","Key":{"order_id":{"S":"o"},"item_id":{"S":"j"}}}}],)"
        R"("ClientRequestToken":"mine"})");
}

TEST_F(TransactWrite, ConditionsOfSavesAndRemovals) {
    script({attempt::answer()});
    transact_write tx(db, {.client_request_token = "mine"});
    const account alice{.account_id = "1"};
    tx.save(accounts, alice, when("account_id"_a.not_exists()));
    tx.remove(orders, "o", "i", when("quantity"_a == 0), {.return_existing = false});
    EXPECT_TRUE(static_cast<bool>(commit(tx)));
    EXPECT_EQ(body(),
              R"x({"TransactItems":[{"Put":{"TableName":"accounts","Item":{"id":{"S":"1"},"email":{"S":""},)x"
              R"x("balance":{"N":"0"},"tags":{"L":[]}},"ConditionExpression":"attribute_not_exists(#0)",)x"
              R"x("ExpressionAttributeNames":{"#0":"id"},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}},)x"
              R"x({"Delete":{"TableName":"orders","Key":{"order_id":{"S":"o"},"item_id":{"S":"i"}},)x"
              R"x("ConditionExpression":"#0 = :0","ExpressionAttributeNames":{"#0":"quantity"},)x"
              R"x("ExpressionAttributeValues":{":0":{"N":"0"}}}}],"ClientRequestToken":"mine"})x");
}

TEST_F(TransactWrite, WithoutStatementsNothingIsSent) {
    transact_write tx(db);
    EXPECT_TRUE(static_cast<bool>(commit(tx)));
    EXPECT_TRUE(bench.wire->sent.empty());
    EXPECT_EQ(refused(tx).cause(), errc::invalid_argument);
}

TEST_F(TransactWrite, ArgumentsMayDieAtOnce) {
    script({attempt::answer()});
    transact_write tx(db);
    {
        const table<account> short_lived(db, std::string("a name that is not kept in place"));
        const std::string key(40, 'k');
        tx.save(short_lived, account{.account_id = std::string(40, 'x')});
        tx.remove(short_lived, key);
    }
    auto sending = [&] {
        transact_write moved = std::move(tx);
        return moved.try_commit();
    }();
    EXPECT_TRUE(static_cast<bool>(test::run(bench.io, std::move(sending))));
    EXPECT_NE(body().find(std::string(40, 'k')), std::string::npos);
    EXPECT_NE(body().find(std::string(40, 'x')), std::string::npos);
}

TEST_F(TransactWrite, HasATokenOfItsOwn) {
    bench.world->fixed_random = 0;
    script({attempt::answer(), attempt::answer()});
    std::set<std::string> tokens;
    for (std::size_t i = 0; i < 2; ++i) {
        transact_write tx(db);
        tx.remove(accounts, "1");
        EXPECT_TRUE(static_cast<bool>(commit(tx)));
        EXPECT_EQ(token(i).size(), 36u);
        EXPECT_EQ(token(i).at(14), '4');
        tokens.insert(token(i));
    }
    EXPECT_EQ(tokens.size(), 2u);
}

TEST_F(TransactWrite, EveryAttemptIsTheSameRequest) {
    script({attempt::service_error(500, "InternalServerError"), attempt::answer()});
    transact_write tx(db);
    tx.remove(accounts, "1");
    EXPECT_TRUE(static_cast<bool>(commit(tx)));
    EXPECT_EQ(body(0), body(1));
}

TEST_F(TransactWrite, UnmetConditionsAreAnAnswer) {
    script({cancellation(list({none, unmet_by_4, none, unmet}))});
    transact_write tx(db);
    const auto first = tx.remove(accounts, "0");
    const auto taken = tx.update(accounts, "1", "balance"_a.add(-5), when("balance"_a >= 5));
    const auto third = tx.remove(orders, "o", "i");
    const auto missing = tx.check(orders, "o", "j", when("quantity"_a > 0));
    const transaction_verdict done = commit(tx);
    EXPECT_FALSE(static_cast<bool>(done));

    const auto reasons = done.reasons();
    ASSERT_EQ(reasons.size(), 2u);
    EXPECT_EQ(reasons[0].statement(), taken.index());
    EXPECT_EQ(reasons[1].statement(), missing.index());
    EXPECT_EQ(reasons[0].cause(), errc::conditional_check_failed);
    EXPECT_EQ(reasons[0].existing<account>().value().balance, 4);
    EXPECT_EQ(reasons[0].details().statement, "update accounts");
    EXPECT_EQ(reasons[1].details().statement, "check orders");

    EXPECT_EQ(done.existing(taken).value().balance, 4);
    EXPECT_FALSE(done.existing(missing));
    EXPECT_TRUE(static_cast<bool>(done.reason(missing)));
    EXPECT_FALSE(static_cast<bool>(done.reason(first)));
    EXPECT_EQ(done.reason(third).cause(), errc{});
}

TEST_F(TransactWrite, AnAppliedOneHasNoReasons) {
    script({attempt::answer()});
    transact_write tx(db);
    const auto only = tx.remove(accounts, "0");
    const transaction_verdict done = commit(tx);
    EXPECT_TRUE(done.reasons().empty());
    EXPECT_FALSE(static_cast<bool>(done.reason(only)));
    EXPECT_FALSE(done.existing(only));
}

TEST_F(TransactWrite, AForeignStatementIsRefused) {
    script({attempt::answer()});
    transact_write tx(db);
    tx.remove(accounts, "0");
    const transaction_verdict done = commit(tx);
    EXPECT_THROW(static_cast<void>(done.reason(transaction_statement<account>(1))), error);
}

TEST_F(TransactWrite, AnExistingItemThatDoesNotFitIsAnErrorThatSaysWhere) {
    script({cancellation(list({none, unmet_by_4}))});
    transact_write tx(db);
    tx.remove(accounts, "0");
    const auto taken = tx.check(accounts, "1", when("balance"_a >= 5));
    const transaction_verdict done = commit(tx);
    struct wrong {
        std::string balance{};
    };
    try {
        static_cast<void>(done.reason(taken).existing<wrong>());
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::type_mismatch);
        EXPECT_EQ(e.diagnostics().attribute_path, "balance");
        EXPECT_NE(e.diagnostics().detail.find("statement 2 (check accounts)"), std::string::npos);
    }
}

TEST_F(TransactWrite, AnythingElseInTheWayIsAnException) {
    for (const auto& reasons :
         {list({none, conflict}), list({unmet, conflict}), list({conflict, R"({"Code":"ThrottlingError"})"}),
          list({R"({"Code":"ValidationError"})", none}), list({none, none}), std::string()}) {
        bench.wire->sent.clear();
        script({cancellation(reasons)});
        transact_write tx(db);
        tx.remove(accounts, "0");
        tx.update(accounts, "1", "balance"_a.add(-5), when("balance"_a >= 5));
        const failure why = refused(tx);
        EXPECT_EQ(why.cause(), errc::transaction_canceled) << reasons;
        EXPECT_EQ(why.diagnostics().cancellation_reasons.size(), reasons.empty() ? 0u : 2u);
    }
}

TEST_F(TransactWrite, ThrottlingAloneIsACauseOfItsOwn) {
    script({cancellation(list({none, R"({"Code":"ThrottlingError"})"})), attempt::answer()});
    transact_write tx(db);
    tx.remove(accounts, "0");
    tx.remove(accounts, "1");
    const failure why = refused(tx);
    EXPECT_EQ(why.cause(), errc::transaction_throttled);
    EXPECT_NE(why.text().find("statement 2 (remove accounts, item {\"id\":{\"S\":\"1\"}})"),
              std::string::npos)
        << why.text();
    EXPECT_TRUE(static_cast<bool>(commit(tx))) << "it may be committed again";
}

TEST_F(TransactWrite, AnExceptionNamesStatements) {
    script({cancellation(list({none, conflict}))});
    transact_write tx(db);
    tx.remove(orders, "o", "i");
    tx.save(accounts, account{.account_id = "1"});
    const failure why = refused(tx);
    EXPECT_NE(why.text().find("statement 2 (put accounts, item {\"id\":{\"S\":\"1\"}}): a transaction is in "
                              "progress on the item"),
              std::string::npos)
        << why.text();
    EXPECT_EQ(why.diagnostics().operation, "TransactWriteItems");
    EXPECT_EQ(why.diagnostics().table, "orders, accounts");
}

TEST_F(TransactWrite, ReasonsOfAnotherNumberAreNotTakenForTheStatements) {
    script({cancellation(list({unmet}))});
    transact_write tx(db);
    tx.remove(accounts, "0");
    tx.remove(accounts, "1");
    const failure why = refused(tx);
    EXPECT_EQ(why.diagnostics().cancellation_reasons.at(0).statement, "");
    EXPECT_EQ(why.diagnostics().table, "accounts");
}

TEST_F(TransactWrite, MayBeCommittedAgainAfterAnException) {
    script({cancellation(list({conflict})), attempt::answer()});
    transact_write tx(db);
    tx.remove(accounts, "0");
    EXPECT_EQ(refused(tx).cause(), errc::transaction_canceled);
    EXPECT_TRUE(static_cast<bool>(commit(tx)));
    EXPECT_EQ(body(0), body(1));
}

TEST_F(TransactWrite, IsDecidedOnce) {
    script({attempt::answer(), cancellation(list({unmet}))});
    for (const bool applied : {true, false}) {
        transact_write tx(db);
        tx.remove(accounts, "0", when("balance"_a == 0));
        EXPECT_EQ(static_cast<bool>(commit(tx)), applied);
        EXPECT_EQ(refused(tx).cause(), errc::invalid_argument);
    }
    EXPECT_EQ(bench.wire->sent.size(), 2u);
}

TEST_F(TransactWrite, IsNotCommittedTwiceAtOnce) {
    script({attempt::answer()});
    transact_write tx(db);
    tx.remove(accounts, "0");
    const auto first = test::start(bench.io.get_executor(), tx.try_commit());
    const auto second = test::start(bench.io.get_executor(), tx.try_commit());
    test::run_until(bench.io, [&] { return first->done && second->done; });
    EXPECT_TRUE(static_cast<bool>(first->get()));
    EXPECT_THROW(static_cast<void>(second->get()), error);
    EXPECT_EQ(bench.wire->sent.size(), 1u);
}

TEST_F(TransactWrite, TakesNoStatementAfterCommit) {
    script({cancellation(list({conflict}))});
    transact_write tx(db);
    tx.remove(accounts, "0");
    EXPECT_EQ(refused(tx).cause(), errc::transaction_canceled);
    EXPECT_THROW(tx.remove(accounts, "1"), error);
    EXPECT_EQ(tx.size(), 1u);
}

TEST_F(TransactWrite, WhatCannotBeEncodedIsRefusedAtOnceAndLeftOut) {
    script({attempt::answer()});
    transact_write tx(db, {.client_request_token = "mine"});
    tx.remove(accounts, "0");
    try {
        tx.save(accounts, account{.account_id = "1", .email = std::string(500'000, 'x')});
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::item_too_large);
        EXPECT_EQ(e.diagnostics().table, "accounts");
        EXPECT_NE(e.diagnostics().detail.find("statement 2"), std::string::npos);
    }
    EXPECT_TRUE(static_cast<bool>(commit(tx)));
    EXPECT_EQ(body(), R"({"TransactItems":[{"Delete":{"TableName":"accounts","Key":{"id":{"S":"0"}}}}],)"
                      R"("ClientRequestToken":"mine"})");
}

TEST_F(TransactWrite, LimitsAreCheckedBeforeAnythingIsSent) {
    transact_write two_of_one(db);
    two_of_one.check(accounts, "1", when("balance"_a > 0));
    two_of_one.save(accounts, account{.account_id = "1"});
    const failure why = refused(two_of_one);
    EXPECT_EQ(why.cause(), errc::invalid_argument);
    EXPECT_NE(why.diagnostics().detail.find("statement 1 (check accounts) and statement 2 (put accounts)"),
              std::string::npos);

    transact_write many(db);
    for (int i = 0; i <= 100; ++i) many.remove(accounts, std::to_string(i));
    EXPECT_EQ(refused(many).cause(), errc::invalid_argument);

    transact_write large(db);
    for (int i = 0; i < 11; ++i)
        large.save(accounts, account{.account_id = std::to_string(i), .email = std::string(400'000, 'x')});
    EXPECT_EQ(refused(large).cause(), errc::invalid_argument);

    const std::string long_token(37, 't');
    transact_write bad_token(db, {.client_request_token = long_token});
    bad_token.remove(accounts, "1");
    EXPECT_EQ(refused(bad_token).cause(), errc::invalid_argument);
    EXPECT_TRUE(bench.wire->sent.empty());
}

TEST_F(TransactWrite, ReportsWhatItConsumed) {
    call_report report;
    script(
        {cancellation(list({conflict})),
         attempt::answer(R"({"ConsumedCapacity":[{"TableName":"accounts","CapacityUnits":4,)"
                         R"("WriteCapacityUnits":4},{"TableName":"orders","CapacityUnits":2,)"
                         R"("WriteCapacityUnits":2}],"ItemCollectionMetrics":{"orders":[)"
                         R"({"ItemCollectionKey":{"order_id":{"S":"o"}},"SizeEstimateRangeGB":[0,1]}]}})")});
    transact_write tx(db, {.client_request_token = "mine", .report = &report});
    tx.remove(accounts, "1");
    EXPECT_EQ(refused(tx).cause(), errc::transaction_canceled);
    EXPECT_EQ(report.calls, 1);
    EXPECT_TRUE(static_cast<bool>(commit(tx)));
    EXPECT_EQ(report.calls, 2);
    EXPECT_EQ(report.write_units(), 6);
    EXPECT_EQ(report.collections.at(0).table_name, "orders");
    EXPECT_TRUE(body().ends_with(R"("ClientRequestToken":"mine","ReturnConsumedCapacity":"INDEXES",)"
                                 R"("ReturnItemCollectionMetrics":"SIZE"})"));
}

TEST_F(TransactWrite, AReportIsOfAWholeTransaction) {
    call_report report;
    transact_write tx(db);
    try {
        tx.remove(accounts, "1", {.report = &report});
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::invalid_argument);
    }
    EXPECT_EQ(tx.size(), 0u);
}

}  // namespace
}  // namespace dynaco::test::transact_write_test
