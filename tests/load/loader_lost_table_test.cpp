#include "load/loader_cases.hpp"

#include <algorithm>
#include <optional>
#include <utility>

/// A table is deleted, does not exist or must not be written: the others are written on.
namespace dynaco::test::loader_lost_table_test {
namespace {

using namespace dynaco::literals;

reply access_denied() { return service_error(400, "AccessDeniedException", "not authorized"); }

// Refuses requests that have a write to `table`, from the request with the number `from`.
bulk_service::decide refuses(std::string table, reply with, std::size_t from = 0) {
    return [=](std::size_t number, const std::vector<bulk_service::write>& writes) {
        bulk_service::answer a;
        const auto is_it = [&](const bulk_service::write& each) { return each.table == table; };
        if (number >= from && std::ranges::any_of(writes, is_it)) a = {.applies = false, .instead = with};
        return a;
    };
}

const load_table_counts& part_of(const load_report& report, std::string_view table) {
    const auto at = std::ranges::find(report.tables, table, &load_table_counts::table);
    EXPECT_NE(at, report.tables.end()) << table;
    return at == report.tables.end() ? report.tables.front() : *at;
}

void expect_sums(const load_counts& of) {
    EXPECT_EQ(of.accepted, of.written + of.superseded + of.unmet + of.rejected + of.in_doubt + of.unsent);
}

TEST(LostTable, TheOthersAreWrittenOn) {
    for (const bool is_first : {false, true}) {
        const std::string lost = is_first ? "things" : "others";
        const std::string kept = is_first ? "others" : "things";
        bulk_service service(refuses(lost, is_first ? access_denied() : resource_not_found(), 3));
        const errc cause = is_first ? errc::access_denied : errc::resource_not_found;
        constexpr int count = 500;
        int put_to_lost = 0;
        run_with(service, [&](client db) -> awaitable<void> {
            loader load{db, "things", {.max_memory = 20'000, .max_requests_in_flight = 4}};
            const loader_table others = load.table("others");
            const loader_table& to_lost = is_first ? static_cast<const loader_table&>(load) : others;
            const loader_table& to_kept = is_first ? others : static_cast<const loader_table&>(load);
            bool is_open = true;
            for (int i = 0; i < count; ++i) {
                const std::string row = json_of(std::to_string(i), i);
                co_await to_kept.put_json(row);
                if (!is_open) continue;
                const auto put = co_await as_result(to_lost.put_json(row));
                is_open = put.has_value();
                if (is_open)
                    ++put_to_lost;
                else
                    EXPECT_EQ(put.error().cause(), cause);
            }
            const failure of_flush = co_await failure_of(load.flush());
            EXPECT_EQ(of_flush.cause(), cause);
            EXPECT_FALSE(is_open);
            const load_report done = co_await load.finish();
            EXPECT_FALSE(done.complete());
            EXPECT_EQ(done.stopped.value().cause(), cause);
            EXPECT_EQ(part_of(done, kept).written, static_cast<std::uint64_t>(count));
            EXPECT_FALSE(part_of(done, kept).stopped);
            EXPECT_EQ(part_of(done, lost).stopped.value().cause(), cause);
            EXPECT_EQ(part_of(done, lost).accepted, static_cast<std::uint64_t>(put_to_lost));
            EXPECT_EQ(part_of(done, lost).rejected, 0u);
            for (const load_table_counts& each : done.tables) expect_sums(each);
            expect_sums(done);
        });
    }
}

// Requests with writes to both tables are refused; the tickets of the lost table fail, the others do not.
TEST(LostTable, OnlyItsTicketsFail) {
    bulk_service service(refuses("others", access_denied()));
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(600)}};
        const loader_table others = load.table("others");
        std::vector<load_ticket> kept;
        std::vector<load_ticket> lost;
        for (int i = 0; i < 10; ++i) {
            const std::string row = json_of(std::to_string(i / 2), i);
            kept.push_back(co_await load.put_json(row));
            lost.push_back(co_await others.put_json(row));
        }
        const failure of_flush = co_await failure_of(load.flush());
        EXPECT_EQ(of_flush.cause(), errc::access_denied);
        for (const load_ticket& each : kept) co_await each.written();
        for (const load_ticket& each : lost) {
            const failure why = co_await failure_of(each.written());
            EXPECT_EQ(why.cause(), errc::access_denied);
        }
        const load_report done = co_await load.finish();
        EXPECT_EQ(part_of(done, "things").written, 5u);
        EXPECT_EQ(part_of(done, "others").unsent, 10u);
        EXPECT_EQ(done.requests, 3u) << "one with both tables, and one with each";
    });
}

TEST(LostTable, TheLoadEndsWithItsLastTable) {
    bulk_service service([](std::size_t, const std::vector<bulk_service::write>&) {
        return bulk_service::answer{.applies = false, .instead = access_denied()};
    });
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", at_once()};
        const loader_table others = load.table("others");
        const auto first = co_await load.put_json(json_of("a", 1));
        const failure of_first = co_await failure_of(first.written());
        EXPECT_EQ(of_first.cause(), errc::access_denied);
        const auto second = co_await others.put_json(json_of("a", 1));
        const failure of_second = co_await failure_of(second.written());
        EXPECT_EQ(of_second.cause(), errc::access_denied);
        const loader_table third = load.table("third");
        const failure of_third = co_await failure_of(third.put_json(json_of("a", 1)));
        EXPECT_EQ(of_third.cause(), errc::access_denied);
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.unsent, 2u);
    });
    EXPECT_EQ(service.requests().size(), 2u);
}

