#include "unit/table/write_bench.hpp"

#include <string>

/// The requests and results of save and insert, and their effects on the object.
namespace dynaco::test::save_test {
namespace {

using namespace literals;

using Save = Writes;
using Insert = Writes;

const std::string stored_document = R"({"id":{"S":"1"},"text":{"S":"theirs"},"version":{"N":"9"}})";

TEST_F(Save, WithoutAVersionIsJustWritten) {
    const account a{.account_id = "1", .email = "a"};
    run(accounts.save(a));
    EXPECT_EQ(sent(), R"({"TableName":"accounts","Item":{"id":{"S":"1"},"email":{"S":"a"},)"
                      R"("balance":{"N":"0"},"tags":{"L":[]}}})");
}

TEST_F(Save, ANewObjectGetsVersionOne) {
    document d{.id = "1", .text = "a"};
    EXPECT_TRUE(run(documents.try_save(d)));
    EXPECT_EQ(sent(),
              R"({"TableName":"documents","Item":{"id":{"S":"1"},"text":{"S":"a"},"version":{"N":"1"}},)"
              R"x("ConditionExpression":"(attribute_not_exists(#0) OR attribute_type(#0, :0) OR #0 = :1)",)x"
              R"("ExpressionAttributeNames":{"#0":"version"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"NULL"},":1":{"N":"0"}},)"
              R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"})");
    EXPECT_EQ(d.version, 1);
}

TEST_F(Save, AKnownObjectIsCountedUp) {
    document d{.id = "1", .text = "a", .version = 7};
    EXPECT_TRUE(run(documents.try_save(d)));
    EXPECT_EQ(sent(),
              R"({"TableName":"documents","Item":{"id":{"S":"1"},"text":{"S":"a"},"version":{"N":"8"}},)"
              R"("ConditionExpression":"#0 = :0","ExpressionAttributeNames":{"#0":"version"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"7"}},)"
              R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"})");
    EXPECT_EQ(d.version, 8);
}

TEST_F(Save, TheUsersConditionComesFirst) {
    document d{.id = "1", .text = "a", .version = 7};
    EXPECT_TRUE(run(documents.try_save(d, when("text"_a == "b"), {.return_existing = false})));
    EXPECT_EQ(sent(),
              R"({"TableName":"documents","Item":{"id":{"S":"1"},"text":{"S":"a"},"version":{"N":"8"}},)"
              R"x("ConditionExpression":"(#0 = :0 AND #1 = :1)",)x"
              R"("ExpressionAttributeNames":{"#0":"text","#1":"version"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"b"},":1":{"N":"7"}}})");
}

TEST_F(Save, AnIgnoredVersionIsCountedUpAllTheSame) {
    document d{.id = "1", .text = "a", .version = 7};
    EXPECT_TRUE(run(documents.try_save(d, {.ignore_version = true})));
    EXPECT_EQ(sent(),
              R"({"TableName":"documents","Item":{"id":{"S":"1"},"text":{"S":"a"},"version":{"N":"8"}}})");
    EXPECT_EQ(d.version, 8);
}

TEST_F(Save, AnIgnoredVersionLeavesTheUsersCondition) {
    document d{.id = "1", .text = "a", .version = 7};
    EXPECT_TRUE(run(documents.try_save(d, when("id"_a.exists()), {.ignore_version = true})));
    EXPECT_NE(sent().find(R"x("ConditionExpression":"attribute_exists(#0)")x"), std::string::npos);
    EXPECT_EQ(sent().find("#1"), std::string::npos);
}

TEST_F(Save, SetsTimes) {
    note n{.id = "1", .text = "a"};
    EXPECT_TRUE(run(notes.try_save(n)));
    EXPECT_EQ(n.created, birthday_seconds);
    EXPECT_EQ(n.updated, birthday_seconds);
    bench.world->advance(std::chrono::seconds(5));
    EXPECT_TRUE(run(notes.try_save(n)));
    EXPECT_NE(sent().find(R"("created":{"N":"1767225600"},"changed":{"N":"1767225605"})"), std::string::npos);
    EXPECT_EQ(n.created, birthday_seconds);
    EXPECT_EQ(n.updated, birthday_seconds + 5);
}

TEST_F(Save, TimesAloneNeedNoCondition) {
    stamped s{.id = "1"};
    run(stamps.save(s));
    EXPECT_EQ(sent(), R"({"TableName":"stamps","Item":{"id":{"S":"1"},"updated":{"N":"1767225600"}}})");
    EXPECT_EQ(s.updated, birthday_seconds);
}

TEST_F(Save, AConflictIsAnAnswerAndLeavesTheObject) {
    document d{.id = "1", .text = "mine", .version = 7};
    const document before = d;
    const auto saved = run(documents.try_save(d), refused(stored_document));
    EXPECT_FALSE(saved);
    EXPECT_EQ(d, before);
    EXPECT_EQ(saved.existing(), (document{.id = "1", .text = "theirs", .version = 9}));
}

TEST_F(Save, AFailureLeavesTheObject) {
    document d{.id = "1", .text = "mine", .version = 7};
    const document before = d;
    EXPECT_EQ(fail(documents.save(d), {attempt::service_error(400, "ValidationException")}).cause(),
              errc::validation_failed);
    EXPECT_EQ(d, before);
}

TEST_F(Save, AnUnknownOutcomeLeavesTheObject) {
    document d{.id = "1", .text = "mine", .version = 7};
    const document before = d;
    // The first attempt may have been applied: then the conflict is with dynaco's own version.
    EXPECT_EQ(fail(documents.save(d), {attempt::broken(errc::connection_lost, false), refused()}).cause(),
              errc::outcome_unknown);
    EXPECT_EQ(bench.wire->sent.size(), 2u);
    EXPECT_EQ(d, before);
}

TEST_F(Save, EncodesBeforeItReturnsAndChangesAfterwards) {
    document d{.id = "1", .text = "a", .version = 7};
    auto saving = documents.save(d);
    EXPECT_EQ(d.version, 7);
    d.text = "b";
    run(std::move(saving));
    EXPECT_NE(sent().find(R"("text":{"S":"a"},"version":{"N":"8"})"), std::string::npos);
    EXPECT_EQ(d, (document{.id = "1", .text = "b", .version = 8}));
}

TEST_F(Save, RefusesTheLastVersionWithoutIO) {
    note n{.id = "1", .text = {}, .revision = std::uint8_t{255}};
    const failure why = fail(notes.save(n), {});
    EXPECT_EQ(why.cause(), errc::number_out_of_range);
    EXPECT_EQ(why.diagnostics().attribute_path, "revision");
    EXPECT_TRUE(bench.wire->sent.empty());
}

TEST_F(Save, ReturnsTheOldItem) {
    const account a{.account_id = "1"};
    const auto old =
        run(accounts.save(a, returning::all_old), attributes(R"({"id":{"S":"1"},"balance":{"N":"5"}})"));
    EXPECT_NE(sent().find(R"("ReturnValues":"ALL_OLD")"), std::string::npos);
    EXPECT_EQ(old.value().balance, 5);
    EXPECT_FALSE(run(accounts.save(a, returning::all_old)));
}

TEST_F(Save, AVerdictHasTheOldItem) {
    document d{.id = "1", .text = "a", .version = 9};
    auto saved = run(documents.try_save(d, returning::all_old), attributes(stored_document));
    EXPECT_TRUE(saved);
    EXPECT_EQ(saved.returned().value().text, "theirs");
    EXPECT_EQ(std::move(saved).returned().value().version, 9);
    const auto refusal =
        run(documents.try_save(d, when("text"_a == "x"), returning::all_old), refused(stored_document));
    EXPECT_FALSE(refusal);
    EXPECT_FALSE(refusal.returned());
    EXPECT_EQ(refusal.existing().value().version, 9);
}

TEST_F(Save, AReturnedItemThatDoesNotFitIsAnError) {
    const account a{.account_id = "1"};
    const failure why =
        fail(accounts.save(a, returning::all_old), {attributes(R"({"id":{"S":"1"},"balance":{"S":"5"}})")});
    EXPECT_EQ(why.cause(), errc::type_mismatch);
    EXPECT_EQ(why.diagnostics().attribute_path, "balance");
    EXPECT_EQ(why.diagnostics().operation, "PutItem");
}

TEST_F(Save, FillsAReport) {
    call_report report;
    const account a{.account_id = "1"};
    run(accounts.save(a, {.report = &report}),
        attempt::answer(R"({"ConsumedCapacity":{"TableName":"accounts","CapacityUnits":2}})")
            .with([](wire::response& r) { r.request_id = "r-1"; }));
    EXPECT_NE(sent().find(R"("ReturnConsumedCapacity":"INDEXES","ReturnItemCollectionMetrics":"SIZE")"),
              std::string::npos);
    EXPECT_EQ(report.write_units(), 2);
    EXPECT_EQ(report.attempts, 1);
    EXPECT_EQ(report.request_id, "r-1");
    const auto saved =
        run(accounts.try_save(a, when("account_id"_a.exists()), {.report = &report}), refused());
    EXPECT_FALSE(saved);
    EXPECT_EQ(report.calls, 2);
}

TEST_F(Insert, AsksThatTheKeyBeNew) {
    const account a{.account_id = "1"};
    EXPECT_TRUE(run(accounts.try_insert(a)));
    EXPECT_NE(sent().find(R"x("ConditionExpression":"attribute_not_exists(#0)",)x"
                          R"("ExpressionAttributeNames":{"#0":"id"})"),
              std::string::npos);
    EXPECT_FALSE(run(accounts.try_insert(a, {.return_existing = false}), refused()));
    EXPECT_EQ(sent().find("ReturnValuesOnConditionCheckFailure"), std::string::npos);
}

TEST_F(Insert, CountsUpWithoutComparingVersions) {
    document copy{.id = "2", .text = "a", .version = 7};
    EXPECT_TRUE(run(documents.try_insert(copy)));
    EXPECT_EQ(sent(),
              R"({"TableName":"documents","Item":{"id":{"S":"2"},"text":{"S":"a"},"version":{"N":"8"}},)"
              R"x("ConditionExpression":"attribute_not_exists(#0)",)x"
              R"("ExpressionAttributeNames":{"#0":"id"},)"
              R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"})");
    EXPECT_EQ(copy.version, 8);
}

}  // namespace
}  // namespace dynaco::test::save_test
