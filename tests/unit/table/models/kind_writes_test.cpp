#include "unit/table/kind_views.hpp"
#include "unit/table/write_bench.hpp"

#include <dynaco/transaction.hpp>

#include <string>

/// Writes by key of one of several models change that model's items only.
namespace dynaco::test::kind_writes_test {
namespace {

using namespace literals;

struct counted_bear {
    std::string id{};
    bool sleeps = true;
    int version = 0;
    static constexpr dynaco::schema schema{.table_name = "zoo",
                                           .hash_key = "id",
                                           .version = "version",
                                           .discriminator = "kind",
                                           .kinds = {"bear"}};
};

struct KindWrites : Writes {
    static bool has(const std::string& body, std::string_view part) {
        return body.find(part) != std::string::npos;
    }
    static attempt a_bear() { return refused(R"({"kind":{"S":"bear"},"id":{"S":"1"}})"); }

    dynaco::table<lion> lions{db};
    dynaco::table<bear> bears{db};
    dynaco::table<animal> zoo{db};
};

TEST_F(KindWrites, AnUpdateSetsTheKindAndDependsOnIt) {
    run(lions.update("1", "cubs"_a.set(3)));
    EXPECT_EQ(sent(), R"({"TableName":"zoo","Key":{"id":{"S":"1"}},)"
                      R"x("UpdateExpression":"SET #0 = :0, #1 = if_not_exists(#1, :1)",)x"
                      R"x("ConditionExpression":"(attribute_not_exists(#1) OR #1 IN (:2, :3))",)x"
                      R"("ExpressionAttributeNames":{"#0":"cubs","#1":"kind"},)"
                      R"("ExpressionAttributeValues":{":0":{"N":"3"},":1":{"S":"lion"},":2":{"S":"lion"},)"
                      R"(":3":{"S":"old-lion"}},"ReturnValuesOnConditionCheckFailure":"ALL_OLD"})");
    run(zoo.update<bear>("1", "sleeps"_a.set(false)));
    EXPECT_TRUE(has(sent(), R"x((attribute_not_exists(#1) OR #1 = :2))x"));
}

TEST_F(KindWrites, AnItemOfAnotherKindIsAConflict) {
    const failure why = fail(lions.update("1", "cubs"_a.set(3)), {a_bear()});
    for (const failure& each :
         {why, fail(lions.remove("1"), {a_bear()}), fail(zoo.remove<lion>("1"), {a_bear()}),
          fail(lions.increment("1", "cubs"_a, 1), {a_bear()})}) {
        EXPECT_TRUE(each.code() == condition::conflict);
        EXPECT_EQ(each.diagnostics().detail, R"(the stored item is of another kind: "bear")");
    }
}

TEST_F(KindWrites, WithoutTheStoredItemItsKindMayBeTheReason) {
    const write_options blind{.return_existing = false};
    bear paddington{.id = "1"};
    const auto detail = [this](auto call) { return fail(std::move(call), {refused()}).diagnostics().detail; };
    EXPECT_EQ(
        detail(bears.update(paddington, "sleeps"_a.set(false), blind)),
        "the item does not exist, or the stored item is of another kind; write_options::return_existing "
        "tells which");
    EXPECT_EQ(detail(bears.remove("1", blind)), "the stored item is of another kind");
    const dynaco::table<counted_bear> counted(db);
    const counted_bear old{.id = "1", .version = 3};
    const failure why = fail(counted.remove(old, blind), {refused()});
    EXPECT_EQ(why.cause(), errc::conditional_check_failed);
    EXPECT_EQ(why.diagnostics().detail,
              "the version differs (the object's version is 3), or the stored item is of another kind; "
              "write_options::return_existing tells which");
}

TEST_F(KindWrites, BesideTheUsersCondition) {
    EXPECT_TRUE(run(bears.try_update("1", "sleeps"_a.set(false), when("keeper"_a == "al"))));
    EXPECT_TRUE(
        has(sent(), R"x("ConditionExpression":"(#2 = :2 AND (attribute_not_exists(#1) OR #1 = :3))")x"));
    EXPECT_FALSE(run(bears.try_update("1", "sleeps"_a.set(false), when("keeper"_a == "al")), a_bear()));
    EXPECT_TRUE(run(bears.try_remove("1", when("keeper"_a == "al"))));
    EXPECT_TRUE(
        has(sent(), R"x("ConditionExpression":"(#0 = :0 AND (attribute_not_exists(#1) OR #1 = :1))")x"));
}

TEST_F(KindWrites, OfAnObject) {
    bear paddington{.id = "1"};
    run(bears.update(paddington, "sleeps"_a.set(false)),
        attributes(R"({"id":{"S":"1"},"kind":{"S":"bear"}})"));
    EXPECT_TRUE(has(sent(), "attribute_exists(")) << sent();
    EXPECT_TRUE(has(sent(), "(attribute_not_exists(#1) OR #1 = :2)")) << sent();
    run(bears.remove(paddington));
    EXPECT_TRUE(has(sent(), "attribute_not_exists"));
    bear changed = paddington;
    changed.sleeps = !changed.sleeps;
    static_cast<void>(run(bears.save_changes(paddington, changed)));
    EXPECT_TRUE(has(sent(), "attribute_exists(")) << sent();
    EXPECT_TRUE(has(sent(), "(attribute_not_exists(")) << sent();
}

TEST_F(KindWrites, ASaveReplacesWhateverThereIs) {
    const bear paddington{.id = "1"};
    run(bears.save(paddington));
    EXPECT_FALSE(has(sent(), "ConditionExpression"));
}

TEST_F(KindWrites, RemovedFromThePolymorphicTableWhateverItIs) {
    run(zoo.remove("1"));
    EXPECT_EQ(sent(), R"({"TableName":"zoo","Key":{"id":{"S":"1"}}})");
}

TEST_F(KindWrites, InATransaction) {
    transact_write tx(db);
    tx.update(lions, "1", "cubs"_a.set(3));
    tx.remove(lions, "2");
    tx.check(lions, "3", when("id"_a.exists()));
    tx.remove(zoo, "4");
    static_cast<void>(run(tx.commit()));
    EXPECT_TRUE(has(sent(), R"x("UpdateExpression":"SET #0 = :0, #1 = if_not_exists(#1, :1)")x"));
    EXPECT_TRUE(has(sent(), R"x({"Delete":{"TableName":"zoo","Key":{"id":{"S":"2"}},"ConditionExpression":)x"
                            R"x("(attribute_not_exists(#0) OR #0 IN (:0, :1))")x"));
    EXPECT_TRUE(
        has(sent(), R"x("(attribute_exists(#0) AND (attribute_not_exists(#1) OR #1 IN (:0, :1)))")x"));
    EXPECT_TRUE(has(sent(), R"x({"Delete":{"TableName":"zoo","Key":{"id":{"S":"4"}}}})x"));
}

}  // namespace
}  // namespace dynaco::test::kind_writes_test
