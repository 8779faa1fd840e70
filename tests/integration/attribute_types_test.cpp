#include "support/local_table.hpp"

#include <array>
#include <chrono>
#include <deque>
#include <list>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>

/// Members of every type through a real table, and what is stored for them.
namespace dynaco::test::attribute_types_test {
namespace {

using namespace dynaco::literals;
using namespace std::chrono_literals;

enum class colour { red, green, blue };
using moment = std::chrono::sys_time<std::chrono::microseconds>;

struct settings {
    std::string name{};
    std::vector<int> sizes{};
    friend bool operator==(const settings&, const settings&) = default;
};

struct event {
    boost::uuids::uuid stream{};
    moment at{};

    nullable<std::string> note{};
    std::optional<nullable<int>> rank{};
    std::variant<std::monostate, std::string, std::int64_t> label{};
    std::chrono::sys_seconds since{};
    epoch_seconds expires{};
    epoch_milliseconds seen{};
    std::chrono::milliseconds length{};
    std::chrono::year_month_day day{std::chrono::year(2026), std::chrono::January, std::chrono::day(31)};
    colour shade = colour::red;
    as_number<colour> hue = colour::red;
    json_text<settings> look{};
    std::array<std::byte, 4> hash{};
    std::array<int, 2> corner{};
    pynamodb_legacy_binary old{};
    std::set<pynamodb_legacy_binary> older{};

    std::deque<nullable<int>> deque{};
    std::list<colour> list{};
    std::vector<bool> bits{};
    std::unordered_set<std::string> words{};
    std::unordered_map<std::string, moment> times{};
    std::set<number> rates{};
    std::set<binary> keys{};
    std::set<colour> shades{};

