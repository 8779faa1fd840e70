#include "load/loader_cases.hpp"

#include <algorithm>

namespace dynaco::test::loader_tables_test {
namespace {

using namespace dynaco::literals;

load_table_counts table_of(const load_report& report, std::string_view table) {
    const auto at = std::ranges::find(report.tables, table, &load_table_counts::table);
    if (at == report.tables.end()) return {};
    return *at;
}

load_counts counts_of(const load_report& report, std::string_view table) { return table_of(report, table); }

TEST(LoaderTables, ARequestHasWritesToSeveralTables) {
    std::vector<std::size_t> tables;
    bulk_service service([&](std::size_t, const std::vector<bulk_service::write>& writes) {
        std::map<std::string, int> seen;
        for (const auto& each : writes) ++seen[each.table];
        tables.push_back(seen.size());
        return bulk_service::answer{};
    });
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(60)}};
        const loader_table others = load.table("others");
        EXPECT_EQ(load.name(), "things");
        EXPECT_EQ(others.name(), "others");
        for (int i = 0; i < 5; ++i) {
            co_await load.put_json(json_of("a" + std::to_string(i), i));
            const thing each{.id = "a" + std::to_string(i), .number = i + 100, .group = "g"};
            co_await others.put(each);
        }
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.complete());
        EXPECT_EQ(done.written, 10u);
        EXPECT_EQ(done.requests, 1u);
        EXPECT_EQ(done.tables.size(), 2u);
        for (const auto& each : done.tables) {
            EXPECT_EQ(each.written, 5u) << each.table;
            EXPECT_EQ(each.requests, 1u) << each.table;
        }
    });
    EXPECT_EQ(tables, (std::vector<std::size_t>{2}));
    EXPECT_NE(service.item("a3").find("\"3\""), std::string::npos);
    EXPECT_NE(service.item("others/a3").find("\"103\""), std::string::npos);
}

TEST(LoaderTables, OneNameIsOneTable) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(60)}};
        const loader_table same = load.table("things");
        co_await load.put_json(json_of("a", 1));
        co_await same.put_json(json_of("a", 2));
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.superseded, 1u);
        EXPECT_EQ(counts_of(done, "things").superseded, 1u);
        EXPECT_EQ(done.tables.size(), 1u);
    });
    EXPECT_EQ(service.history("a").size(), 1u);
}

// The same key in two tables is two items, also among the writes that were not processed.
TEST(LoaderTables, LeftoversAreFoundByTheirTableAndKey) {
    bulk_service service([](std::size_t number, const std::vector<bulk_service::write>& writes) {
        bulk_service::answer a;
        if (number == 0)
            for (std::size_t i = 0; i < writes.size(); ++i)
                if (writes[i].table == "others" && i % 2 == 0) a.unprocessed.push_back(i);
        return a;
    });
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(60)}};
        const loader_table others = load.table("others");
        for (int i = 0; i < 12; ++i) {
            co_await load.put_json(json_of(std::to_string(i), i));
            co_await others.put_json(json_of(std::to_string(i), i));
        }
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.complete());
        EXPECT_EQ(counts_of(done, "things").throttled, 0u);
        EXPECT_EQ(counts_of(done, "others").throttled, 1u);
        EXPECT_EQ(done.throttled, 1u);
    });
    for (int i = 0; i < 12; ++i) {
        EXPECT_EQ(service.history(std::to_string(i)).size(), 1u);
        EXPECT_EQ(service.history("others/" + std::to_string(i)).size(), 1u);
    }
}

// DynamoDB refuses a request with writes to two tables because of one of them.
TEST(LoaderTables, ARefusedRequestIsBisectedAcrossTables) {
    bulk_service service([](std::size_t, const std::vector<bulk_service::write>& writes) {
        bulk_service::answer a;
        for (const auto& each : writes)
            if (each.table == "others" && each.id == "3")
                a = {.applies = false, .instead = validation_error("3 is not liked")};
        return a;
    });
    std::vector<rejected_record> rejected;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_rejected = 1, .rejected = [&](const rejected_record& r) {
                                       rejected.push_back(r);
                                   }}};
        const loader_table others = load.table("others");
        for (int i = 0; i < 12; ++i) {
            co_await load.put_json(json_of(std::to_string(i), i));
            co_await others.put_json(json_of(std::to_string(i), i));
        }
        const load_report done = co_await load.finish();
        EXPECT_FALSE(done.stopped);
        EXPECT_EQ(done.written, 23u);
        EXPECT_EQ(counts_of(done, "others").rejected, 1u);
        EXPECT_EQ(counts_of(done, "things").rejected, 0u);
    });
    EXPECT_EQ(service.size(), 23u);
    ASSERT_EQ(rejected.size(), 1u);
    EXPECT_EQ(rejected[0].table, "others");
}

