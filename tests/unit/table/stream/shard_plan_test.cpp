#include "table/stream/plan.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace dynaco::table_calls::shard_plan_test {
namespace {

using kind = stream_action::kind;
using std::chrono::milliseconds;

shard_plan make(stream_start start = stream_start::trim_horizon, bool follow = true) {
    shard_plan plan(start, follow, milliseconds(2000));
    plan.set_stream_arn("arn");
    return plan;
}
shard_description open(const char* id, const char* parent = "") {
    return {.shard_id = id, .parent_shard_id = parent, .starting_sequence_number = "1"};
}
shard_description closed(const char* id, const char* parent = "") {
    shard_description d = open(id, parent);
    d.ending_sequence_number = "9";
    return d;
}

// The next action: the id of the shard to read, or "describe", "pause", "end".
std::string next(shard_plan& plan) {
    const stream_action action = plan.next();
    switch (action.what) {
        case kind::describe: return "describe";
        case kind::read: return plan.shard(action.shard).id;
        case kind::pause: return "pause";
        case kind::end: return "end";
    }
    return {};
}
std::size_t index(const shard_plan& plan, const std::string& id) {
    const auto at = std::ranges::find(plan.shards(), id, &shard_state::id);
    EXPECT_NE(at, plan.shards().end()) << id;
    return static_cast<std::size_t>(at - plan.shards().begin());
}
// A page of at most one record, which is returned at once.
void page(shard_plan& plan, const std::string& id, const char* sequence_number, bool last = false) {
    plan.read(index(plan, id), *sequence_number ? 1 : 0, last ? "" : "iterator");
    if (*sequence_number) plan.given(sequence_number);
}
shard_position position(const shard_plan& plan, const std::string& id) {
    return plan.shard(index(plan, id)).position;
}

TEST(ShardPlan, StartsWithADescription) {
    auto plan = make();
    EXPECT_EQ(next(plan), "describe");
    EXPECT_EQ(next(plan), "describe");  // until it has one
    plan.described({open("a")}, true);
    EXPECT_EQ(next(plan), "a");
}

TEST(ShardPlan, ReadsShardsInTurn) {
    auto plan = make();
    plan.described({open("a"), open("b")}, true);
    for (const char* id : {"a", "b", "a", "b", "a"}) {
        EXPECT_EQ(next(plan), id);
        page(plan, id, "5");
    }
}

TEST(ShardPlan, AChildWaitsForItsParent) {
    auto plan = make();
    plan.described({open("child", "parent"), closed("parent")}, true);
    EXPECT_EQ(next(plan), "parent");
    page(plan, "parent", "5");
    EXPECT_EQ(next(plan), "parent");
    page(plan, "parent", "6", true);
    EXPECT_EQ(next(plan), "describe");
    plan.described({open("child", "parent"), closed("parent")}, true);
    EXPECT_EQ(next(plan), "child");
}

TEST(ShardPlan, ASplitGivesTwoChildren) {
    auto plan = make();
    const std::vector<shard_description> all{closed("p"), open("l", "p"), open("r", "p")};
    plan.described(all, true);
    EXPECT_EQ(next(plan), "p");
    page(plan, "p", "", true);
    EXPECT_EQ(next(plan), "describe");
    plan.described(all, true);
    EXPECT_EQ(next(plan), "l");
    page(plan, "l", "5");
    EXPECT_EQ(next(plan), "r");
}

TEST(ShardPlan, AGrandchildWaitsForAll) {
    auto plan = make();
    const std::vector<shard_description> all{open("c", "b"), closed("b", "a"), closed("a"), open("other")};
    plan.described(all, true);
    std::vector<std::string> order;
    std::string id;
    for (int i = 0; i < 20 && id != "c"; ++i) {
        id = next(plan);
        if (id == "describe") {
            plan.described(all, true);
            continue;
        }
        order.push_back(id);
        page(plan, id, "5", id == "a" || id == "b");
    }
    std::erase(order, "other");
    EXPECT_EQ(order, (std::vector<std::string>{"a", "b", "c"}));
}

TEST(ShardPlan, AMissingParentIsNone) {
    auto plan = make();
    plan.described({open("a", "trimmed away"), open("self", "self")}, true);
    EXPECT_EQ(next(plan), "a");
    page(plan, "a", "5");
    EXPECT_EQ(next(plan), "self");
}

TEST(ShardPlan, ShardsThatAreListedTwiceAreOne) {
    auto plan = make();
    plan.described({open("a"), open("a"), closed("a")}, true);
    EXPECT_EQ(plan.shards().size(), 1u);
}

TEST(ShardPlan, AShardIsDoneWhenItsLastRecordWasGiven) {
    auto plan = make();
    plan.described({open("child", "a"), closed("a")}, true);
    EXPECT_EQ(next(plan), "a");
    plan.read(index(plan, "a"), 2, "");
    EXPECT_EQ(position(plan, "a"), shard_position::trim_horizon);
    plan.given("5");
    EXPECT_EQ(position(plan, "a"), shard_position::after);
    EXPECT_EQ(plan.checkpoint(), R"({"stream":"arn","shards":{"child":{},"a":{"after":"5"}}})");
    plan.given("6");
    EXPECT_EQ(position(plan, "a"), shard_position::done);
    EXPECT_EQ(plan.checkpoint(), R"({"stream":"arn","shards":{"child":{},"a":{"done":true}}})");
}

TEST(ShardPlan, PausesGrowWhileNothingHappens) {
    auto plan = make();
    plan.described({open("a")}, true);
    std::vector<milliseconds> ceilings;
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(next(plan), "a");
        page(plan, "a", "");
        const stream_action action = plan.next();
        EXPECT_EQ(action.what, kind::pause);
        ceilings.push_back(action.ceiling);
    }
    EXPECT_EQ(ceilings, (std::vector<milliseconds>{milliseconds(250), milliseconds(500), milliseconds(1000),
                                                   milliseconds(2000), milliseconds(2000)}));
    EXPECT_EQ(next(plan), "a");
    page(plan, "a", "5");
    EXPECT_EQ(next(plan), "a");
    page(plan, "a", "");
    EXPECT_EQ(plan.next().ceiling, milliseconds(250));
}

