#include "load/bulk/difference_finder.hpp"

#include "load/bulk/table_digest.hpp"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <string>
#include <vector>

namespace dynaco::loading::difference_finder_test {
namespace {

using table = std::map<int, int>;  // the key, and the attribute n

std::string json_of(int key, int n) {
    return R"({"id":{"N":")" + std::to_string(key) + R"("},"n":{"N":")" + std::to_string(n) + "\"}}";
}
std::string key_json(int key) { return R"({"id":{"N":")" + std::to_string(key) + "\"}}"; }

table_digest digest_of(const table& items) {
    item_digester digester({"id"});
    table_digest made;
    for (const auto& [key, n] : items) {
        const std::string text = json_of(key, n);
        made.add(*digester.run(text), text.size());
    }
    return made;
}

std::vector<item_difference> differences(const table& left, const table& right, std::size_t most,
                                         std::size_t memory = 1 << 20) {
    const auto chosen = table_digest::to_compare(digest_of(left), digest_of(right), most, memory);
    if (chosen.empty()) return {};
    item_digester digester({"id"});
    difference_finder finder(chosen, 2 * memory);
    for (const auto& [key, n] : left) {
        const std::string text = json_of(key, n);
        finder.add_left(*digester.run(text), text);
    }
    for (const auto& [key, n] : right) {
        const std::string text = json_of(key, n);
        EXPECT_TRUE(finder.add_right(*digester.run(text), text, digester));
    }
    return finder.end(digester, most);
}

table numbers(int count) {
    table made;
    for (int i = 0; i < count; ++i) made[i] = i * i;
    return made;
}

TEST(TableDigest, EqualTablesHaveNoPartitionToCompare) {
    EXPECT_TRUE(differences(numbers(1000), numbers(1000), 10).empty());
    EXPECT_EQ(digest_of(numbers(1000)).whole(), digest_of(numbers(1000)).whole());
    EXPECT_EQ(digest_of(numbers(1000)).items(), 1000u);
    EXPECT_NE(digest_of(numbers(1000)).whole(), digest_of(numbers(999)).whole());
}

TEST(DifferenceFinder, FindsEachKind) {
    table right = numbers(1000);
    right[1] = 5;
    right.erase(2);
    right[2000] = 0;
    const auto found = differences(numbers(1000), right, 10);
    ASSERT_EQ(found.size(), 3u);
    EXPECT_EQ(found[0].key, key_json(1));
    EXPECT_EQ(found[0].kind, difference_kind::different);
    EXPECT_EQ(found[0].attributes, std::vector<std::string>{"n"});
    EXPECT_EQ(found[1].key, key_json(2));
    EXPECT_EQ(found[1].kind, difference_kind::only_left);
    EXPECT_EQ(found[2].key, key_json(2000));
    EXPECT_EQ(found[2].kind, difference_kind::only_right);
}

TEST(DifferenceFinder, FindsAtLeastOneWithAnyMemory) {
    const auto found = differences(numbers(1000), {}, 10, 1);
    ASSERT_FALSE(found.empty());
    for (const item_difference& each : found) EXPECT_EQ(each.kind, difference_kind::only_left);
    EXPECT_EQ(differences({}, numbers(1000), 10, 1).front().kind, difference_kind::only_right);
}

TEST(DifferenceFinder, FindsAsManyAsWanted) {
    EXPECT_EQ(differences(numbers(1000), {}, 25).size(), 25u);
    EXPECT_EQ(differences(numbers(3), {}, 25).size(), 3u);
}

TEST(DifferenceFinder, FindsAllOfRandomDifferences) {
    for (std::uint32_t seed = 0; seed < 50; ++seed) {
        std::mt19937 random(seed);
        const table left = numbers(500);
        table right = left;
        std::map<std::string, difference_kind> expected;
        for (int i = 0; i < 20; ++i) {
            const int key = static_cast<int>(random() % 600);
            if (expected.contains(key_json(key))) continue;
            if (key >= 500) {
                right[key] = 1;
                expected[key_json(key)] = difference_kind::only_right;
            } else if (random() % 2) {
                right.erase(key);
                expected[key_json(key)] = difference_kind::only_left;
            } else {
                right[key] = -1;
                expected[key_json(key)] = difference_kind::different;
            }
        }
        std::map<std::string, difference_kind> found;
        for (const item_difference& each : differences(left, right, 100)) found[each.key] = each.kind;
        EXPECT_EQ(found, expected) << seed;
    }
}

}  // namespace
}  // namespace dynaco::loading::difference_finder_test