TEST(LoaderTables, ATableThatDoesNotExistDoesNotEndTheLoadOfTheOthers) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things"};
        const loader_table missing = load.table("missing");
        co_await load.put_json(json_of("a", 1));
        for (int i = 0; i < 2; ++i) {
            const failure why = co_await failure_of(missing.put_json(json_of("a", 1)));
            EXPECT_EQ(why.cause(), errc::resource_not_found);
        }
        co_await load.put_json(json_of("b", 1));
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.stopped.value().cause(), errc::resource_not_found);
        EXPECT_EQ(table_of(done, "missing").stopped.value().cause(), errc::resource_not_found);
        EXPECT_FALSE(table_of(done, "things").stopped);
        EXPECT_EQ(done.written, 2u);
    });
    EXPECT_EQ(service.descriptions(), 2u) << "a table that does not exist is described once";
}

// A source whose records name their table.
class mixed_rows {
 public:
    awaitable<std::optional<load_record>> next() {
        if (at_ == 20) co_return std::nullopt;
        text_ = at_ == 7 ? "nonsense" : json_of(std::to_string(at_), at_);
        load_record record{.item = text_, .position = {.record = static_cast<std::uint64_t>(at_)}};
        if (at_++ % 2 == 1) record.table = "others";
        co_return record;
    }

 private:
    int at_ = 0;
    std::string text_;
};

TEST(LoaderTables, RecordsOfASourceNameTheirTable) {
    bulk_service service;
    std::string table_of_rejected;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_rejected = 1, .rejected = [&](const rejected_record& r) {
                                       table_of_rejected = r.table;
                                   }}};
        mixed_rows rows;
        co_await load.put_all(rows);
        const load_report done = co_await load.finish();
        EXPECT_EQ(counts_of(done, "things").written, 10u);
        EXPECT_EQ(counts_of(done, "others").written, 9u);
        EXPECT_EQ(counts_of(done, "others").accepted, 10u);
    });
    EXPECT_EQ(table_of_rejected, "others");
    EXPECT_FALSE(service.item("others/1").empty());
    EXPECT_TRUE(service.item("1").empty());
}

TEST(LoaderTables, ConditionsUpdatesAndFilesOfATable) {
    bulk_service service;
    const std::string path = file_of("of-others.jsonl", json_of("x", 1) + "\n" + json_of("y", 1) + "\n");
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", at_once()};
        const loader_table others = load.table("others");
        const thing one{.id = "a", .number = 1, .group = "g"};
        const auto is_new = when("id"_a.not_exists());
        co_await load.put(one);
        const auto ticket = co_await others.put(one, is_new);
        co_await ticket.written();
        const item key{{"id", "a"}};
        const auto add = attribute("number").add(1);
        const auto added = co_await others.update(key, add);
        co_await added.written();
        co_await others.put_files(path);
        const auto removed = co_await others.remove(key);
        co_await removed.written();
        EXPECT_TRUE((co_await load.finish()).complete());
    });
    EXPECT_EQ(service.history("others/a").size(), 3u);
    EXPECT_EQ(service.history("a").size(), 1u);
    EXPECT_FALSE(service.item("others/y").empty());
}

// The reports also count unsent writes, for each table.
TEST(LoaderTables, AnEndedLoadCountsForEachTable) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(60)}};
        const loader_table others = load.table("others");
        co_await load.put_json(json_of("a", 1));
        co_await others.put_json(json_of("a", 1));
        co_await others.put_json(json_of("a", 2));
        load.stop();
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.unsent, 3u);
        EXPECT_EQ(counts_of(done, "things").unsent, 1u);
        EXPECT_EQ(counts_of(done, "others").unsent, 2u);
        const load_report again = co_await load.finish();
        EXPECT_EQ(again.unsent, 3u);
        EXPECT_EQ(counts_of(again, "others").unsent, 2u);
    });
}

TEST(LoaderTables, ATableOutlivesItsLoader) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        std::optional<loader> load(std::in_place, db, "things");
        const loader_table others = load->table("others");
        load.reset();
        const failure why = co_await failure_of(others.put_json(json_of("a", 1)));
        EXPECT_EQ(why.cause(), errc::canceled);
    });
}

// All tables share one limit of memory, and a request that is not full is sent when the memory is used up.
TEST(LoaderTables, WritesThatNeedRoomDoNotWaitForOthersToFillARequest) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_memory = 2000, .linger = std::chrono::seconds(600)}};
        const loader_table others = load.table("others");
        for (int i = 0; i < 20; ++i) {
            co_await load.put_json(json_of(std::to_string(i), i));
            co_await others.put_json(json_of(std::to_string(i), i));
        }
        EXPECT_TRUE((co_await load.finish()).complete());
    });
    EXPECT_EQ(service.size(), 40u);
}

}  // namespace
}  // namespace dynaco::test::loader_tables_test