TEST(ShardPlan, LooksForNewShardsNowAndThen) {
    auto plan = make();
    plan.described({open("a")}, true);
    int rounds = 0;
    while (next(plan) != "describe") {
        page(plan, "a", "");
        EXPECT_EQ(next(plan), "pause");
        ASSERT_LT(++rounds, 100);
    }
    EXPECT_EQ(rounds, shard_plan::idle_rounds_per_description);
}

TEST(ShardPlan, AStreamWithoutShardsIsDescribedAgainAfterAPause) {
    auto plan = make();
    plan.described({}, true);
    EXPECT_EQ(next(plan), "pause");
    EXPECT_EQ(next(plan), "describe");
    plan.described({open("a")}, true);
    EXPECT_EQ(next(plan), "a");
}

TEST(ShardPlan, ADisabledStreamEnds) {
    auto plan = make();
    plan.described({closed("a")}, false);
    EXPECT_EQ(next(plan), "a");
    page(plan, "a", "5", true);
    EXPECT_EQ(next(plan), "describe");
    plan.described({closed("a")}, false);
    EXPECT_EQ(next(plan), "end");
}

TEST(ShardPlan, WithoutFollowingItEndsOnceCaughtUp) {
    auto plan = make(stream_start::trim_horizon, false);
    plan.described({open("a"), open("b")}, true);
    int reads = 0;
    for (std::string id = next(plan); id != "end"; id = next(plan)) {
        ASSERT_TRUE(id == "a" || id == "b") << id;
        page(plan, id, reads == 2 ? "5" : "");  // "a" has a record on its second page
        ASSERT_LT(++reads, 100);
    }
    EXPECT_EQ(reads, 2 + 2 * shard_plan::caught_up_after);
    EXPECT_EQ(next(plan), "end");
}

TEST(ShardPlan, WithoutFollowingClosedShardsAreReadToTheirEnd) {
    auto plan = make(stream_start::trim_horizon, false);
    plan.described({closed("a")}, true);
    EXPECT_EQ(next(plan), "a");
    page(plan, "a", "", true);
    EXPECT_EQ(next(plan), "describe");
    plan.described({closed("a"), open("b", "a")}, true);
    EXPECT_EQ(next(plan), "b");
}

TEST(ShardPlan, LatestLeavesOutWhatIsClosed) {
    auto plan = make(stream_start::latest);
    plan.described({closed("old"), open("a", "old")}, true);
    EXPECT_EQ(position(plan, "old"), shard_position::done);
    EXPECT_EQ(position(plan, "a"), shard_position::latest);
    EXPECT_EQ(next(plan), "a");
    page(plan, "a", "", true);
    EXPECT_EQ(next(plan), "describe");
    plan.described({closed("old"), closed("a", "old"), closed("b", "a")}, true);
    EXPECT_EQ(position(plan, "b"), shard_position::trim_horizon);  // it was added since
    EXPECT_EQ(next(plan), "b");
}

TEST(ShardPlan, LatestReadsAClosedShardWhoseChildrenAreNotListedYet) {
    auto plan = make(stream_start::latest);
    plan.described({closed("a")}, true);
    EXPECT_EQ(position(plan, "a"), shard_position::latest);
    EXPECT_EQ(next(plan), "a");
    page(plan, "a", "", true);
    EXPECT_EQ(position(plan, "a"), shard_position::done);
    EXPECT_EQ(next(plan), "describe");
}

