#include "load/pace/hot_keys.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace hot_keys_test {
namespace {

using namespace dynaco::loading;
using namespace std::chrono_literals;
using keys = std::vector<std::uint64_t>;
using units = std::vector<hash_key_units>;

TEST(HotKeys, FindsTheKeyOfARefusedKeyRangeAtOnce) {
    hot_keys hot;
    keys found;
    hot.answered({}, {{7, 2, 2}, {8, 1, 1}}, {.key_range = true, .again = true}, {}, {}, found);
    EXPECT_EQ(found, (keys{7}));
    EXPECT_TRUE(hot.hot(7));
    EXPECT_FALSE(hot.hot(8));
}

TEST(HotKeys, DoesNotSuspectKeysWithOneWrite) {
    hot_keys hot;
    keys found;
    for (std::uint64_t key = 0; key < 1000; ++key)
        for (int again = 0; again < 10; ++again)
            hot.answered({}, {{key, 1, 1}}, {.key_range = true, .again = again > 0}, {}, {}, found);
    EXPECT_TRUE(found.empty());
}

TEST(HotKeys, FindsAKeyThatIsRefusedMuchMoreOften) {
    hot_keys hot;
    keys found;
    time_point now{};
    std::uint64_t other = 1000;
    for (int i = 0; i < 20 && found.empty(); ++i) {
        units written;
        for (int n = 0; n < 23; ++n) written.push_back({++other, 1, 1});
        hot.answered(written, {{7, 2, 2}}, {}, now, now, found);
        now += 10ms;
    }
    EXPECT_EQ(found, (keys{7}));
}

TEST(HotKeys, DoesNotBlameAKeyIfAllAreRefused) {
    hot_keys hot;
    keys found;
    time_point now{};
    std::uint64_t other = 1000;
    for (int i = 0; i < 200; ++i) {
        units written{{7, 2, 2}};
        units refused{{7, 3, 3}};
        for (int n = 0; n < 8; ++n) written.push_back({++other, 1, 1});
        for (int n = 0; n < 12; ++n) refused.push_back({++other, 1, 1});
        hot.answered(written, refused, {}, now, now, found);
        now += 10ms;
    }
    EXPECT_TRUE(found.empty());
}

TEST(HotKeys, PacesAHotKey) {
    hot_keys hot;
    keys found;
    time_point now{};
    hot.answered({}, {{7, 5, 5}}, {.key_range = true}, now, now, found);
    EXPECT_EQ(hot.wait(7, now), 0ns);
    EXPECT_GT(hot.portion(7), 1);
    hot.released(7, 100, now);
    EXPECT_GT(hot.wait(7, now), 50ms);
    EXPECT_EQ(hot.wait(8, now), 0ns);
}

// The table has too little throughput for both keys. They have their own rates, and are refused further.
TEST(HotKeys, AreNoLongerHotIfTheTableIsTheReason) {
    hot_keys hot;
    keys found;
    time_point now{};
    const units both{{7, 5, 5}, {8, 5, 5}};
    for (const std::uint64_t key : keys{7, 8})
        hot.answered({}, {{key, 5, 5}}, {.key_range = true}, now, now, found);
    ASSERT_EQ(found, (keys{7, 8}));
    keys ended;
    for (int i = 0; i < 20; ++i) {
        now += 10ms;
        hot.answered(both, both, {}, now, now, found);
    }
    hot.forget(now, ended);
    std::ranges::sort(ended);
    EXPECT_EQ(ended, (keys{7, 8}));
    EXPECT_FALSE(hot.hot(7) || hot.hot(8));

    found.clear();
    for (int i = 0; i < 50; ++i) hot.answered({{9, 20, 20}}, {{7, 2, 2}}, {}, now, now, found);
    EXPECT_TRUE(found.empty()) << "for a minute, refusals without a reason do not make keys hot";
    hot.answered({}, {{7, 5, 5}}, {.key_range = true}, now, now, found);
    EXPECT_EQ(found, (keys{7}));
    hot.answered({{9, 20, 20}}, {}, {}, now + 61s, now + 61s, found);
    for (int i = 0; i < 50; ++i) hot.answered({{9, 20, 20}}, {{8, 2, 2}}, {}, now + 61s, now + 61s, found);
    EXPECT_EQ(found, (keys{7, 8}));
}

TEST(HotKeys, NamesAndForgetsThem) {
    hot_keys hot;
    keys found;
    time_point now{};
    hot.answered({}, {{7, 5, 5}}, {.key_range = true}, now, now, found);
    hot.name(7, "{\"S\":\"x\"}");
    keys ended;
    hot.forget(now + 59s, ended);
    EXPECT_TRUE(ended.empty());
    hot.forget(now + 61s, ended);
    EXPECT_EQ(ended, (keys{7}));
    EXPECT_FALSE(hot.hot(7));
    ASSERT_EQ(hot.report().size(), 1u);
    EXPECT_EQ(hot.report()[0].name, "{\"S\":\"x\"}");
    EXPECT_EQ(hot.report()[0].refused, 1u);
}

}  // namespace
}  // namespace hot_keys_test
