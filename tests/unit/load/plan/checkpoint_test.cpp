#include "load/plan/checkpoint.hpp"

#include <gtest/gtest.h>

namespace checkpoint_test {
namespace {

using namespace dynaco::loading;
using dynaco::errc;

load_checkpoint example() {
    load_checkpoint one;
    one.tables = {{.name = "orders", .id = "b6f0-1"}};
    one.sources = {{.path = "data/\"a\".json",
                    .size = 5'000'000'000,
                    .modified = 1'764'000'000'123'456'789,
                    .head = "9f3c"},
                   {.path = "b.csv", .size = 0, .modified = -1, .head = ""}};
    one.options = {{.name = "format", .value = "csv"}, {.name = "types", .value = "id:S,price:N"}};
    one.worker = {.index = 1, .count = 3};
    one.sequence = 1000;
    one.position = {.file = 1, .record = 17, .line = 18, .offset = 12'345'678'901};
    one.low = 1024;
    one.beyond = {{1026, 1030}, {1032, 1032}, {5000, 18'446'744'073'709'551'615u}};
    one.segments = {{.segment = 4, .token = "eyJ\n", .items = 12}, {.segment = 9, .done = true, .items = 99}};
    one.damage = "b.gz: byte 7: \"cut off\"";
    one.counts.accepted = 2000;
    one.counts.written = 1900;
    one.counts.throttled = 7;
    one.counts.failed = 5;
    one.counts.write_units = 1234.5;
    return one;
}

TEST(Checkpoint, IsReadAsItWasWritten) {
    const load_checkpoint one = example();
    const auto text = text_of(one);
    ASSERT_TRUE(text);
    EXPECT_EQ(text->find('\n'), text->size() - 1);
    const auto read = read_checkpoint(*text);
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->tables, one.tables);
    EXPECT_EQ(read->sources, one.sources);
    EXPECT_EQ(read->options, one.options);
    EXPECT_EQ(read->worker, one.worker);
    EXPECT_EQ(read->sequence, one.sequence);
    EXPECT_EQ(read->position, one.position);
    EXPECT_EQ(read->low, one.low);
    EXPECT_EQ(read->beyond, one.beyond);
    EXPECT_EQ(read->segments, one.segments);
    EXPECT_EQ(read->damage, one.damage);
    EXPECT_EQ(read->counts.accepted, 2000u);
    EXPECT_EQ(read->counts.written, 1900u);
    EXPECT_EQ(read->counts.throttled, 7u);
    EXPECT_EQ(read->counts.failed, 5u);
    EXPECT_EQ(read->counts.write_units, 1234.5);
    EXPECT_EQ(*text_of(*read), *text);
}

// An earlier version did not count them.
TEST(Checkpoint, MayLackTheFailedRequests) {
    std::string text = *text_of(example());
    const std::string_view member = ",\"failed\":5";
    text.erase(text.find(member), member.size());
    text.erase(text.find(",\"crc32\":")) += '}';
    const auto read = read_checkpoint(text);
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_EQ(read->counts.failed, 0u);
}

TEST(Checkpoint, RefusesEveryTruncation) {
    const std::string text = *text_of(example());
    for (std::size_t size = 0; size + 1 < text.size(); ++size)
        EXPECT_FALSE(read_checkpoint(text.substr(0, size)));
}

TEST(Checkpoint, RefusesDamagedTexts) {
    const std::string good = *text_of(example());
    const auto changed = [&good](std::string_view from, std::string_view to) {
        std::string text = good;
        const auto at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        text.replace(at, from.size(), to);
        const auto read = read_checkpoint(text);
        EXPECT_FALSE(read) << to;
        if (read) return std::string();
        EXPECT_EQ(read.error().cause(), errc::invalid_argument);
        return read.error().diagnostics().detail;
    };
    EXPECT_NE(changed("\"dynaco_load\":1", "\"dynaco_load\":2").find("version 2"), std::string::npos);
    EXPECT_NE(changed("dynaco_load", "other").find("not a checkpoint"), std::string::npos);
    EXPECT_NE(changed("\"low\":1024", "\"low\":\"1024\"").find("\"low\""), std::string::npos);
    EXPECT_NE(changed("\"low\":1024", "\"low\":-1").find("\"low\""), std::string::npos);
    EXPECT_NE(changed("\"low\":1024", "\"low\":1024.5").find("\"low\""), std::string::npos);
    EXPECT_NE(changed("\"low\":1024", "\"low\":999").find("\"sequence\""), std::string::npos);
    EXPECT_NE(changed("[1026,1030]", "[1030,1026]").find("\"beyond\""), std::string::npos);
    EXPECT_NE(changed("[1026,1030]", "[1024,1030]").find("\"beyond\""), std::string::npos);
    EXPECT_NE(changed("[1032,1032]", "[1031,1032]").find("\"beyond\""), std::string::npos);
    EXPECT_NE(changed("[1026,1030]", "[1026]").find("\"beyond\""), std::string::npos);
    EXPECT_NE(changed("\"worker\":[1,3]", "\"worker\":[3,3]").find("\"worker\""), std::string::npos);
    EXPECT_NE(changed("\"written\":1900,", "").find("\"written\""), std::string::npos);
    EXPECT_NE(changed("\"segments\"", "\"segment\"").find("\"segments\""), std::string::npos);
    EXPECT_NE(changed("\"done\":true", "\"done\":1").find("\"done\""), std::string::npos);
    EXPECT_NE(changed("\"size\":0", "\"size\":null").find("\"size\""), std::string::npos);
    EXPECT_FALSE(read_checkpoint("[]"));
}

// Each changed digit is found, also if the text is well-formed and its numbers are possible.
TEST(Checkpoint, RefusesEveryOtherDigit) {
    const std::string good = *text_of(example());
    for (std::size_t at = 0; at < good.size(); ++at) {
        if (good[at] < '0' || good[at] > '9') continue;
        std::string text = good;
        text[at] = text[at] == '9' ? '1' : static_cast<char>(text[at] + 1);
        const std::string_view before = std::string_view(text).substr(0, at);
        if (before.ends_with("\"crc") || before.ends_with("\"crc3")) continue;  // the name
        EXPECT_FALSE(read_checkpoint(text)) << text.substr(0, at) << " > " << text.substr(at);
    }
}

TEST(Checkpoint, RefusesTextsThatAreNotUtf8) {
    load_checkpoint one = example();
    one.sources[0].path = "caf\xe9.json";
    ASSERT_FALSE(text_of(one));
    EXPECT_EQ(text_of(one).error().cause(), errc::invalid_value);
}

TEST(Checkpoint, SaysWhatDiffersOnResume) {
    const load_checkpoint kept = example();
    EXPECT_TRUE(check_resumable(kept, kept));
    const auto detail = [&kept](auto change) {
        load_checkpoint now = kept;
        change(now);
        const auto checked = check_resumable(kept, now);
        EXPECT_FALSE(checked);
        if (checked) return std::string();
        EXPECT_EQ(checked.error().cause(), errc::invalid_argument);
        return checked.error().diagnostics().detail;
    };
    const auto expect = [](const std::string& text, std::string_view start) {
        EXPECT_TRUE(text.starts_with(start)) << text;
    };
    expect(detail([](auto& now) { now.tables[0].name = "other"; }),
           "the table was \"orders\" when the load began, and is \"other\" now; ");
    expect(detail([](auto& now) { now.tables[0].id = "b6f0-2"; }),
           "the id of the table \"orders\" was \"b6f0-1\" when the load began, and is \"b6f0-2\" now; ");
    expect(detail([](auto& now) { now.sources.pop_back(); }),
           "the list of files was \"data/\"a\".json, b.csv\" when the load began, and is \"data/\"a\".json\" "
           "now; ");
    expect(detail([](auto& now) { now.sources[1].size = 7; }),
           "the size of the file \"b.csv\" was 0 bytes when the load began, and is 7 bytes now; ");
    expect(detail([](auto& now) { now.sources[1].modified = 5; }),
           "the time of the last change of the file \"b.csv\" was ");
    expect(detail([](auto& now) { now.sources[0].head = "9f3d"; }),
           "the hash of the first bytes of the file \"data/\"a\".json\" was \"9f3c\" when the load began, "
           "and is \"9f3d\" now; ");
    expect(detail([](auto& now) { now.options[0].value = "tsv"; }),
           "the option \"format\" was \"csv\" when the load began, and is \"tsv\" now; ");
    expect(detail([](auto& now) { now.options.pop_back(); }),
           "the option \"types\" was \"id:S,price:N\" when the load began, and is not set now; ");
    expect(detail([](auto& now) { now.options.push_back({.name = "keep", .value = "yes"}); }),
           "the option \"keep\" was not set when the load began, and is \"yes\" now; ");
    expect(detail([](auto& now) { now.worker = {}; }),
           "the worker was 2/3 when the load began, and is 1/1 now; ");
}

}  // namespace
}  // namespace checkpoint_test
