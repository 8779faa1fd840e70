#include "support/local_table.hpp"

#include <string>
#include <vector>

/// Queries of tables and indexes: their items, the order of the items, and how a query continues.
namespace dynaco::test::query_test {
namespace {

struct by_colour {
    std::string colour{};
    int number = 0;
    std::string owner{};
    static constexpr dynaco::index_schema schema{.index_name = "by-colour",
                                                 .hash_key = "colour",
                                                 .range_key = "number",
                                                 .projection = dynaco::projection::keys_only};
};
struct thing {
    std::string owner{};
    int number = 0;
    std::string colour{};
    std::string name{};

    static constexpr dynaco::schema schema{
        .table_name = "things", .hash_key = "owner", .range_key = "number"};
    using indexes = dynaco::indexes<by_colour>;
};
struct slim {
    int number = 0;
};
struct nameless {
    std::string colour{};
};

// Numbers 0 to 19 of ann, every fourth one red; one of ben.
awaitable<local_table<thing>> make_things(client db) {
    auto things = co_await make_table<thing>(db);
    auto batch = things.batch_write();
    for (int i = 0; i < 20; ++i) {
        const thing each{.owner = "ann",
                         .number = i,
                         .colour = i % 4 == 0 ? "red" : "blue",
                         .name = "thing " + std::to_string(i)};
        co_await batch.save(each);
    }
    const thing other{.owner = "ben", .number = 100, .colour = "red", .name = "other"};
    co_await batch.save(other);
    co_await batch.flush();
    co_return things;
}

template <class View>
awaitable<std::vector<int>> numbers(item_iterator<View> items) {
    std::vector<int> all;
    while (auto each = co_await items.next()) all.push_back(each->number);
    co_return all;
}

using ints = std::vector<int>;

class Query : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Query);

TEST_P(Query, GivesTheItemsOfAHashKeyInOrder) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        const ints up = co_await numbers(things.query("ann"));
        EXPECT_EQ(up.size(), 20u);
        EXPECT_TRUE(std::ranges::is_sorted(up));
        const ints down = co_await numbers(things.query("ann", {.forward = false}));
        EXPECT_EQ(down, ints(up.rbegin(), up.rend()));
        const ints nothing = co_await numbers(things.query("nobody"));
        EXPECT_TRUE(nothing.empty());
    });
}

TEST_P(Query, ConditionsOnTheRangeKey) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        ints got = co_await numbers(things.query("ann", "number"_a == 3));
        EXPECT_EQ(got, ints{3});
        got = co_await numbers(things.query("ann", "number"_a < 2));
        EXPECT_EQ(got, (ints{0, 1}));
        got = co_await numbers(things.query("ann", "number"_a <= 2));
        EXPECT_EQ(got, (ints{0, 1, 2}));
        got = co_await numbers(things.query("ann", "number"_a > 17));
        EXPECT_EQ(got, (ints{18, 19}));
        got = co_await numbers(things.query("ann", "number"_a >= 17, {.forward = false}));
        EXPECT_EQ(got, (ints{19, 18, 17}));
        got = co_await numbers(things.query("ann", "number"_a.between(5, 7)));
        EXPECT_EQ(got, (ints{5, 6, 7}));
    });
}

TEST_P(Query, FilterAndConsistentRead) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        ints got =
            co_await numbers(things.query("ann", filter("colour"_a == "red"), {.consistent_read = true}));
        EXPECT_EQ(got, (ints{0, 4, 8, 12, 16}));
        auto some = things.query("ann", "number"_a > 3, filter("colour"_a == "red"), {.page_size = 3});
        const auto all = co_await some.collect();
        EXPECT_EQ(all.size(), 4u);
        EXPECT_EQ(some.scanned_count(), 16u);
    });
}

TEST_P(Query, LimitAndPageSize) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        ints got = co_await numbers(things.query("ann", {.limit = 3}));
        EXPECT_EQ(got, (ints{0, 1, 2}));
        got = co_await numbers(things.query("ann", {.limit = 7, .page_size = 3}));
        EXPECT_EQ(got, (ints{0, 1, 2, 3, 4, 5, 6}));
        got =
            co_await numbers(things.query("ann", filter("colour"_a == "red"), {.limit = 3, .page_size = 5}));
        EXPECT_EQ(got, (ints{0, 4, 8}));
        auto pages = things.query("ann", {.page_size = 8});
        std::vector<std::size_t> sizes;
        while (auto page = co_await pages.next_page()) sizes.push_back(page->size());
        EXPECT_EQ(sizes, (std::vector<std::size_t>{8, 8, 4}));
    });
}

