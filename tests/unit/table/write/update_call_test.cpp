#include "unit/table/write_bench.hpp"

#include <array>
#include <optional>
#include <set>
#include <string>

/// The requests and results of update, and its effects on the object.
namespace dynaco::test::update_call_test {
namespace {

using namespace literals;

using Update = Writes;
using UpdateObject = Writes;

TEST_F(Update, OfAModelWithoutAVersion) {
    run(accounts.update("1", "balance"_a.add(5)));
    EXPECT_EQ(sent(), R"({"TableName":"accounts","Key":{"id":{"S":"1"}},"UpdateExpression":"ADD #0 :0",)"
                      R"("ExpressionAttributeNames":{"#0":"balance"},)"
                      R"("ExpressionAttributeValues":{":0":{"N":"5"}}})");
}

TEST_F(Update, ByKeyCountsUpWithoutACondition) {
    run(documents.update("1", "text"_a.set("b")));
    EXPECT_EQ(sent(), R"({"TableName":"documents","Key":{"id":{"S":"1"}},)"
                      R"("UpdateExpression":"SET #0 = :0 ADD #1 :1",)"
                      R"("ExpressionAttributeNames":{"#0":"text","#1":"version"},)"
                      R"("ExpressionAttributeValues":{":0":{"S":"b"},":1":{"N":"1"}}})");
}

TEST_F(Update, ByKeySetsTimes) {
    run(notes.update("1", "text"_a.set("b")));
    EXPECT_EQ(sent(), R"({"TableName":"notes","Key":{"id":{"S":"1"}},)"
                      R"x("UpdateExpression":"SET #0 = :0, #1 = :1, #2 = if_not_exists(#2, :2) ADD #3 :3",)x"
                      R"("ExpressionAttributeNames":{"#0":"text","#1":"changed","#2":"created","#3":"rev"},)"
                      R"("ExpressionAttributeValues":{":0":{"S":"b"},":1":{"N":"1767225600"},)"
                      R"(":2":{"N":"1767225600"},":3":{"N":"1"}}})");
    run(notes.update("1", "created"_a.set(5)));
    EXPECT_NE(sent().find(R"("UpdateExpression":"SET #0 = :0, #1 = :1 ADD #2 :2")"), std::string::npos);
}

TEST_F(Update, ByKeyKeepsTheUsersCondition) {
    EXPECT_TRUE(run(documents.try_update("1", when("id"_a.exists()), "text"_a.remove())));
    EXPECT_NE(
        sent().find(
            R"x("UpdateExpression":"REMOVE #0 ADD #1 :0","ConditionExpression":"attribute_exists(#2)")x"),
        std::string::npos);
    EXPECT_FALSE(run(documents.try_update("1", "text"_a.remove(), when("id"_a.exists())), refused()));
}

TEST_F(Update, TheSameActionsCanBeUsedAgain) {
    const auto action = "text"_a.set("b");
    run(documents.update("1", action));
    const std::string first = sent();
    run(documents.update("1", action));
    EXPECT_EQ(sent(), first);
}

struct required_parts {
    std::string id{};
    std::optional<std::string> email{};
    std::set<std::string> roles{};
    std::array<std::optional<int>, 2> pair{};
    std::optional<int> free{};

    static constexpr dynaco::schema schema{
        .table_name = "required",
        .hash_key = "id",
        .attributes = {{.member = "email", .required = true}, {.member = "roles", .required = true}}};
};

TEST_F(Update, NothingRequiredIsRemovedByAnEmptyValue) {
    const table<required_parts> things(db);
    const std::optional<std::string> no_text;
    const std::set<std::string> no_roles;
    const std::optional<int> no_number;
    for (const failure& why : {fail(things.update("1", "email"_a.set(no_text)), {}),
                               fail(things.update("1", "roles"_a.set(no_roles)), {}),
                               fail(things.update("1", "pair[1]"_a.set(no_number)), {})}) {
        EXPECT_EQ(why.cause(), errc::invalid_value) << why.text();
        EXPECT_NE(why.text().find("required"), std::string::npos) << why.text();
    }
    EXPECT_TRUE(bench.wire->sent.empty());
    run(things.update("1", "free"_a.set(no_number)));
    EXPECT_NE(sent().find(R"("UpdateExpression":"REMOVE #0")"), std::string::npos) << sent();
}

TEST_F(Update, ReturnsTheNewItem) {
    const account now = run(accounts.update("1", "balance"_a.add(5), returning::all_new),
                            attributes(R"({"id":{"S":"1"},"balance":{"N":"15"}})"));
    EXPECT_NE(sent().find(R"("ReturnValues":"ALL_NEW")"), std::string::npos);
    EXPECT_EQ(now.balance, 15);
}

TEST_F(Update, AnAnswerWithoutTheNewItemIsMalformed) {
    EXPECT_EQ(fail(accounts.update("1", "balance"_a.add(5), returning::all_new), {attempt::answer()}).cause(),
              errc::malformed_reply);
}

TEST_F(Update, ReturnsTheOldItem) {
    EXPECT_FALSE(run(accounts.update("1", returning::all_old, "balance"_a.add(5))));
    EXPECT_NE(sent().find(R"("ReturnValues":"ALL_OLD")"), std::string::npos);
    EXPECT_TRUE(
        run(accounts.update("1", "balance"_a.add(5), returning::all_old), attributes(R"({"id":{"S":"1"}})")));
}

TEST_F(Update, ReturnsWhatItChanged) {
    const auto changed = run(accounts.update("1", "balance"_a.add(5), returning::updated_new),
                             attributes(R"({"balance":{"N":"15"}})"));
    EXPECT_NE(sent().find(R"("ReturnValues":"UPDATED_NEW")"), std::string::npos);
    EXPECT_EQ(changed, (item{{"balance", 15}}));
    EXPECT_FALSE(run(accounts.update("1", "balance"_a.remove(), returning::updated_old)));
    EXPECT_NE(sent().find(R"("ReturnValues":"UPDATED_OLD")"), std::string::npos);
}

struct balance_view {
    std::int64_t balance = 0;
};

TEST_F(Update, ReturnsAView) {
    const std::optional<balance_view> changed =
        run(accounts.update<balance_view>("1", "balance"_a.add(5), returning::updated_new),
            attributes(R"({"balance":{"N":"15"}})"));
    EXPECT_EQ(changed.value().balance, 15);
    const balance_view now = run(accounts.update<balance_view>("1", "balance"_a.add(5), returning::all_new),
                                 attributes(R"({"id":{"S":"1"},"balance":{"N":"15"}})"));
    EXPECT_EQ(now.balance, 15);
    const std::optional<item> whole = run(accounts.update<item>("1", "balance"_a.add(5), returning::all_old),
                                          attributes(R"({"x":{"S":"1"}})"));
    EXPECT_EQ(whole, (item{{"x", "1"}}));
}

TEST_F(Update, AVerdictHasWhatIsReturned) {
    const auto updated =
        run(accounts.try_update("1", "balance"_a.add(5), when("balance"_a < 20), returning::updated_new),
            attributes(R"({"balance":{"N":"15"}})"));
    EXPECT_TRUE(updated);
    EXPECT_EQ(updated.returned(), (item{{"balance", 15}}));
    const auto refusal =
        run(accounts.try_update("1", "balance"_a.add(5), when("balance"_a < 20), returning::all_new),
            refused(R"({"id":{"S":"1"},"balance":{"N":"20"}})"));
    EXPECT_FALSE(refusal);
    EXPECT_FALSE(refusal.returned());
    EXPECT_EQ(refusal.existing().value().balance, 20);
}

TEST_F(Update, TakesOptionsAnywhere) {
    call_report report;
    run(orders.update("1", "2", write_options{.report = &report}, "quantity"_a.add(5)),
        attempt::answer(R"({"ConsumedCapacity":{"TableName":"orders","CapacityUnits":2}})"));
    EXPECT_EQ(report.write_units(), 2);
    EXPECT_FALSE(run(orders.try_update("1", "2", "quantity"_a.add(5), when("quantity"_a > 1),
                                       write_options{.return_existing = false, .report = &report}),
                     refused()));
    EXPECT_EQ(sent().find("ReturnValuesOnConditionCheckFailure"), std::string::npos);
    EXPECT_EQ(report.calls, 2);
}

TEST_F(UpdateObject, RefusesTheLastVersionWithoutIO) {
    note n{.id = "1", .text = {}, .revision = std::uint8_t{255}};
    EXPECT_EQ(fail(notes.update(n, "text"_a.set("b")), {}).cause(), errc::number_out_of_range);
    EXPECT_TRUE(bench.wire->sent.empty());
}

TEST_F(UpdateObject, BecomesWhatIsStored) {
    account a{.account_id = "1", .email = "stale", .balance = 1};
    run(accounts.update(a, "balance"_a.add(5)),
        attributes(R"({"id":{"S":"1"},"email":{"S":"new"},"balance":{"N":"15"}})"));
    EXPECT_EQ(sent(), R"({"TableName":"accounts","Key":{"id":{"S":"1"}},"UpdateExpression":"ADD #0 :0",)"
                      R"x("ConditionExpression":"attribute_exists(#1)",)x"
                      R"("ExpressionAttributeNames":{"#0":"balance","#1":"id"},)"
                      R"("ExpressionAttributeValues":{":0":{"N":"5"}},"ReturnValues":"ALL_NEW",)"
                      R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"})");
    EXPECT_EQ(a.email, "new");
    EXPECT_EQ(a.balance, 15);
}

TEST_F(UpdateObject, OfAKnownVersion) {
    document d{.id = "1", .text = "a", .version = 7};
    EXPECT_TRUE(run(documents.try_update(d, "text"_a.set("b")),
                    attributes(R"({"id":{"S":"1"},"text":{"S":"b"},"version":{"N":"8"}})")));
    EXPECT_EQ(sent(), R"({"TableName":"documents","Key":{"id":{"S":"1"}},)"
                      R"("UpdateExpression":"SET #0 = :0 ADD #1 :1","ConditionExpression":"#1 = :2",)"
                      R"("ExpressionAttributeNames":{"#0":"text","#1":"version"},)"
                      R"("ExpressionAttributeValues":{":0":{"S":"b"},":1":{"N":"1"},":2":{"N":"7"}},)"
                      R"("ReturnValues":"ALL_NEW","ReturnValuesOnConditionCheckFailure":"ALL_OLD"})");
    EXPECT_EQ(d, (document{.id = "1", .text = "b", .version = 8}));
}

TEST_F(UpdateObject, OfAnItemWithoutACountedVersion) {
    document d{.id = "1", .text = "a"};
    EXPECT_TRUE(run(documents.try_update(d, "text"_a.set("b"), when("text"_a != "c")),
                    attributes(R"({"id":{"S":"1"},"text":{"S":"b"},"version":{"N":"1"}})")));
    EXPECT_NE(sent().find(R"x("ConditionExpression":"(#0 <> :2 AND (attribute_exists(#2) AND )x"
                          R"x((attribute_not_exists(#1) OR attribute_type(#1, :3) OR #1 = :4)))")x"),
              std::string::npos);
    EXPECT_EQ(d.version, 1);
}

TEST_F(UpdateObject, OfAnyVersionNeverFallsBack) {
    document d{.id = "1", .text = "a"};  // never loaded
    EXPECT_TRUE(run(documents.try_update(d, "text"_a.set("b"), write_options{.ignore_version = true}),
                    attributes(R"({"id":{"S":"1"},"text":{"S":"b"},"version":{"N":"3"}})")));
    EXPECT_NE(sent().find(R"x("UpdateExpression":"SET #0 = :0 ADD #1 :1",)x"
                          R"x("ConditionExpression":"attribute_exists(#2)")x"),
              std::string::npos);
    EXPECT_EQ(d.version, 3);
}

TEST_F(UpdateObject, StaysAsItIsAfterAConflictOrFailure) {
    document d{.id = "1", .text = "mine", .version = 7};
    const document before = d;
    const auto updated = run(documents.try_update(d, "text"_a.set("b")),
                             refused(R"({"id":{"S":"1"},"text":{"S":"theirs"},"version":{"N":"9"}})"));
    EXPECT_FALSE(updated);
    EXPECT_EQ(updated.existing().value().version, 9);
    EXPECT_EQ(d, before);
    EXPECT_EQ(fail(documents.update(d, "text"_a.set("b")),
                   {attempt::broken(errc::connection_lost, false), refused()})
                  .cause(),
              errc::outcome_unknown);
    EXPECT_EQ(d, before);
    EXPECT_EQ(fail(documents.update(d, "text"_a.set("b")),
                   {attributes(R"({"id":{"S":"1"},"text":{"S":"b"},"version":{"S":"8"}})")})
                  .cause(),
              errc::type_mismatch);
    EXPECT_EQ(d, before);
}

}  // namespace
}  // namespace dynaco::test::update_call_test
