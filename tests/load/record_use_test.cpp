#include "load/loader_cases.hpp"
#include "load/scan_service.hpp"

#include <dynaco/load/check.hpp>
#include <dynaco/load/tables.hpp>

#include <variant>

namespace dynaco::test::record_use_test {
namespace {

table_description table_of_things() {
    table_description table{.name = "things"};
    table.hash_keys.push_back({.name = "id"});
    index_description index{.name = "by-group"};
    index.hash_keys.push_back({.name = "group"});
    table.indexes.push_back(index);
    return table;
}

load_report load_lines(bulk_service& service, const std::string& path, load_options options) {
    load_report done;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", options};
        const std::vector<std::string> paths{path};
        co_await load.put_files(paths);
        done = co_await load.finish();
    });
    return done;
}

TEST(RecordUse, PutsOnlyNewItems) {
    bulk_service service;
    const std::string path = file_of("new.jsonl", json_of("a", 1) + '\n' + json_of("b", 1) + '\n');
    const load_report first = load_lines(service, path, {.records = record_use::put_if_new});
    EXPECT_EQ(first.written, 2u);
    const std::string other = file_of("newer.jsonl", json_of("b", 2) + '\n' + json_of("c", 2) + '\n');
    const load_report second = load_lines(service, other, {.records = record_use::put_if_new});
    EXPECT_EQ(second.written, 1u);
    EXPECT_EQ(second.unmet, 1u);
    EXPECT_FALSE(second.stopped);
    EXPECT_NE(service.item("b").find(R"("N":"1")"), std::string::npos) << service.item("b");
    EXPECT_NE(service.item("c"), "");
}

// A request with one write also says what it consumed.
TEST(RecordUse, CountsTheUnitsOfNewItems) {
    bulk_service service([](std::size_t, const std::vector<bulk_service::write>&) {
        bulk_service::answer each;
        each.instead = reply{
            R"({"ConsumedCapacity":{"TableName":"things","CapacityUnits":3,
                "GlobalSecondaryIndexes":{"by-group":{"CapacityUnits":1}}}})"};
        return each;
    });
    const std::string path = file_of("units.jsonl", json_of("a", 1) + '\n' + json_of("b", 1) + '\n');
    const load_report done = load_lines(service, path, {.records = record_use::put_if_new});
    EXPECT_EQ(done.written, 2u);
    EXPECT_EQ(done.write_units, 6);
    EXPECT_NE(service.history("a").front().find(R"("ReturnConsumedCapacity":"INDEXES")"), std::string::npos);
}

TEST(RecordUse, RemovesTheItemsOfRows) {
    bulk_service service;
    const std::string path = file_of("rm.csv", "number:N,id\n1,a\n2,b\n3,c\n");
    EXPECT_EQ(load_lines(service, path, {}).written, 3u);
    const std::string keys = file_of("rm2.csv", "group,id\nx,a\ny,b\nz,none\n");
    const load_report done = load_lines(service, keys, {.records = record_use::remove});
    EXPECT_EQ(done.written, 3u);
    EXPECT_EQ(service.item("a"), "");
    EXPECT_EQ(service.item("b"), "");
    EXPECT_NE(service.item("c"), "");
}

TEST(RecordUse, ARowWithoutItsKeyIsRejected) {
    bulk_service service;
    const std::string path =
        file_of("rm3.jsonl", "{\"number\":1}\n{\"id\":{\"S\":\"a\"}} {}\n{\"id\":\"a\"}\n");
    const load_report done = load_lines(service, path, {.records = record_use::remove, .max_rejected = 5});
    EXPECT_EQ(done.rejected, 2u);
    EXPECT_EQ(done.written, 1u);
}

TEST(RecordUse, ACheckpointBelongsToWhatIsDoneWithTheRecords) {
    bulk_service service;
    const std::string path = file_of("use.jsonl", json_of("a", 1) + '\n');
    std::string kept;
    load_lines(service, path, {.checkpoint = [&](std::string_view latest) { kept = latest; }});
    ASSERT_NE(kept, "");
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.records = record_use::remove, .resume = kept}};
        const std::vector<std::string> paths{path};
        const failure why = co_await failure_of(load.put_files(paths));
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        static_cast<void>(co_await load.finish());
    });
    EXPECT_NE(service.item("a"), "");
}

TEST(Loader, ProgressHasTheBytesOfTheFiles) {
    bulk_service service;
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += json_of(std::to_string(i), i) + '\n';
    const std::string path = file_of("bytes.jsonl", text);
    load_progress last;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things"};
        const std::vector<std::string> paths{path};
        co_await load.put_files(paths);
        last = load.progress();
        static_cast<void>(co_await load.finish());
    });
    EXPECT_EQ(last.total_bytes, text.size());
    EXPECT_EQ(last.bytes_read, text.size());
}

