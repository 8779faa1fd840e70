#include "program/watch/change_text.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace dynaco::program::change_text_test {
namespace {

item_change change_of(stream_event event, std::optional<item> before, std::optional<item> after) {
    item_change change;
    change.event = event;
    change.keys = {{"id", "k"}};
    change.sequence_number = "7";
    change.event_id = "e";
    change.approximate_creation_time =
        std::chrono::system_clock::time_point(std::chrono::seconds(1796022000));
    change.old_image = std::move(before);
    change.new_image = std::move(after);
    return change;
}

const std::vector<std::string> keys{"id"};

TEST(ChangeText, ShowsNewRemovedAndDifferentAttributes) {
    const auto change = change_of(stream_event::modify, item{{"id", "k"}, {"a", 1}, {"b", 2}, {"same", true}},
                                  item{{"id", "k"}, {"a", 1.5}, {"c", "x"}, {"same", true}});
    EXPECT_EQ(readable_change(change, keys, {.width = 0}),
              "2026-11-30T07:00:00Z modify k\n  ~ a  1 → 1.5\n  - b  2\n  + c  x\n");
}

TEST(ChangeText, CutsTextsAndKeepsNumbers) {
    const std::string digits(38, '9');
    const auto change =
        change_of(stream_event::insert, {}, item{{"id", "k"}, {"n", number(digits)}, {"t", digits + "a"}});
    EXPECT_EQ(readable_change(change, keys, {.width = 30}),
              "2026-11-30T07:00:00Z insert k\n  + n  " + digits + "\n  + t  " + digits.substr(0, 22) + "…\n");
}

TEST(ChangeText, SaysWhatTheStreamDoesNotRecord) {
    const auto keys_only = change_of(stream_event::modify, {}, {});
    EXPECT_EQ(readable_change(keys_only, keys, {}), "2026-11-30T07:00:00Z modify k\n");
    const auto new_only = change_of(stream_event::modify, {}, item{{"id", "k"}, {"a", 1}});
    EXPECT_EQ(readable_change(new_only, keys, {}), "2026-11-30T07:00:00Z modify k\n  = a  1\n");
    // Without the new image, it is not known which attributes were removed.
    const auto old_only = change_of(stream_event::modify, item{{"id", "k"}, {"a", 1}}, {});
    EXPECT_EQ(readable_change(old_only, keys, {}), "2026-11-30T07:00:00Z modify k\n");
}

TEST(ChangeText, SaysThatTheTimeToLiveRemovedAnItem) {
    auto change = change_of(stream_event::remove, item{{"id", "k"}}, {});
    change.is_ttl_deletion = true;
    EXPECT_EQ(readable_change(change, keys, {}), "2026-11-30T07:00:00Z remove (time to live) k\n");
    EXPECT_EQ(plain_change(change), R"({"event":"remove","keys":{"id":"k"},"old":{"id":"k"},"sequence":"7",)"
                                    R"("time":"2026-11-30T07:00:00Z","time_to_live":true})");
    EXPECT_EQ(dynamodb_change(change),
              R"({"eventID":"e","eventName":"REMOVE","dynamodb":{"ApproximateCreationDateTime":1796022000,)"
              R"("Keys":{"id":{"S":"k"}},"OldImage":{"id":{"S":"k"}},"SequenceNumber":"7","SizeBytes":0},)"
              R"("userIdentity":{"type":"Service","principalId":"dynamodb.amazonaws.com"}})");
}

}  // namespace
}  // namespace dynaco::program::change_text_test
