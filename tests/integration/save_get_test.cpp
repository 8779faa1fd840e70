#include "support/local_table.hpp"

#include <cfloat>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

/// A saved object is read back unchanged, for every type that a member can have.
namespace dynaco::test::save_get_test {
namespace {

struct place {
    std::string city{};
    std::optional<int> zip{};
    std::vector<std::string> lines{};

    friend bool operator==(const place&, const place&) = default;
};

struct everything {
    std::string id{};
    std::string text{};
    std::int8_t i8 = 0;
    std::int16_t i16 = 0;
    std::int32_t i32 = 0;
    std::int64_t i64 = 0;
    std::uint8_t u8 = 0;
    std::uint16_t u16 = 0;
    std::uint32_t u32 = 0;
    std::uint64_t u64 = 0;
    double real = 0;
    float single = 0;
    number exact{};
    bool flag = false;
    binary bytes{};
    std::optional<std::string> perhaps{};
    std::optional<place> perhaps_place{};
    std::vector<std::string> list{};
    std::vector<std::vector<int>> nested{};
    place home{};
    std::vector<place> places{};
    std::map<std::string, std::int64_t> counts{};
    std::unordered_map<std::string, place> by_name{};
    std::set<std::string> words{};
    std::set<std::int64_t> numbers{};
    std::set<number> decimals{};
    std::set<binary> blobs{};
    value any{};
    item rest{};

    static constexpr dynaco::schema schema{.table_name = "everything", .hash_key = "id"};
    friend bool operator==(const everything&, const everything&) = default;
};

binary bytes(std::string_view text) {
    const auto* const first = reinterpret_cast<const std::byte*>(text.data());
    return {first, first + text.size()};
}

awaitable<void> round_trip(client db, const everything sent) {
    const auto things = co_await make_table<everything>(db);
    co_await things.save(sent);
    const auto got = co_await things.get(sent.id, {.consistent_read = true});
    EXPECT_TRUE(got.has_value());
    EXPECT_TRUE(*got == sent);
}

everything filled() {
    everything e;
    e.id = "full";
    e.text =
        "quote \" backslash \\ slash / tab \t newline \n control \x01 \x7f umlaut \u00e4 euro \u20ac emoji "
        "\U0001F600";
    e.bytes = bytes(std::string_view("\0\xff\x80 abc", 7));
    e.perhaps = "here";
    e.perhaps_place = place{.city = "Ulm", .zip = 89073, .lines = {"a", ""}};
    e.list = {"a", "", "c"};
    e.nested = {{1, 2}, {}, {3}};
    e.home = {.city = "Bonn", .zip = 53111, .lines = {"x"}};
    e.places = {e.home, *e.perhaps_place};
    e.counts = {{"a", 1}, {"with.dot", -2}, {"\u00e4", 3}};
    e.by_name = {{"home", e.home}};
    e.words = {"one", "two", "\U0001F600"};
    e.numbers = {-1, 0, std::numeric_limits<std::int64_t>::max()};
    e.decimals = {number("0.1"), number("-1E+100")};
    e.blobs = {bytes("a"), bytes("bc")};
    e.any = value::list{value("x"), value(1), value(true), value(null), value(item{{"k", value("v")}})};
    e.rest = item{{"a", value(1)}, {"b", value(value::string_set{"x", "y"})}, {"c", value(bytes("z"))}};
    return e;
}

class SaveGet : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(SaveGet);

TEST_P(SaveGet, EveryTypeFilled) {
    run([](client db) { return round_trip(std::move(db), filled()); });
}

TEST_P(SaveGet, EveryTypeEmpty) {
    run([](client db) {
        everything e;
        e.id = "empty";
        return round_trip(std::move(db), e);
    });
}

TEST_P(SaveGet, SmallestNumbers) {
    run([](client db) {
        everything e = filled();
        e.i8 = INT8_MIN, e.i16 = INT16_MIN, e.i32 = INT32_MIN, e.i64 = INT64_MIN;
        e.real = 1E-130, e.single = FLT_MIN;  // DynamoDB's own smallest
        e.exact = number("-9.9999999999999999999999999999999999999E+125");
        return round_trip(std::move(db), e);
    });
}

TEST_P(SaveGet, LargestNumbers) {
    run([](client db) {
        everything e = filled();
        e.i8 = INT8_MAX, e.i16 = INT16_MAX, e.i32 = INT32_MAX, e.i64 = INT64_MAX;
        e.u8 = UINT8_MAX, e.u16 = UINT16_MAX, e.u32 = UINT32_MAX, e.u64 = UINT64_MAX;
        e.real = 9.99999999999999E+125, e.single = FLT_MAX;
        e.exact = number("12345678901234567890123456789012345678");
        return round_trip(std::move(db), e);
    });
}

TEST_P(SaveGet, FractionsAreExact) {
    run([](client db) {
        everything e = filled();
        e.real = 0.1 + 0.2, e.single = 1.0F / 3.0F;
        e.exact = number("1.2345678901234567890123456789012345678");
        return round_trip(std::move(db), e);
    });
}

TEST_P(SaveGet, WhatIsEmptyIsStoredAsItShouldBe) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_table<everything>(db);
        everything e;
        e.id = "1";
        co_await things.save(e);
        const item key{{"id", value("1")}};
        const auto got = co_await db.execute(get_item{.table_name = things.table_name(), .key = key});
        const item stored = got.item.value();
        EXPECT_EQ(stored.at("text").get<std::string>(), "");
        EXPECT_EQ(stored.at("bytes").get<binary>().size(), 0u);
        EXPECT_TRUE(stored.at("list").get<value::list>().empty());
        EXPECT_TRUE(stored.at("counts").get<item>().empty());
        EXPECT_TRUE(stored.at("any").is_null());
        for (const char* absent : {"perhaps", "perhaps_place", "words", "numbers", "decimals", "blobs"})
            EXPECT_FALSE(stored.contains(absent)) << absent;
    });
}

