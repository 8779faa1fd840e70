#include "unit/table/write_bench.hpp"

#include <dynaco/detail/table/write/attribute_changes.hpp>

#include <array>
#include <limits>
#include <string>
#include <unordered_map>

/// Minimal updates: only differing attributes are sent.
namespace dynaco::test::save_changes_test {
namespace {

using namespace literals;

using SaveChanges = Writes;
using Increment = Writes;

std::string names(const detail::attribute_changes& changes) {
    std::string text;
    for (const auto& each : changes.set()) text += "+" + each.name;
    for (const auto& each : changes.removed()) text += "-" + each;
    return text;
}
std::string between(std::string_view before, std::string_view after) {
    const std::array<std::string_view, 2> ignored{"v", ""};
    const auto changes = detail::attribute_changes::between(before, after, ignored);
    return names(changes);
}

TEST(AttributeChanges, OfEqualItemsAreNone) {
    EXPECT_EQ(between("{}", "{}"), "");
    EXPECT_EQ(between(R"({"a":{"S":"x"},"b":{"N":"1"}})", R"({"b":{"N":"1"},"a":{"S":"x"}})"), "");
    EXPECT_EQ(between(R"({"a":{"SS":["x","y"]}})", R"({"a":{"SS":["y","x"]}})"), "");
    EXPECT_EQ(between(R"({"a":{"M":{"x":{"N":"1"},"y":{"N":"2"}}}})",
                      R"({"a":{"M":{"y":{"N":"2"},"x":{"N":"1"}}}})"),
              "");
    EXPECT_EQ(between(R"({"v":{"N":"1"}})", R"({"v":{"N":"2"}})"), "");
    EXPECT_EQ(between(R"({"v":{"N":"1"}})", "{}"), "");
}

TEST(AttributeChanges, AreWhatIsNewGoneOrDifferent) {
    EXPECT_EQ(between(R"({"a":{"S":"x"},"b":{"N":"1"}})", R"({"a":{"S":"y"},"c":{"N":"1"}})"), "+a+c-b");
    EXPECT_EQ(between(R"({"a":{"L":[{"S":"x"},{"S":"y"}]}})", R"({"a":{"L":[{"S":"y"},{"S":"x"}]}})"), "+a");
    EXPECT_EQ(between(R"({"a":{"S":"1"}})", R"({"a":{"N":"1"}})"), "+a");
    EXPECT_EQ(between(R"({"a":{"BOOL":true}})", R"({"a":{"NULL":true}})"), "+a");
}

TEST_F(SaveChanges, SendsWhatDiffers) {
    const account before{.account_id = "1", .email = "a", .balance = 5};
    account after = before;
    after.email = "b";
    after.tags = {"x"};
    const auto saved = run(accounts.try_save_changes(before, after));
    EXPECT_EQ(sent(),
              R"({"TableName":"accounts","Key":{"id":{"S":"1"}},"UpdateExpression":"SET #0 = :0, #1 = :1",)"
              R"x("ConditionExpression":"attribute_exists(#2)",)x"
              R"("ExpressionAttributeNames":{"#0":"email","#1":"tags","#2":"id"},)"
              R"("ExpressionAttributeValues":{":0":{"S":"b"},":1":{"L":[{"S":"x"}]}},)"
              R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"})");
    EXPECT_TRUE(saved);
    EXPECT_EQ(saved.attributes(), 2u);
}

struct profile {
    std::string id{};
    std::optional<std::string> nick{};
    std::optional<std::string> phone{};
    std::unordered_map<std::string, int> counts{};

    static constexpr dynaco::schema schema{
        .table_name = "profiles",
        .hash_key = "id",
        .attributes = {{.member = "nick", .name = "nick-name"}, {.member = "phone", .name = "tel"}}};
};

TEST_F(SaveChanges, RemovesWhatIsGone) {
    const dynaco::table<profile> profiles{db};
    const profile before{.id = "1", .nick = "n", .phone = "1"};
    const profile only_nick{.id = "1", .nick = "n"};
    const profile only_phone{.id = "1", .nick = {}, .phone = "2"};
    EXPECT_EQ(run(profiles.try_save_changes(before, only_nick)).attributes(), 1u);
    EXPECT_NE(sent().find(R"x("UpdateExpression":"REMOVE #0","ConditionExpression":"attribute_exists(#1)",)x"
                          R"("ExpressionAttributeNames":{"#0":"tel","#1":"id"})"),
              std::string::npos);
    EXPECT_EQ(run(profiles.try_save_changes(before, only_phone)).attributes(), 2u);
    EXPECT_NE(sent().find(R"x("UpdateExpression":"SET #0 = :0 REMOVE #1",)x"
                          R"x("ConditionExpression":"attribute_exists(#2)",)x"
                          R"("ExpressionAttributeNames":{"#0":"tel","#1":"nick-name","#2":"id"})"),
              std::string::npos);
}

TEST_F(SaveChanges, MakesNoRequestForNothing) {
    const dynaco::table<profile> profiles{db};
    profile before{.id = "1"};
    profile after{.id = "1"};
    for (int i = 0; i < 20; ++i) before.counts[std::to_string(i)] = i;
    for (int i = 20; i-- > 0;) after.counts[std::to_string(i)] = i;
    const auto saved = run(profiles.try_save_changes(before, after, when("nick"_a.exists())));
    EXPECT_TRUE(saved);
    EXPECT_EQ(saved.attributes(), 0u);
    EXPECT_TRUE(bench.wire->sent.empty());
}

TEST_F(SaveChanges, TakesACondition) {
    const account before{.account_id = "1", .email = "a"};
    const account after{.account_id = "1", .email = "b"};
    call_report report;
    const auto saved =
        run(accounts.try_save_changes(before, after, when("email"_a == "a"), {.report = &report}),
            refused(R"({"id":{"S":"1"},"email":{"S":"c"}})"));
    EXPECT_NE(sent().find(R"x("UpdateExpression":"SET #0 = :0",)x"
                          R"x("ConditionExpression":"(#0 = :1 AND attribute_exists(#1))")x"),
              std::string::npos);
    EXPECT_NE(sent().find(R"("ReturnConsumedCapacity":"INDEXES")"), std::string::npos);
    EXPECT_FALSE(saved);
    EXPECT_EQ(saved.existing().value().email, "c");
    EXPECT_EQ(saved.attributes(), 0u);
    EXPECT_EQ(report.calls, 1);
}

TEST_F(SaveChanges, CountsTheVersionOfTheObjectBefore) {
    const document before{.id = "1", .text = "a", .version = 7};
    document after{.id = "1", .text = "b"};
    EXPECT_TRUE(run(documents.try_save_changes(before, after)));
    EXPECT_EQ(sent(), R"({"TableName":"documents","Key":{"id":{"S":"1"}},)"
                      R"("UpdateExpression":"SET #0 = :0 ADD #1 :1","ConditionExpression":"#1 = :2",)"
                      R"("ExpressionAttributeNames":{"#0":"text","#1":"version"},)"
                      R"("ExpressionAttributeValues":{":0":{"S":"b"},":1":{"N":"1"},":2":{"N":"7"}},)"
                      R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"})");
    EXPECT_EQ(after.version, 8);
}

TEST_F(SaveChanges, ReadsAnIgnoredVersionFromTheAnswer) {
    const document before{.id = "1", .text = "a", .version = 7};
    document after{.id = "1", .text = "b", .version = 7};
    EXPECT_TRUE(run(documents.try_save_changes(before, after, {.ignore_version = true}),
                    attributes(R"({"text":{"S":"b"},"version":{"N":"12"}})")));
    EXPECT_NE(sent().find(R"("ReturnValues":"UPDATED_NEW")"), std::string::npos);
    EXPECT_NE(sent().find(R"x("ConditionExpression":"attribute_exists(#2)")x"), std::string::npos);
    EXPECT_EQ(after.version, 12);
    EXPECT_EQ(fail(documents.save_changes(before, after, {.ignore_version = true}),
                   {attributes(R"({"text":{"S":"b"}})")})
                  .cause(),
              errc::malformed_reply);
}

TEST_F(SaveChanges, SetsTheTimeOfTheUpdateOnly) {
    const note before{.id = "1", .text = "a", .revision = std::uint8_t{1}};
    note after = before;
    EXPECT_EQ(run(notes.try_save_changes(before, after)).attributes(), 0u);
    EXPECT_TRUE(bench.wire->sent.empty());
    after.text = "b";
    EXPECT_TRUE(run(notes.try_save_changes(before, after)));
    EXPECT_NE(sent().find(R"("UpdateExpression":"SET #0 = :0, #1 = :1 ADD #2 :2")"), std::string::npos);
    EXPECT_EQ(after.updated, birthday_seconds);
    EXPECT_EQ(after.created, 0);
    EXPECT_EQ(after.revision, 2);
}

TEST_F(SaveChanges, AConflictOrFailureLeavesTheObject) {
    const document before{.id = "1", .text = "a", .version = 7};
    document after{.id = "1", .text = "b", .version = 7};
    EXPECT_FALSE(run(documents.try_save_changes(before, after), refused()));
    EXPECT_EQ(fail(documents.save_changes(before, after),
                   {attempt::broken(errc::connection_lost, false), refused()})
                  .cause(),
              errc::outcome_unknown);
    EXPECT_EQ(after.version, 7);
}

struct reading {
    std::string id{};
    double celsius = 0;

    static constexpr dynaco::schema schema{.table_name = "readings", .hash_key = "id"};
};

TEST_F(SaveChanges, RefusesWithoutIO) {
    const account one{.account_id = "1"};
    const account two{.account_id = "2"};
    const failure keys = fail(accounts.save_changes(one, two), {});
    EXPECT_EQ(keys.cause(), errc::invalid_argument);
    EXPECT_EQ(keys.diagnostics().attribute_path, "id");
    EXPECT_EQ(keys.diagnostics().operation, "UpdateItem");

    const note last{.id = "1", .text = "a", .revision = std::uint8_t{255}};
    note changed{.id = "1", .text = "b", .revision = std::uint8_t{255}};
    EXPECT_EQ(fail(notes.save_changes(last, changed), {}).cause(), errc::number_out_of_range);

    const dynaco::table<reading> readings{db};
    const reading sound{.id = "1"};
    const reading broken{.id = "1", .celsius = std::numeric_limits<double>::quiet_NaN()};
    EXPECT_EQ(fail(readings.save_changes(sound, broken), {}).cause(), errc::not_a_number);
    EXPECT_EQ(fail(readings.save_changes(broken, sound), {}).cause(), errc::not_a_number);
    EXPECT_TRUE(bench.wire->sent.empty());
}

TEST_F(Increment, GivesTheNewValue) {
    const std::int64_t balance =
        run(accounts.increment("1", "balance"_a, 5), attributes(R"({"balance":{"N":"15"}})"));
    EXPECT_EQ(sent(), R"({"TableName":"accounts","Key":{"id":{"S":"1"}},"UpdateExpression":"ADD #0 :0",)"
                      R"("ExpressionAttributeNames":{"#0":"balance"},)"
                      R"("ExpressionAttributeValues":{":0":{"N":"5"}},"ReturnValues":"UPDATED_NEW"})");
    EXPECT_EQ(balance, 15);
}

TEST_F(Increment, OfAnItemWithARangeKey) {
    call_report report;
    const int quantity = run(orders.increment("1", "2", "quantity"_a, -1, {.report = &report}),
                             attributes(R"({"other":{"S":"x"},"quantity":{"N":"-1"}})"));
    EXPECT_EQ(quantity, -1);
    EXPECT_EQ(report.calls, 1);
}

TEST_F(Increment, AnAnswerThatLacksTheValueIsMalformed) {
    EXPECT_EQ(fail(accounts.increment("1", "balance"_a, 5), {attempt::answer()}).cause(),
              errc::malformed_reply);
    EXPECT_EQ(fail(accounts.increment("1", "balance"_a, 5), {attributes("{}")}).cause(),
              errc::malformed_reply);
    const failure why =
        fail(accounts.increment("1", "balance"_a, 5), {attributes(R"({"balance":{"S":"15"}})")});
    EXPECT_EQ(why.cause(), errc::type_mismatch);
    EXPECT_EQ(why.diagnostics().attribute_path, "balance");
}

}  // namespace
}  // namespace dynaco::test::save_changes_test
