#include "unit/client/call_bench.hpp"
#include "unit/table/single_table.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

/// Keys composed from members, as requests show them.
namespace dynaco::test::composed_key_test {
namespace {

template <class Key>
std::string written(const Key& key) {
    return batch_get_item::encode_key(key).value();
}
template <class Model, class Hash, class Range>
std::string key_text(const Hash& hash, const Range& range) {
    return written(detail::key_ref<Model, Hash, Range>(hash, range));
}

constexpr std::string_view purchase_key = R"({"pk":{"S":"USER#1"},"sk":{"S":"ORDER#eu#000007"}})";

TEST(ComposedKey, IsMadeFromTheValuesOfItsMembers) {
    const std::string region = "eu";
    EXPECT_EQ((key_text<purchase>("1", parts(region, 7))), purchase_key);
    EXPECT_EQ((key_text<purchase>(std::string("1"), parts("eu", 7U))), purchase_key);
    EXPECT_EQ((key_text<purchase>(parts("1"), parts("eu", 7))), purchase_key);
}

TEST(ComposedKey, MayBeGivenAsText) {
    EXPECT_EQ((key_text<purchase>("1", composed_text("ORDER#eu#000007"))), purchase_key);
    EXPECT_EQ((key_text<purchase>(composed_text("USER#1"), parts("eu", 7))), purchase_key);
}

TEST(ComposedKey, ThatIsAlwaysTheSameNeedNotBeGiven) {
    call_bench bench;
    const table<profile> profiles{client(bench.loop)};
    const std::string key = R"({"pk":{"S":"USER#1"},"sk":{"S":"PROFILE"}})";
    EXPECT_EQ((written(detail::key_ref<profile, char[2]>("1"))), key);
    EXPECT_EQ((key_text<profile>("1", composed_text("PROFILE"))), key);
    EXPECT_EQ(detail::encode_batch_key(profiles, std::string("1")).value(), key);
}

TEST(ComposedKey, OfAnObject) {
    const purchase bought{.user_id = "1", .region = "eu", .number = 7};
    EXPECT_EQ(written(detail::key_of(bought)), purchase_key);
}

TEST(ComposedKey, ThatCannotBeReadBackIsRefused) {
    const auto refused = batch_get_item::encode_key(
        detail::key_ref<purchase, char[2], key_parts<char[4], int>>("1", parts("e#u", 7)));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().cause(), errc::invalid_argument);
    EXPECT_EQ(refused.error().diagnostics().attribute_path, "sk.region");
    const auto negative = batch_get_item::encode_key(
        detail::key_ref<purchase, char[2], key_parts<char[3], int>>("1", parts("eu", -7)));
    ASSERT_FALSE(negative);
    EXPECT_EQ(negative.error().cause(), errc::number_out_of_range);
}

struct tailed {
    composed<"{id}#USER"> pk{};
    std::string id{};
    static constexpr dynaco::schema schema{.table_name = "tailed", .hash_key = "pk"};
};
struct unseparated {
    composed<"U{id}"> pk{};
    std::string id{};
    static constexpr dynaco::schema schema{.table_name = "unseparated", .hash_key = "pk"};
};
struct by_shop {
    composed<"SHOP#{shop}"> shop_key{};
    std::string shop{};
    std::string day{};
    static constexpr dynaco::index_schema schema{.index_name = "by-shop", .hash_key = {"shop_key", "day"}};
};
struct sale {
    std::string id{};
    composed<"SHOP#{shop}"> shop_key{};
    std::string shop{};
    std::string day{};
    static constexpr dynaco::schema schema{.table_name = "sales", .hash_key = "id"};
    using indexes = dynaco::indexes<by_shop>;
};

TEST(ComposedKey, IsNotComposedTwice) {
    const auto refused = batch_get_item::encode_key(detail::key_ref<profile, std::string>("USER#1"));
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().cause(), errc::invalid_argument);
    EXPECT_NE(refused.error().text().find("USER#{user_id}"), std::string::npos);
    EXPECT_FALSE(batch_get_item::encode_key(detail::key_ref<tailed, std::string>("1#USER")));
    EXPECT_TRUE(batch_get_item::encode_key(detail::key_ref<unseparated, std::string>("Ursula")));
}

TEST(ComposedKey, OfAValueThatLooksComposed) {
    const std::string key = R"({"pk":{"S":"USER#USER#1"},"sk":{"S":"PROFILE"}})";
    EXPECT_EQ((written(detail::key_ref<profile, key_parts<char[7]>>(parts("USER#1")))), key);
    EXPECT_EQ((written(detail::key_ref<profile, composed_text>(composed_text("USER#USER#1")))), key);
    EXPECT_EQ(written(detail::key_of(profile{.user_id = "USER#1"})), key) << "an object says what is what";
}

TEST(ComposedKey, IsRefusedByQueriesToo) {
    call_bench bench;
    const table<profile> profiles{client(bench.loop)};
    auto query = profiles.query("USER#1");
    try {
        static_cast<void>(test::run(bench.io, query.next()));
        ADD_FAILURE();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::invalid_argument);
    }
    EXPECT_TRUE(bench.wire->sent.empty());
}

TEST(ComposedKey, AmongSeveralKeys) {
    call_bench bench;
    const table<sale> sales{client(bench.loop)};
    auto query = sales.index<by_shop>().query(key_values("north", "monday"));
    bench.wire->script({scripted_attempt::answer(R"({"Items":[],"Count":0,"ScannedCount":0})")});
    static_cast<void>(test::run(bench.io, query.collect()));
    EXPECT_NE(bench.wire->sent.back().body.find(R"(":0":{"S":"SHOP#north"})"), std::string::npos);
}

}  // namespace
}  // namespace dynaco::test::composed_key_test