struct slim {
    std::string id{};
    place home{};
    std::optional<std::int64_t> i64{};
};

TEST_P(SaveGet, AViewReadsItsMembersOnly) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_table<everything>(db);
        everything e = filled();
        e.i64 = 7;
        co_await things.save(e);
        const auto seen = co_await things.get<slim>("full", {.consistent_read = true});
        EXPECT_EQ(seen.value().home, e.home);
        EXPECT_EQ(seen.value().i64, 7);
        const auto none = co_await things.get<slim>("other");
        EXPECT_FALSE(none.has_value());
    });
}

TEST_P(SaveGet, AMissingItemIsNothing) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_table<everything>(db);
        const auto none = co_await things.get("1");
        EXPECT_FALSE(none.has_value());
        co_await things.remove("1");
    });
}

TEST_P(SaveGet, SaveReplacesTheWholeItem) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_table<everything>(db);
        everything e = filled();
        co_await things.save(e);
        e.perhaps.reset();
        co_await things.save(e);
        const auto got = co_await things.get("full", {.consistent_read = true});
        EXPECT_FALSE(got.value().perhaps.has_value());
        co_await things.remove("full");
        const auto none = co_await things.get("full", {.consistent_read = true});
        EXPECT_FALSE(none.has_value());
    });
}

struct reading {
    std::int64_t sensor = 0;
    binary stamp{};
    double celsius = 0;

    static constexpr dynaco::schema schema{.table_name = "readings",
                                           .hash_key = "sensor",
                                           .range_key = "stamp",
                                           .attributes = {{.member = "celsius", .name = "c"}}};
};

TEST_P(SaveGet, KeysMayBeNumbersAndBinary) {
    run([](client db) -> awaitable<void> {
        const auto readings = co_await make_table<reading>(db);
        const reading sent{.sensor = -5, .stamp = bytes("ab"), .celsius = 21.5};
        co_await readings.save(sent);
        const auto got = co_await readings.get(-5, sent.stamp);
        EXPECT_EQ(got.value().celsius, 21.5);
        co_await readings.update(-5, sent.stamp, "celsius"_a.add(1));
        const auto warmer = co_await readings.get(-5, sent.stamp);
        EXPECT_EQ(warmer.value().celsius, 22.5);
        co_await readings.remove(-5, sent.stamp);
        const auto none = co_await readings.get(-5, sent.stamp);
        EXPECT_FALSE(none.has_value());
    });
}

TEST_P(SaveGet, ArgumentsMayDieBeforeTheCallIsAwaited) {
    run([](client db) -> awaitable<void> {
        auto things = std::make_unique<local_table<everything>>(co_await make_table<everything>(db));
        auto sent = std::make_unique<everything>(filled());
        auto saving = things->save(*sent);
        sent.reset();
        co_await std::move(saving);
        auto key = std::make_unique<std::string>("full");
        auto getting = things->get(*key);
        key.reset();
        const auto got = co_await std::move(getting);
        EXPECT_TRUE(got.has_value());
    });
}

}  // namespace
}  // namespace dynaco::test::save_get_test
