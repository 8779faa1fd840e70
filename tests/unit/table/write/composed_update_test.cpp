#include "unit/table/write_bench.hpp"

#include <dynaco/expressions.hpp>
#include <dynaco/table.hpp>
#include <dynaco/transaction.hpp>

#include <cstdint>
#include <optional>
#include <string>

/// Updates of the members of composed attributes.
namespace dynaco::test::composed_update_test {
namespace {

using namespace literals;

struct job {
    composed<"QUEUE#{queue}"> pk{};
    composed<"JOB#{number:04}"> sk{};
    composed<"STATE#{state}"> state_key{};
    composed<"{queue}#{owner}#{state}"> owner_key{};
    std::string queue{};
    int number = 0;
    std::optional<std::string> state{};
    std::string owner{};
    int tries = 0;
    static constexpr dynaco::schema schema{.table_name = "jobs", .hash_key = "pk", .range_key = "sk"};
};
struct plain {
    composed<"STATE#{state}"> state_key{};
    std::string id{};
    std::string state{};
    int tries = 0;
    static constexpr dynaco::schema schema{
        .table_name = "plain",
        .hash_key = "id",
        .attributes = {{.member = "state_key", .name = "gsi1pk"}, {.member = "state", .name = "s"}}};
};
struct timed {
    composed<"CHANGED#{changed}"> by_change{};
    composed<"MADE#{id}#{made}"> by_make{};
    std::string id{};
    std::int64_t made = 0;
    std::int64_t changed = 0;
    std::string text{};
    static constexpr dynaco::schema schema{
        .table_name = "timed", .hash_key = "id", .created_at = "made", .updated_at = "changed"};
};
struct made_at {
    std::string id{};
    composed<"{made}"> sk{};
    std::int64_t made = 0;
    std::string text{};
    static constexpr dynaco::schema schema{
        .table_name = "made", .hash_key = "id", .range_key = "sk", .created_at = "made"};
};

struct ComposedUpdate : Writes {
    static bool has(const std::string& body, std::string_view part) {
        return body.find(part) != std::string::npos;
    }
    dynaco::table<job> jobs{db};
    dynaco::table<plain> plains{db};
    dynaco::table<timed> timeds{db};
    dynaco::table<made_at> mades{db};
};

TEST_F(ComposedUpdate, FollowsItsOnlyPart) {
    run(plains.update("1", "state"_a.set("done"), "tries"_a.add(1)));
    EXPECT_EQ(sent(), R"({"TableName":"plain","Key":{"id":{"S":"1"}},)"
                      R"("UpdateExpression":"SET #0 = :0, #1 = :1 ADD #2 :2",)"
                      R"("ExpressionAttributeNames":{"#0":"s","#1":"gsi1pk","#2":"tries"},)"
                      R"("ExpressionAttributeValues":{":0":{"S":"done"},":1":{"S":"STATE#done"},)"
                      R"(":2":{"N":"1"}}})");
}

TEST_F(ComposedUpdate, IsLeftAloneByOtherUpdates) {
    run(plains.update("1", "tries"_a.add(1)));
    EXPECT_FALSE(has(sent(), "gsi1pk"));
}

struct listed {
    std::string id{};
    composed<"LISTED#{id}"> by_id{};
    composed<"ALL"> all{};
    composed<"TEXT#{text}"> by_text{};
    std::string text{};
    int tries = 0;
    static constexpr dynaco::schema schema{.table_name = "listed", .hash_key = "id"};
};

// The update may create the item, which must then be in its indexes.
TEST_F(ComposedUpdate, OfTheKeyAloneIsSetOnce) {
    const dynaco::table<listed> items(db);
    run(items.update("1", "tries"_a.add(1)));
    EXPECT_TRUE(has(sent(), R"x("SET #0 = if_not_exists(#0, :0), #1 = if_not_exists(#1, :1) ADD #2 :2")x"))
        << sent();
    EXPECT_TRUE(has(sent(), R"(":0":{"S":"LISTED#1"},":1":{"S":"ALL"})")) << sent();
    listed stored{.id = "1"};
    run(items.update(stored, "tries"_a.add(1)), attributes(R"({"id":{"S":"1"}})"));
    EXPECT_TRUE(has(sent(), R"("UpdateExpression":"ADD #0 :0")")) << sent();
    transact_write tx(db);
    tx.update(items, "1", "tries"_a.add(1));
    run(tx.commit());
    EXPECT_TRUE(has(sent(), R"({"S":"LISTED#1"})")) << sent();
}

TEST_F(ComposedUpdate, IsRemovedWithAPart) {
    run(plains.update("1", "state"_a.remove()));
    EXPECT_TRUE(has(sent(), R"("UpdateExpression":"REMOVE #0, #1")"));
    run(jobs.update("eu", 7, "state"_a.remove()));
    EXPECT_TRUE(has(sent(), R"("UpdateExpression":"REMOVE #0, #1, #2")")) << sent();
}

TEST_F(ComposedUpdate, TakesPartsFromTheUpdateAndTheKey) {
    run(jobs.update("eu", 7, "state"_a.set("open"), "owner"_a.set("al")));
    EXPECT_TRUE(has(sent(), R"({"S":"STATE#open"})"));
    EXPECT_TRUE(has(sent(), R"({"S":"eu#al#open"})"));
    run(jobs.update(parts("eu"), parts(7), "state"_a.set("open"), "owner"_a.set("al")));
    EXPECT_TRUE(has(sent(), R"({"S":"eu#al#open"})"));
}

TEST_F(ComposedUpdate, OfAnEmptyOptionalIsRemoved) {
    const std::optional<std::string> none;
    run(jobs.update("eu", 7, "state"_a.set(none), "owner"_a.set("al")));
    EXPECT_TRUE(has(sent(), R"("UpdateExpression":"SET #0 = :0 REMOVE #1, #2, #3")")) << sent();
    run(jobs.update("eu", 7, "state"_a.set(std::optional<std::string>("open")), "owner"_a.set("al")));
    EXPECT_TRUE(has(sent(), R"({"S":"eu#al#open"})"));
}

TEST_F(ComposedUpdate, OfAnObjectTakesItsKey) {
    job first{.queue = "eu", .number = 7, .owner = "stale"};
    run(jobs.update(first, "state"_a.set("open"), "owner"_a.set("al")),
        attributes(
            R"({"pk":{"S":"QUEUE#eu"},"sk":{"S":"JOB#0007"},"state":{"S":"open"},"owner":{"S":"al"}})"));
    EXPECT_TRUE(has(sent(), R"({"S":"eu#al#open"})"));
    EXPECT_EQ(first.owner, "al");
}

TEST_F(ComposedUpdate, RefusesAPartThatWouldNotBeReadBack) {
    const failure why = fail(jobs.update("eu", 7, "state"_a.set("open"), "owner"_a.set("a#l")), {});
    EXPECT_EQ(why.cause(), errc::invalid_argument);
}

TEST_F(ComposedUpdate, InATransactionAndAList) {
    transact_write tx(db);
    tx.update(plains, "1", "state"_a.set("done"));
    static_cast<void>(run(tx.commit()));
    EXPECT_TRUE(has(sent(), R"({"S":"STATE#done"})"));
    updates_of<plain> changes;
    changes.add("state"_a.set("done"));
    EXPECT_EQ(changes.size(), 2u);
    run(plains.update("1", changes));
    EXPECT_TRUE(has(sent(), R"({"S":"STATE#done"})"));
}

TEST_F(ComposedUpdate, OfManagedTimes) {
    run(timeds.update("1", "text"_a.set("x")));
    EXPECT_TRUE(has(sent(), R"({"S":"CHANGED#1767225600"})")) << sent();
    EXPECT_TRUE(has(sent(), "= if_not_exists(#4, :4)")) << sent();
    EXPECT_TRUE(has(sent(), R"({"S":"MADE#1#1767225600"})"));
    run(mades.update("1", 5, "text"_a.set("x")));
    EXPECT_TRUE(has(sent(), R"("UpdateExpression":"SET #0 = :0")")) << "the key says when it was made";
}

TEST_F(ComposedUpdate, OfSavedChanges) {
    const plain before{.id = "1", .state = "open"};
    plain after = before;
    after.state = "done";
    static_cast<void>(run(plains.save_changes(before, after)));
    EXPECT_TRUE(has(sent(), R"({"S":"STATE#done"})"));
    const timed old{.id = "1", .made = 1, .changed = 2, .text = "a"};
    timed next = old;
    next.text = "b";
    static_cast<void>(run(timeds.save_changes(old, next)));
    EXPECT_TRUE(has(sent(), R"({"S":"CHANGED#1767225600"})")) << sent();
    EXPECT_FALSE(has(sent(), "MADE"));
}

TEST_F(ComposedUpdate, TheRunTimePathIsTheWayAround) {
    run(plains.update("1", attribute("s").set("done")));
    EXPECT_FALSE(has(sent(), "STATE#"));
}

}  // namespace
}  // namespace dynaco::test::composed_update_test