TEST(ShardPlan, ACheckpointOfLatestKeepsThePlace) {
    auto plan = make(stream_start::latest);
    EXPECT_EQ(plan.checkpoint(), "");
    plan.described({open("a")}, true);
    plan.located(0, "i1");
    EXPECT_EQ(plan.checkpoint(), R"({"stream":"arn","shards":{"a":{"latest":"i1"}}})");
    plan.read(0, 0, "i2");
    EXPECT_EQ(plan.checkpoint(), R"({"stream":"arn","shards":{"a":{"latest":"i2"}}})");
    plan.read(0, 2, "i3");  // none of these was returned yet
    EXPECT_EQ(plan.checkpoint(), R"({"stream":"arn","shards":{"a":{"latest":"i2"}}})");
    plan.given("5");
    EXPECT_EQ(plan.checkpoint(), R"({"stream":"arn","shards":{"a":{"after":"5"}}})");

    auto other = make(stream_start::latest);
    ASSERT_TRUE(other.resume(R"({"stream":"arn","shards":{"a":{"latest":"i2"}}})"));
    other.described({open("a"), open("new")}, true);
    EXPECT_EQ(other.shard(0).iterator, "i2");
    EXPECT_EQ(position(other, "new"), shard_position::trim_horizon);
    EXPECT_TRUE(other.expired(0));
    EXPECT_EQ(position(other, "a"), shard_position::trim_horizon);
}

TEST(ShardPlan, ACheckpointGoesOnInAnotherPlan) {
    const std::string text = R"({"stream":"arn:1","shards":{"a":{"done":true},"b\"":{"after":"7"},"c":{}}})";
    auto plan = make();
    ASSERT_TRUE(plan.resume(text));
    EXPECT_EQ(plan.stream_arn(), "arn:1");
    EXPECT_EQ(plan.checkpoint(), text);
    EXPECT_EQ(next(plan), "describe");
    plan.described({closed("a"), open("b\"", "a"), open("c", "a"), open("d", "b\"")}, true);
    EXPECT_EQ(next(plan), "b\"");
    EXPECT_EQ(plan.shard(1).sequence_number, "7");
    EXPECT_EQ(next(plan), "c");
}

TEST(ShardPlan, RefusesWhatIsNoCheckpoint) {
    for (const char* text :
         {"", "x", "{}", "[]", "null", R"({"stream":1,"shards":{}})", R"({"stream":"a"})",
          R"({"stream":"a","shards":[]})", R"({"stream":"a","shards":{"s":1}})",
          R"({"stream":"a","shards":{"s":{"after":1}}})", R"({"stream":"a","shards":{"s":{"x":"y"}}})",
          R"({"stream":"a","shards":{"s":{"after":""}}})"}) {
        auto plan = make();
        const auto resumed = plan.resume(text);
        EXPECT_FALSE(resumed) << text;
        EXPECT_TRUE(plan.shards().empty());
    }
}

TEST(ShardPlan, ShardsThatAreGoneAreForgotten) {
    auto plan = make();
    ASSERT_TRUE(plan.resume(R"({"stream":"arn","shards":{"a":{"done":true},"b":{"after":"7"}}})"));
    EXPECT_EQ(plan.described({open("c", "b")}, true), std::vector<std::string>{"b"});
    EXPECT_EQ(plan.checkpoint(), R"({"stream":"arn","shards":{"c":{}}})");
    EXPECT_EQ(next(plan), "c");
}

TEST(ShardPlan, AnExpiredIteratorIsMadeAgainOnce) {
    auto plan = make();
    plan.described({open("a")}, true);
    plan.located(0, "i");
    page(plan, "a", "5");
    EXPECT_TRUE(plan.expired(0));
    EXPECT_EQ(plan.shard(0).iterator, "");
    EXPECT_EQ(position(plan, "a"), shard_position::after);
    EXPECT_FALSE(plan.expired(0));
    page(plan, "a", "6");
    EXPECT_TRUE(plan.expired(0));
}

TEST(ShardPlan, TrimmedRecordsAreMissedOnlyOnce) {
    auto plan = make();
    plan.described({open("a")}, true);
    page(plan, "a", "5");
    EXPECT_TRUE(plan.trimmed(0));
    EXPECT_EQ(position(plan, "a"), shard_position::trim_horizon);
    page(plan, "a", "8");
    EXPECT_EQ(plan.checkpoint(), R"({"stream":"arn","shards":{"a":{"after":"8"}}})");
}

TEST(ShardPlan, AtTheTrimHorizonItIsTriedAgainFirst) {
    auto plan = make();
    plan.described({open("a")}, true);
    EXPECT_FALSE(plan.trimmed(0));
    EXPECT_TRUE(plan.trimmed(0));
}

}  // namespace
}  // namespace dynaco::table_calls::shard_plan_test