    static constexpr dynaco::schema schema{.table_name = "events", .hash_key = "stream", .range_key = "at"};
    friend bool operator==(const event&, const event&) = default;
};

constexpr moment noon = std::chrono::sys_days(std::chrono::year_month_day(
                            std::chrono::year(2026), std::chrono::January, std::chrono::day(31))) +
                        12h;

event full() {
    event e{.stream = {{1, 2, 3}}, .at = noon + 5us};
    e.note = "n";
    e.rank = null;
    e.label = std::int64_t{7};
    e.since = std::chrono::sys_seconds(-1s);
    e.expires = epoch_seconds(noon + 999ms);
    e.seen = noon;
    e.length = 1500ms;
    e.shade = colour::blue;
    e.hue = colour::green;
    e.look = settings{.name = "\u00e9\"", .sizes = {1, 2}};
    e.hash = {std::byte{1}, std::byte{255}};
    e.corner = {-1, 1};
    e.old = binary{std::byte{0xca}, std::byte{0xfe}, std::byte{0xf0}, std::byte{0x0d}};
    e.older = {binary{}, binary{std::byte{1}}};
    e.deque = {1, null};
    e.list = {colour::green, colour::green};
    e.bits = {true, false};
    e.words = {"a", "b"};
    e.times = {{"then", noon}};
    e.rates = {number("0.1"), number("99999999999999999999999999999999999999")};
    e.keys = {binary{std::byte{0}}, binary{std::byte{1}}};
    e.shades = {colour::red, colour::blue};
    return e;
}

class AttributeTypes : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(AttributeTypes);

TEST_P(AttributeTypes, ComeBackEqual) {
    run([](client db) -> awaitable<void> {
        const auto events = co_await make_table<event>(db);
        const event saved = full();
        co_await events.save(saved);
        const auto found = co_await events.get(saved.stream, saved.at, {.consistent_read = true});
        EXPECT_TRUE(found && *found == saved) << shown(*found) << "\n" << shown(saved);

        const event fresh{.stream = {{4}}, .at = noon};
        co_await events.save(fresh);
        const auto second = co_await events.get(fresh.stream, fresh.at, {.consistent_read = true});
        EXPECT_TRUE(second && *second == fresh) << shown(*second);
        EXPECT_TRUE(second->note.is_null() && !second->rank);
    });
}

TEST_P(AttributeTypes, AreStoredAsPynamodbStoresThem) {
    run([](client db) -> awaitable<void> {
        const auto events = co_await make_table<event>(db);
        const event saved = full();
        co_await events.save(saved);
        const item key{{"stream", "01020300-0000-0000-0000-000000000000"},
                       {"at", "2026-01-31T12:00:00.000005+0000"}};
        auto answer = co_await db.execute(get_item{.table_name = events.table_name(), .key = key});
        const item& stored = answer.item.value();
        EXPECT_EQ(stored.at("since"), value("1969-12-31T23:59:59.000000+0000"));
        EXPECT_EQ(stored.at("expires"), value(1769860800));
        EXPECT_EQ(stored.at("seen"), value(1769860800000));
        EXPECT_EQ(stored.at("length"), value(1500));
        EXPECT_EQ(stored.at("day"), value("2026-01-31"));
        EXPECT_EQ(stored.at("rank"), value(null));
        EXPECT_EQ(stored.at("label"), value(7));
        EXPECT_EQ(stored.at("shade"), value("blue"));
        EXPECT_EQ(stored.at("hue"), value(1));
        EXPECT_EQ(stored.at("look"), value(R"({"name": "\u00e9\"", "sizes": [1, 2]})"));
        EXPECT_EQ(to_json(stored.at("old")), R"("eXY3d0RRPT0=")");
        EXPECT_EQ(to_json(stored.at("hash")), R"("Af8AAA==")");
        EXPECT_EQ(stored.at("shades"), value(value::string_set{"blue", "red"}));
        EXPECT_TRUE(from_dynamodb_json<event>(to_dynamodb_json(stored)) == saved);
        EXPECT_TRUE(from_json<event>(to_json(saved)) == saved);
    });
}

TEST_P(AttributeTypes, StandInConditions) {
    run([](client db) -> awaitable<void> {
        const auto events = co_await make_table<event>(db);
        event each = full();
        for (int i = 0; i < 4; ++i) {
            each.at = noon + i * 1h;
            each.note.reset();
            if (i == 2) each.note = "two";
            co_await events.save(each);
        }
        auto later = events.query(each.stream, "at"_a > noon + 1h, filter("shade"_a == colour::blue));
        const auto late = co_await later.collect();
        EXPECT_EQ(late.size(), 2U);
        auto nulls = events.scan(filter("note"_a.is_type(attribute_type::NUL) && "hue"_a == each.hue));
        const auto without = co_await nulls.collect();
        EXPECT_EQ(without.size(), 3U);

        co_await events.update(each.stream, noon, "note"_a.set(nullable<std::string>("x")),
                               "length"_a.add(250ms), "look"_a.set(json_text<settings>()));
        const bool matched = static_cast<bool>(
            co_await events.try_update(each.stream, noon, "rank"_a.set(5),
                                       when("look"_a == json_text<settings>() && "length"_a == 1750ms)));
        EXPECT_TRUE(matched);
        const auto changed = co_await events.get(each.stream, noon, {.consistent_read = true});
        EXPECT_EQ(changed->note, "x");
        EXPECT_EQ(changed->rank, nullable<int>(5));
    });
}

TEST_P(AttributeTypes, WhatDoesNotFitIsToldWithItsPath) {
    run([](client db) -> awaitable<void> {
        const auto events = co_await make_table<event>(db);
        item stored{{"stream", "01020300-0000-0000-0000-000000000000"},
                    {"at", "2026-01-31T12:00:00.000005+0000"}};
        const event wanted = full();
        const std::vector<std::pair<std::string, value>> wrong{
            {"since", "yesterday"}, {"shade", "purple"},        {"day", "2026-02-30"},
            {"hash", binary(3)},    {"corner", value::list{1}}, {"old", binary{std::byte{'x'}}},
            {"look", "{"},
        };
        for (const auto& [name, content] : wrong) {
            stored.insert_or_assign(name, content);
            static_cast<void>(
                co_await db.execute(put_item{.table_name = events.table_name(), .item = stored}));
            stored.erase(name);
            const failure got =
                co_await failure_of(events.get(wanted.stream, wanted.at, {.consistent_read = true}));
            EXPECT_EQ(got.cause(), errc::invalid_value) << name;
            EXPECT_EQ(got.diagnostics().attribute_path, name);
        }
    });
}

}  // namespace
}  // namespace dynaco::test::attribute_types_test