TEST_P(Query, ViewFirstCountCollect) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        const ints seen = co_await numbers(things.query<slim>("ann", "number"_a < 3));
        EXPECT_EQ(seen, (ints{0, 1, 2}));
        auto last = things.query("ann", {.forward = false});
        const auto first = co_await last.first();
        EXPECT_EQ(first.value().number, 19);
        EXPECT_EQ(last.scanned_count(), 1u);
        auto none = things.query("nobody");
        const auto nothing = co_await none.first();
        EXPECT_FALSE(nothing.has_value());
        auto red = things.query("ann", filter("colour"_a == "red"), {.page_size = 6});
        const auto count = co_await red.count();
        EXPECT_EQ(count, 5u);
        auto begun = things.query("ann", {.page_size = 6});
        static_cast<void>(co_await begun.next());
        const auto rest = co_await begun.count();
        EXPECT_EQ(rest, 19u);
        auto limited = things.query("ann", {.limit = 11, .page_size = 6});
        const auto eleven = co_await limited.count();
        EXPECT_EQ(eleven, 11u);
        auto two = things.query("ann", {.page_size = 6});
        static_cast<void>(co_await two.next());
        const auto others = co_await two.collect();
        EXPECT_EQ(others.size(), 19u);
        EXPECT_EQ(others.front().number, 1);
    });
}

TEST_P(Query, GoesOnFromAnyPlace) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        for (int given = 0; given <= 20; ++given) {
            auto before = things.query("ann", {.page_size = 4});
            for (int i = 0; i < given; ++i) static_cast<void>(co_await before.next());
            const std::string token = before.resume_token();
            if (token.empty()) {
                EXPECT_EQ(given, 20);
                continue;
            }
            const ints after = co_await numbers(things.query("ann", {.resume_token = token}));
            EXPECT_EQ(after.size(), static_cast<std::size_t>(20 - given));
            if (!after.empty()) {
                EXPECT_EQ(after.front(), given);
            }
        }
    });
}

TEST_P(Query, GoesOnAfterALimitThatCutsAFilteredPage) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        auto before = things.query("ann", filter("colour"_a == "red"), {.limit = 2});
        const auto two = co_await before.collect();
        EXPECT_EQ(two.back().number, 4);
        const ints after = co_await numbers(
            things.query("ann", filter("colour"_a == "red"), {.resume_token = before.resume_token()}));
        EXPECT_EQ(after, (ints{8, 12, 16}));
    });
}

TEST_P(Query, AViewWithoutTheKeysGoesOnInsideAPage) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        auto seen = things.query<nameless>("ann", {.page_size = 3});
        static_cast<void>(co_await seen.next());
        const std::string token = seen.resume_token();
        const std::vector<nameless> rest = co_await seen.collect();
        auto resumed = things.query<nameless>("ann", {.resume_token = token});
        const std::vector<nameless> again = co_await resumed.collect();
        EXPECT_FALSE(again.empty());
        EXPECT_EQ(again.size(), rest.size());
    });
}

TEST_P(Query, AResumeTokenOfSomebodyElseIsRefused) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        auto query = things.query("ann", {.resume_token = "rubbish"});
        const failure refused = co_await failure_of(query.next());
        EXPECT_EQ(refused.cause(), errc::invalid_argument);
        EXPECT_EQ(refused.diagnostics().attempts, 0);
    });
}

TEST_P(Query, Indexes) {
    run([](client db) -> awaitable<void> {
        const auto things = co_await make_things(db);
        const auto colours = things.index<by_colour>();
        ints got = co_await numbers(colours.query("red"));
        EXPECT_EQ(got, (ints{0, 4, 8, 12, 16, 100}));
        got = co_await numbers(colours.query("red", "number"_a > 10, {.limit = 2, .forward = false}));
        EXPECT_EQ(got, (ints{100, 16}));
        got = co_await numbers(colours.query("red", filter("owner"_a == "ben")));
        EXPECT_EQ(got, (ints{100}));
        auto all = colours.scan();
        const auto count = co_await all.count();
        EXPECT_EQ(count, 21u);
        auto begun = colours.query("red", {.page_size = 4});
        for (int i = 0; i < 3; ++i) static_cast<void>(co_await begun.next());
        got = co_await numbers(colours.query("red", {.resume_token = begun.resume_token()}));
        EXPECT_EQ(got, (ints{12, 16, 100}));
    });
}

struct note {
    std::string owner{};
    std::string title{};

    static constexpr dynaco::schema schema{.table_name = "notes", .hash_key = "owner", .range_key = "title"};
};

TEST_P(Query, BeginsWith) {
    run([](client db) -> awaitable<void> {
        const auto notes = co_await make_table<note>(db);
        for (const char* title : {"a", "ab", "abc", "b"}) {
            const note each{.owner = "ann", .title = title};
            co_await notes.save(each);
        }
        auto found = notes.query("ann", "title"_a.begins_with("ab"));
        const auto all = co_await found.collect();
        EXPECT_EQ(all.size(), 2u);
    });
}

}  // namespace
}  // namespace dynaco::test::query_test
