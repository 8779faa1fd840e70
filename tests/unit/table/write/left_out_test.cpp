#include "unit/table/write_bench.hpp"

#include <dynaco/expressions.hpp>
#include <dynaco/transaction.hpp>

#include <cstdint>
#include <optional>
#include <string>

/// An update by key never creates an item that the model cannot read.
namespace dynaco::test::left_out_test {
namespace {

using namespace literals;

struct member {
    std::string id{};
    std::string name{};
    std::string mail{};
    std::int64_t visits = 0;
    int version = 0;
    composed<"MAIL#{mail}"> by_mail{};

    static constexpr dynaco::schema schema{.table_name = "members",
                                           .hash_key = "id",
                                           .version = "version",
                                           .attributes = {{.member = "name", .name = "n", .required = true},
                                                          {.member = "mail", .required = true},
                                                          {.member = "version", .required = true},
                                                          {.member = "by_mail", .required = true}}};
};
struct counter {  // the update itself sets the required attribute
    composed<"PAGE#{page}"> pk{};
    std::string page{};
    std::int64_t hits = 0;

    static constexpr dynaco::schema schema{
        .table_name = "counters",
        .hash_key = "pk",
        .attributes = {{.member = "page", .required = true}, {.member = "hits", .required = true}}};
};

struct LeftOut : Writes {
    [[nodiscard]] bool must_exist() const { return sent().find("attribute_exists(") != std::string::npos; }
    dynaco::table<member> members{db};
    dynaco::table<counter> counters{db};
};

TEST_F(LeftOut, AnUpdateThatLeavesARequiredAttributeOutNeedsTheItem) {
    run(members.update("1", "visits"_a.add(1)));
    EXPECT_EQ(sent(),
              R"({"TableName":"members","Key":{"id":{"S":"1"}},)"
              R"x("UpdateExpression":"ADD #0 :0, #1 :1","ConditionExpression":"attribute_exists(#2)",)x"
              R"("ExpressionAttributeNames":{"#0":"visits","#1":"version","#2":"id"},)"
              R"("ExpressionAttributeValues":{":0":{"N":"1"},":1":{"N":"1"}},)"
              R"("ReturnValuesOnConditionCheckFailure":"ALL_OLD"})");
    run(members.update("1", "name"_a.set("al")));
    EXPECT_TRUE(must_exist());
    run(members.update("1", "mail"_a.set("a@b")));
    EXPECT_TRUE(must_exist());
    run(members.increment("1", "visits"_a, 1), attributes(R"({"visits":{"N":"5"}})"));
    EXPECT_TRUE(must_exist());
}

TEST_F(LeftOut, OneThatSetsAllOfThemMakesTheItem) {
    run(members.update("1", "name"_a.set("al"), "mail"_a.set("a@b")));
    EXPECT_FALSE(must_exist()) << sent();
    run(members.update("1", "name"_a.set("name"_a.if_not_exists("al")), "mail"_a.set("a@b")));
    EXPECT_FALSE(must_exist()) << sent();
    run(counters.update("home", "hits"_a.add(1)));
    EXPECT_FALSE(must_exist()) << sent();
    run(counters.increment("home", "hits"_a, 1), attributes(R"({"hits":{"N":"5"}})"));
    EXPECT_FALSE(must_exist()) << sent();
}

TEST_F(LeftOut, ActionsOfTheRunTimeCount) {
    updates_of<member> changes;
    changes.add("name"_a.set("al"));
    run(members.update("1", changes));
    EXPECT_TRUE(must_exist());
    changes.add("mail"_a.set("a@b"));
    run(members.update("1", changes));
    EXPECT_FALSE(must_exist()) << sent();
    run(members.update("1", updates_of<member>().add("name"_a.set("al")), "mail"_a.set("a@b")));
    EXPECT_FALSE(must_exist()) << sent();
    updates_of<member> all;
    all.add(changes);
    run(members.update("1", all));
    EXPECT_FALSE(must_exist()) << sent();
}

TEST_F(LeftOut, BesideTheUsersCondition) {
    run(members.update("1", "visits"_a.add(1), when("visits"_a < 5)));
    EXPECT_NE(sent().find(R"x("ConditionExpression":"(#0 < :2 AND attribute_exists(#2))")x"),
              std::string::npos)
        << sent();
}

TEST_F(LeftOut, TheErrorNamesTheAttribute) {
    const failure why = fail(members.update("1", "visits"_a.add(1)), {refused()});
    EXPECT_EQ(why.cause(), errc::conditional_check_failed);
    EXPECT_EQ(why.diagnostics().detail,
              "the service has no item with this key; the update would create an item without "
              "\"n\", which the schema requires; create it with insert() or save()");
    EXPECT_EQ(fail(members.increment("1", "visits"_a, 1), {refused()}).diagnostics().detail,
              why.diagnostics().detail);
    EXPECT_EQ(
        fail(members.update("1", "visits"_a.add(1), write_options{.return_existing = false}), {refused()})
            .diagnostics()
            .detail,
        "the item does not exist; the update would create an item without \"n\", which the schema requires");
    EXPECT_FALSE(run(members.try_update("1", "visits"_a.add(1)), refused()));
}

struct stated {
    std::string id{};
    composed<"S#{state}"> by_state{};
    std::optional<std::string> state{};
    static constexpr dynaco::schema schema{
        .table_name = "stated", .hash_key = "id", .attributes = {{.member = "by_state", .required = true}}};
};

TEST_F(LeftOut, NoRequiredComposedAttributeIsRemoved) {
    const dynaco::table<stated> items(db);
    const std::optional<std::string> none;
    const failure why = fail(items.update("1", "state"_a.set(none)), {});
    EXPECT_EQ(why.cause(), errc::invalid_value);
    EXPECT_NE(why.text().find("by_state"), std::string::npos) << why.text();
    EXPECT_EQ(fail(items.update("1", updates_of<stated>().add("state"_a.set(none))), {}).cause(),
              errc::invalid_value);
    run(items.update("1", "state"_a.set(std::optional<std::string>("a"))));
    EXPECT_FALSE(must_exist()) << sent();
}

TEST_F(LeftOut, InATransaction) {
    transact_write tx(db);
    tx.update(members, "1", "visits"_a.add(1));
    run(tx.commit());
    EXPECT_TRUE(must_exist());
    transact_write whole(db);
    whole.update(members, "1", "name"_a.set("al"), "mail"_a.set("a@b"));
    run(whole.commit());
    EXPECT_FALSE(must_exist()) << sent();
}

}  // namespace
}  // namespace dynaco::test::left_out_test
