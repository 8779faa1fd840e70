#include "unit/table/transact_write_bench.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>

/// The effects of transactions on versions and times.
namespace dynaco::test::transact_write_versions_test {
namespace {

struct TransactWriteVersions : TransactWrite {};

TEST_F(TransactWriteVersions, AVersionIsCountedUpAfterSuccessOnly) {
    client_options once;
    once.retry.max_attempts = 1;
    call_bench impatient(once);
    impatient.wire->script(
        {cancellation(list({conflict})), attempt::broken(errc::connection_lost, false), attempt::answer()});
    transact_write tx{client(impatient.loop)};
    document d{.id = "1", .text = "a", .version = 7};
    tx.save(documents, d);
    const auto fails_with = [&](errc cause) {
        try {
            static_cast<void>(test::run(impatient.io, tx.try_commit()));
            ADD_FAILURE();
        } catch (const error& e) {
            EXPECT_EQ(e.cause(), cause);
        }
        EXPECT_EQ(d.version, 7);
    };
    fails_with(errc::transaction_canceled);
    fails_with(errc::outcome_unknown);
    EXPECT_TRUE(static_cast<bool>(test::run(impatient.io, tx.try_commit())));
    EXPECT_EQ(d.version, 8);
    EXPECT_EQ(impatient.wire->sent.at(0).body, impatient.wire->sent.at(2).body);
}

TEST_F(TransactWriteVersions, WhatMayBeAppliedIsNotSentUnderATokenThatDynamoDbHasForgotten) {
    for (const auto passed : {std::chrono::minutes(9), std::chrono::minutes(10)}) {
        call_bench impatient({.retry = {.max_attempts = 1}});
        impatient.wire->script({attempt::broken(errc::connection_lost, false), attempt::answer()});
        transact_write tx{client(impatient.loop)};
        document d{.id = "1", .text = "a", .version = 7};
        tx.save(documents, d);
        EXPECT_THROW(static_cast<void>(test::run(impatient.io, tx.try_commit())), error);
        impatient.world->advance(passed);
        if (passed < std::chrono::minutes(10)) {
            EXPECT_TRUE(static_cast<bool>(test::run(impatient.io, tx.try_commit())));
            continue;
        }
        try {
            static_cast<void>(test::run(impatient.io, tx.try_commit()));
            ADD_FAILURE() << "it was sent again";
        } catch (const error& e) {
            EXPECT_EQ(e.cause(), errc::outcome_unknown);
            EXPECT_NE(std::string(e.what()).find("make a new transaction"), std::string::npos) << e.what();
        }
        EXPECT_EQ(impatient.wire->sent.size(), 1U);
        EXPECT_EQ(d.version, 7);
    }
}

// A transaction that was certainly refused has no time limit.
TEST_F(TransactWriteVersions, WhatWasNotAppliedMayBeSentAgainLater) {
    call_bench impatient({.retry = {.max_attempts = 1}});
    impatient.wire->script({cancellation(list({conflict})), attempt::answer()});
    transact_write tx{client(impatient.loop)};
    document d{.id = "1", .text = "a", .version = 7};
    tx.save(documents, d);
    EXPECT_THROW(static_cast<void>(test::run(impatient.io, tx.try_commit())), error);
    impatient.world->advance(std::chrono::hours(1));
    EXPECT_TRUE(static_cast<bool>(test::run(impatient.io, tx.try_commit())));
}

TEST_F(TransactWriteVersions, AnUnmetVersionIsAnAnswerAndLeavesTheObject) {
    script({cancellation(list({unmet}))});
    transact_write tx(db);
    document d{.id = "1", .text = "a", .version = 7};
    tx.save(documents, d);
    EXPECT_FALSE(static_cast<bool>(commit(tx)));
    EXPECT_EQ(d, (document{.id = "1", .text = "a", .version = 7}));
}

TEST_F(TransactWriteVersions, VersionsOfSaves) {
    script({attempt::answer()});
    transact_write tx(db, {.client_request_token = "mine"});
    document fresh{.id = "1", .text = "a"};
    document known{.id = "2", .text = "b", .version = 7};
    tx.save(documents, fresh);
    tx.save(documents, known, when("text"_a == "b"));
    EXPECT_EQ(known.version, 7);
    EXPECT_TRUE(static_cast<bool>(commit(tx)));
    EXPECT_EQ(fresh.version, 1);
    EXPECT_EQ(known.version, 8);
    EXPECT_EQ(
        body(),
        R"x({"TransactItems":[{"Put":{"TableName":"documents","Item":{"id":{"S":"1"},"text":{"S":"a"},)x"
        R"x("version":{"N":"1"}},)x"
        R"x("ConditionExpression":"(attribute_not_exists(#0) OR attribute_type(#0, :0) OR #0 = :1)",)x"
        R"x("ExpressionAttributeNames":{"#0":"version"},)x"
        R"x("ExpressionAttributeValues":{":0":{"S":"NULL"},":1":{"N":"0"}},)x"
        R"x("ReturnValuesOnConditionCheckFailure":"ALL_OLD"}},)x"
        R"x({"Put":{"TableName":"documents","Item":{"id":{"S":"2"},"text":{"S":"b"},"version":{"N":"8"}},)x"
        R"x("ConditionExpression":"(#0 = :0 AND #1 = :1)",)x"
        R"x("ExpressionAttributeNames":{"#0":"text","#1":"version"},)x"
        R"x("ExpressionAttributeValues":{":0":{"S":"b"},":1":{"N":"7"}},)x"
        R"x("ReturnValuesOnConditionCheckFailure":"ALL_OLD"}}],"ClientRequestToken":"mine"})x");
}

TEST_F(TransactWriteVersions, VersionsOfUpdatesRemovalsAndChecks) {
    script({attempt::answer()});
    transact_write tx(db, {.client_request_token = "mine"});
    document changed{.id = "1", .text = "a", .version = 7};
    const document removed{.id = "2", .text = "b", .version = 8};
    const document checked{.id = "3", .text = "c", .version = 9};
    tx.update(documents, changed, "text"_a.set("z"));
    tx.update(documents, "4", "text"_a.set("z"));
    tx.remove(documents, removed);
    tx.check(documents, checked);
    EXPECT_TRUE(static_cast<bool>(commit(tx)));
    EXPECT_EQ(changed.version, 8);
    EXPECT_EQ(changed.text, "a");
    const auto guarded = [](std::string_view version) {
        return R"("ConditionExpression":"#0 = :0","ExpressionAttributeNames":{"#0":"version"},)"
               R"("ExpressionAttributeValues":{":0":{"N":")" +
               std::string(version) + R"("}},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"}})";
    };
    EXPECT_EQ(body(), R"({"TransactItems":[{"Update":{"TableName":"documents","Key":{"id":{"S":"1"}},)"
                      R"("UpdateExpression":"SET #0 = :0 ADD #1 :1","ConditionExpression":"#1 = :2",)"
                      R"("ExpressionAttributeNames":{"#0":"text","#1":"version"},)"
                      R"("ExpressionAttributeValues":{":0":{"S":"z"},":1":{"N":"1"},":2":{"N":"7"}},)"
                      R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"}},)"
                      R"({"Update":{"TableName":"documents","Key":{"id":{"S":"4"}},)"
                      R"("UpdateExpression":"SET #0 = :0 ADD #1 :1",)"
                      R"("ExpressionAttributeNames":{"#0":"text","#1":"version"},)"
                      R"("ExpressionAttributeValues":{":0":{"S":"z"},":1":{"N":"1"}}}},)"
                      R"({"Delete":{"TableName":"documents","Key":{"id":{"S":"2"}},)" +
                          guarded("8") +
                          R"(,{"ConditionCheck":{"TableName":"documents","Key":{"id":{"S":"3"}},)" +
                          guarded("9") + R"(],"ClientRequestToken":"mine"})");
}

TEST_F(TransactWriteVersions, AVersionCanBeIgnored) {
    script({attempt::answer()});
    transact_write tx(db, {.client_request_token = "mine"});
    document changed{.id = "1", .text = "a", .version = 7};
    const document removed{.id = "2", .text = "b", .version = 8};
    document saved{.id = "3", .text = "c", .version = 9};
    tx.update(documents, changed, "text"_a.set("z"), write_options{.ignore_version = true});
    tx.remove(documents, removed, {.ignore_version = true});
    tx.save(documents, saved, {.ignore_version = true});
    EXPECT_TRUE(static_cast<bool>(commit(tx)));
    EXPECT_EQ(changed.version, 8);
    EXPECT_EQ(saved.version, 10);
    EXPECT_EQ(body(), R"({"TransactItems":[{"Update":{"TableName":"documents","Key":{"id":{"S":"1"}},)"
                      R"("UpdateExpression":"SET #0 = :0 ADD #1 :1",)"
                      R"x("ConditionExpression":"attribute_exists(#2)",)x"
                      R"("ExpressionAttributeNames":{"#0":"text","#1":"version","#2":"id"},)"
                      R"("ExpressionAttributeValues":{":0":{"S":"z"},":1":{"N":"1"}},)"
                      R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"}},)"
                      R"({"Delete":{"TableName":"documents","Key":{"id":{"S":"2"}}}},)"
                      R"({"Put":{"TableName":"documents","Item":{"id":{"S":"3"},"text":{"S":"c"},)"
                      R"("version":{"N":"10"}}}}],"ClientRequestToken":"mine"})");
}

TEST_F(TransactWriteVersions, TimesAreSetInTheItemAndThenInTheObject) {
    script({attempt::answer()});
    transact_write tx(db);
    note n{.id = "1", .text = "a"};
    tx.save(notes, n);
    EXPECT_EQ(n.created, 0);
    EXPECT_TRUE(static_cast<bool>(commit(tx)));
    EXPECT_EQ(n.created, birthday_seconds);
    EXPECT_EQ(n.updated, birthday_seconds);
    EXPECT_EQ(n.revision, std::uint8_t{1});
    EXPECT_NE(body().find(R"("created":{"N":"1767225600"})"), std::string::npos);
}

TEST_F(TransactWriteVersions, AVersionThatCannotBeCountedUpIsRefusedAtOnce) {
    transact_write tx(db);
    note n{.id = "1", .text = "a", .revision = std::numeric_limits<std::uint8_t>::max()};
    try {
        tx.save(notes, n);
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::number_out_of_range);
    }
    EXPECT_THROW(tx.update(notes, n, "text"_a.set("b")), error);
    EXPECT_EQ(tx.size(), 0u);
}

TEST_F(TransactWriteVersions, ACheckNeedsSomethingToCheck) {
    const document read{.id = "1", .version = 3};
    transact_write tx(db);
    try {
        tx.check(documents, read, {.ignore_version = true});
        FAIL() << "the check has no condition";
    } catch (const error& why) {
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        EXPECT_NE(std::string(why.what()).find("ignore_version"), std::string::npos) << why.what();
    }
    tx.check(documents, read, when("text"_a == "a"), {.ignore_version = true});
}

}  // namespace
}  // namespace dynaco::test::transact_write_versions_test