// The first table of the loader does not exist.
TEST(LostTable, TheFirstTableMayBeTheMissingOne) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "missing"};
        const loader_table others = load.table("others");
        const failure why = co_await failure_of(load.put_json(json_of("a", 1)));
        EXPECT_EQ(why.cause(), errc::resource_not_found);
        co_await others.put_json(json_of("a", 1));
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.written, 1u);
        EXPECT_EQ(done.stopped.value().cause(), errc::resource_not_found);
        EXPECT_FALSE(done.complete());
    });
}

// An outage while a table is described is not the table's fault: the next write tries again.
TEST(LostTable, AnOutageDoesNotLoseATable) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", at_once()};
        const auto first = co_await load.put_json(json_of("a", 1));
        co_await first.written();
        service.server().script({internal_error(), internal_error(), internal_error(), internal_error(),
                                 internal_error(), internal_error(), internal_error(), internal_error(),
                                 internal_error(), internal_error()});
        const loader_table others = load.table("others");
        bool is_described = false;
        for (int i = 0; i < 10 && !is_described; ++i) {
            const auto put = co_await as_result(others.put_json(json_of("a", 1)));
            is_described = put.has_value();
        }
        EXPECT_TRUE(is_described);
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.complete());
        EXPECT_EQ(done.written, 2u);
    });
}

TEST(LostTable, UpdatesAndConditionsEndWithIt) {
    bulk_service service(refuses("others", access_denied()));
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_requests_in_flight = 1}};
        const loader_table others = load.table("others");
        const item key{{"id", "a"}};
        const thing one{.id = "b", .number = 1, .group = "g"};
        const auto is_new = when("id"_a.not_exists());
        const auto add = attribute("number").add(1);
        const auto update = co_await others.update(key, add);
        const auto again = co_await others.update(key, add);
        const auto put = co_await others.put(one, is_new);
        const auto kept = co_await load.put(one, is_new);
        const std::vector<load_ticket> lost{update, again, put};
        for (const load_ticket& each : lost) {
            const failure why = co_await failure_of(each.written());
            EXPECT_EQ(why.cause(), errc::access_denied);
        }
        co_await kept.written();
        const load_report done = co_await load.finish();
        EXPECT_EQ(part_of(done, "others").unsent, 3u);
        EXPECT_EQ(done.written, 1u);
    });
}

// Its response is lost, then the table is.
TEST(LostTable, AWriteWithoutAResponseIsInDoubt) {
    bulk_service service([](std::size_t number, const std::vector<bulk_service::write>& writes) {
        bulk_service::answer a;
        if (writes.front().table != "others") return a;
        if (number == 0) return bulk_service::answer{.instead = reply::reset_after_reading()};
        return bulk_service::answer{.applies = false, .instead = resource_not_found()};
    });
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", at_once()};
        const loader_table others = load.table("others");
        const auto lost = co_await others.put_json(json_of("a", 1));
        const failure why = co_await failure_of(lost.written());
        EXPECT_EQ(why.cause(), errc::outcome_unknown);
        co_await load.put_json(json_of("a", 1));
        const load_report done = co_await load.finish();
        EXPECT_EQ(part_of(done, "others").in_doubt, 1u);
        EXPECT_EQ(part_of(done, "things").written, 1u);
    });
}

// A source whose records name their tables.
class rows_of_tables {
 public:
    rows_of_tables(int count, std::string every_third)
        : count_(count), every_third_(std::move(every_third)) {}
    awaitable<std::optional<load_record>> next() {
        if (at_ == count_) co_return std::nullopt;
        text_ = json_of(std::to_string(at_), at_);
        load_record record{.item = text_, .position = {.record = static_cast<std::uint64_t>(at_)}};
        if (at_++ % 3 == 0) record.table = every_third_;
        co_return record;
    }

 private:
    int count_;
    std::string every_third_;
    int at_ = 0;
    std::string text_;
};

TEST(LostTable, RecordsThatNameItAreCountedAndTheSourceIsReadOn) {
    for (const char* const lost : {"others", "missing"}) {
        bulk_service service(refuses("others", access_denied()));
        run_with(service, [&](client db) -> awaitable<void> {
            loader load{db, "things", {.max_memory = 10'000}};
            rows_of_tables rows(600, lost);
            co_await load.put_all(rows);
            const load_report done = co_await load.finish();
            EXPECT_EQ(part_of(done, "things").written, 400u);
            EXPECT_EQ(part_of(done, lost).accepted, 200u);
            EXPECT_EQ(part_of(done, lost).unsent, 200u);
            EXPECT_TRUE(done.stopped);
            EXPECT_FALSE(done.complete());
        });
        EXPECT_EQ(service.size(), 400u);
    }
}

TEST(LostTable, FilesOfItEndAtOnce) {
    bulk_service service(refuses("others", access_denied()));
    std::string text;
    for (int i = 0; i < 5000; ++i) text += json_of(std::to_string(i), i) + '\n';
    const std::string path = file_of("lost.jsonl", text);
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_memory = 20'000, .max_requests_in_flight = 2}};
        const loader_table others = load.table("others");
        const failure why = co_await failure_of(others.put_files(path));
        EXPECT_EQ(why.cause(), errc::access_denied);
        co_await load.put_files(path);
        const load_report done = co_await load.finish();
        EXPECT_EQ(part_of(done, "things").written, 5000u);
        EXPECT_LT(part_of(done, "others").accepted, 500u);
        expect_sums(part_of(done, "others"));
    });
}

}  // namespace
}  // namespace dynaco::test::loader_lost_table_test