TEST(CheckRecords, CountsItemsUnitsAndRejectedRecords) {
    const std::string path = file_of(
        "check.csv", "id,group,text,n:N\na,g,,1\nb,,,1\nc,," + std::string(3000, 'x') + ",1\nd,,,x\n,,,1\n");
    record_source rows = read_records({path});
    std::vector<rejected_record> rejected;
    const auto keep = [&](const rejected_record& each) { rejected.push_back(each); };
    const check_report found = check_records(table_of_things(), rows, {.rejected = keep});
    EXPECT_EQ(found.records, 5u);
    EXPECT_EQ(found.puts, 3u);
    EXPECT_EQ(found.removals, 0u);
    EXPECT_EQ(found.write_units, 1u + 1 + 3);
    EXPECT_EQ(found.index_write_units, 1u);
    ASSERT_EQ(found.rejected, 2u);
    ASSERT_EQ(rejected.size(), 2u);
    EXPECT_EQ(rejected[0].position.line, 5u);
    EXPECT_EQ(rejected[0].attribute, "n");
    EXPECT_EQ(rejected[1].position.line, 6u);
    EXPECT_EQ(found.bytes_read, found.total_bytes);
}

TEST(CheckRecords, ChecksKeysOfRemovals) {
    const std::string path = file_of("check.jsonl", "{\"id\":\"a\",\"n\":1}\n{\"n\":1}\n");
    record_source rows = read_records({path});
    const check_report found = check_records(table_of_things(), rows, {.records = record_use::remove});
    EXPECT_EQ(found.removals, 1u);
    EXPECT_EQ(found.rejected, 1u);
    EXPECT_EQ(found.write_units, 1u);
}

TEST(CheckRecords, WithoutATableReturnsWhatAnyTableCouldStore) {
    const std::string path = file_of("any.jsonl", R"({"a":{"S":"1"}})"
                                                  "\n"
                                                  R"({"a":{"N":"x"}})"
                                                  "\n"
                                                  R"({"b":{"N":"2"}})"
                                                  "\n");
    record_source rows = read_records({path});
    std::vector<std::string> accepted;
    std::vector<std::uint64_t> lines;
    const auto keep = [&](const load_record& each) { accepted.emplace_back(each.item); };
    const auto note = [&](const rejected_record& each) { lines.push_back(each.position.line); };
    const check_report found = check_records(table_description{}, rows, {.rejected = note, .accepted = keep});
    EXPECT_EQ(found.puts, 2u);
    const std::vector<std::string> expected{R"({"a":{"S":"1"}})", R"({"b":{"N":"2"}})"};
    EXPECT_EQ(accepted, expected);
    EXPECT_EQ(lines, std::vector<std::uint64_t>{2});
}

TEST(CheckRecords, AFunctionThatThrowsEndsTheCheck) {
    std::string text;
    for (int i = 0; i < 30'000; ++i) text += json_of(std::to_string(i), i) + '\n';
    record_source rows = read_records({file_of("many.jsonl", text)});
    int calls = 0;
    const auto stop = [&](const check_report& found) {
        EXPECT_EQ(found.records, 10'000u);
        ++calls;
        throw std::runtime_error("enough");
    };
    EXPECT_THROW(static_cast<void>(check_records(table_of_things(), rows, {.progress = stop})),
                 std::runtime_error);
    EXPECT_EQ(calls, 1);
}

// Writes the members of a request, as a program does that reads expressions at run time.
struct written_filter {
    bool write(detail::json::writer& out) const {
        out.member("FilterExpression", "#0 > :0");
        return true;
    }
};

TEST(Export, TakesExpressionsThatAreKnownAtRunTime) {
    scan_service service(10, 10);
    boost::asio::io_context io;
    const auto body = [&](client db) -> awaitable<void> {
        const written_filter filter;
        table_export rows{db, "things", filter, {.segments = 1}};
        while (const auto item = co_await rows.next()) static_cast<void>(item);
        const std::vector<scan_service::scan> scans = service.scans();
        EXPECT_NE(scans.at(0).body.find(R"("FilterExpression":"#0 > :0")"), std::string::npos)
            << scans.at(0).body;
        EXPECT_TRUE(rows.complete());
    };
    run(io, body(local_client(io, service.url())), std::chrono::seconds(60));
}

TEST(CountItems, AsksForNumbersOnly) {
    const auto three = [](std::size_t, const scan_service::scan&) {
        return std::optional<reply>(reply{R"({"Count":3,"ScannedCount":5})"});
    };
    scan_service service(10, 10, three);
    boost::asio::io_context io;
    const auto body = [&](client db) -> awaitable<void> {
        const written_filter filter;
        std::uint64_t calls = 0;
        const auto progress = [&](const export_progress&) { ++calls; };
        const export_progress found = co_await count_items(
            db, "things", {.read = {.segments = 4}, .expressions = filter, .progress = progress});
        EXPECT_EQ(found.items, 12u);
        EXPECT_EQ(found.scanned, 20u);
        EXPECT_EQ(calls, 4u);
        for (const auto& each : service.scans()) {
            EXPECT_NE(each.body.find(R"("Select":"COUNT")"), std::string::npos);
            EXPECT_NE(each.body.find("FilterExpression"), std::string::npos);
        }
    };
    run(io, body(local_client(io, service.url())), std::chrono::seconds(60));
}

}  // namespace
}  // namespace dynaco::test::record_use_test
