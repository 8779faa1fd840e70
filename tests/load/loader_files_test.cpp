#include "load/loader_cases.hpp"

#include <algorithm>
#include <filesystem>

namespace dynaco::test::loader_files_test {
namespace {

// Continues from the checkpoint `kept`, and stores each newer one there.
load_options continued_from(std::string& kept) {
    return {.checkpoint = [&kept](std::string_view latest) { kept = latest; }, .resume = kept};
}

// The record that ended the load is read again.
TEST(Loader, ACheckpointDoesNotPassOverTheRecordThatEndedTheLoad) {
    bulk_service service;
    const std::vector<std::string> paths{
        file_of("end.jsonl", json_of("a", 1) + "\nbad\n" + json_of("b", 1) + "\n")};
    std::string kept;
    for (int run = 0; run < 3; ++run)
        run_with(service, [&](client db) -> awaitable<void> {
            loader load{db, "things", continued_from(kept)};
            const failure why = co_await failure_of(load.put_files(paths));
            EXPECT_EQ(why.cause(), errc::invalid_argument);
            const load_report done = co_await load.finish();
            EXPECT_EQ(done.rejected, 1u);
            EXPECT_FALSE(done.complete());
        });
}

TEST(Loader, ADamagedFileDoesNotHideTheOthers) {
    bulk_service service;
    const std::vector<std::string> paths{file_of("1.jsonl", json_of("a", 1) + "\n"),
                                         file_of("2.jsonl", "\x1f\x8b broken"),
                                         file_of("3.jsonl", json_of("b", 1) + "\n")};
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things"};
        const failure why = co_await failure_of(load.put_files(paths));
        EXPECT_EQ(why.cause(), errc::malformed_file);
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.written, 2u);
        EXPECT_FALSE(done.complete());
    });
}

TEST(Loader, CheckpointsNeedFilesThatCanBeReadAgain) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.checkpoint = [](std::string_view) {}}};
        const std::vector<std::string> paths{"-"};
        const failure why = co_await failure_of(load.put_files(paths));
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        static_cast<void>(co_await load.finish());
    });
    EXPECT_EQ(read_checkpoint(testing::TempDir() + "does-not-exist"), "");
    EXPECT_THROW(static_cast<void>(read_checkpoint(testing::TempDir())), error);
}

// Other records would shift the numbers of the records in the checkpoint.
TEST(Loader, ACheckpointIsForOneCallOfPutFiles) {
    bulk_service service;
    const std::string path = file_of("alone.jsonl", json_of("a", 1) + "\n");
    std::string kept;
    for (int run = 0; run < 2; ++run)
        run_with(service, [&](client db) -> awaitable<void> {
            load_options options{.resume = kept};
            if (run == 0) options.checkpoint = [&kept](std::string_view latest) { kept = latest; };
            loader load{db, "things", options};
            const loader_table others = load.table("others");
            const failure of_put = co_await failure_of(load.put_json(json_of("b", 1)));
            EXPECT_EQ(of_put.cause(), errc::invalid_argument);
            const failure of_other = co_await failure_of(others.put_json(json_of("b", 1)));
            EXPECT_EQ(of_other.cause(), errc::invalid_argument);
            auto rows = read_records({path});
            const failure of_rows = co_await failure_of(load.put_all(rows));
            EXPECT_EQ(of_rows.cause(), errc::invalid_argument);
            co_await load.put_files(path);
            const failure of_files = co_await failure_of(load.put_files(path));
            EXPECT_EQ(of_files.cause(), errc::invalid_argument);
            EXPECT_NE(of_files.text().find("put_files"), std::string::npos) << of_files.text();
            const load_report done = co_await load.finish();
            EXPECT_EQ(done.written, 1u);
        });
    EXPECT_EQ(service.history("a").size(), 1u) << "the second load continues the first one";
}

// A load that continues does not read the damaged file again, but is not complete either.
TEST(Loader, ACheckpointRemembersADamagedFile) {
    bulk_service service;
    const std::vector<std::string> paths{file_of("r1.jsonl", json_of("a", 1) + "\n"),
                                         file_of("r2.jsonl", "\x1f\x8b broken"),
                                         file_of("r3.jsonl", json_of("b", 1) + "\n")};
    std::string kept;
    for (int run = 0; run < 3; ++run)
        run_with(service, [&](client db) -> awaitable<void> {
            loader load{db, "things", continued_from(kept)};
            const failure why = co_await failure_of(load.put_files(paths));
            EXPECT_EQ(why.cause(), errc::malformed_file);
            EXPECT_NE(why.text().find("r2.jsonl"), std::string::npos) << why.text();
            const load_report done = co_await load.finish();
            EXPECT_EQ(done.written, 2u);
            EXPECT_EQ(done.stopped.value().cause(), errc::malformed_file);
        });
    EXPECT_EQ(service.history("b").size(), 1u);
}

// The second file is gone when it is opened, and is there again for the next load.
TEST(Loader, ACheckpointDoesNotPassAFileThatCouldNotBeRead) {
    bulk_service service;
    std::string text = json_of("first", 1) + "\nbroken\n";
    for (int i = 1; i < 200; ++i) text += json_of(std::to_string(i), i) + '\n';
    const std::vector<std::string> paths{file_of("s1.jsonl", text),
                                         file_of("s2.jsonl", json_of("b", 1) + "\n"),
                                         file_of("s3.jsonl", json_of("c", 1) + "\n")};
    const std::string away = paths[1] + ".away";
    std::string kept;
    std::vector<std::uint64_t> rejected;
    for (int run = 0; run < 2; ++run)
        run_with(service, [&](client db) -> awaitable<void> {
            const auto reject = [&](const rejected_record& r) {
                rejected.push_back(r.position.record);
                std::filesystem::rename(paths[1], away);
            };
            loader load{db,
                        "things",
                        {.max_rejected = 10,
                         .rejected = reject,
                         .checkpoint = [&](std::string_view latest) { kept = latest; },
                         .resume = kept}};
            const auto put = co_await as_result(load.put_files(paths));
            const load_report done = co_await load.finish();
            if (run == 0) {
                EXPECT_EQ(put.error().cause(), errc::file_failed);
                EXPECT_EQ(done.stopped.value().cause(), errc::file_failed);
                EXPECT_EQ(done.written, 200u);
                std::filesystem::rename(away, paths[1]);
            } else {
                EXPECT_TRUE(put.has_value());
                EXPECT_FALSE(done.stopped);
                EXPECT_EQ(done.written, 202u);
                EXPECT_EQ(done.accepted, 203u);
            }
        });
    EXPECT_EQ(rejected, std::vector<std::uint64_t>{1});
    EXPECT_EQ(service.size(), 202u);
    EXPECT_EQ(service.history("7").size(), 1u);
}

TEST(Loader, ReadsFiles) {
    bulk_service service;
    const std::string lines = file_of("a.jsonl", "{\"id\":\"1\",\"number\":7}\n\nnonsense\n{\"id\":\"2\"}\n");
    const std::string csv = file_of("b.csv", "id,number:N\n3,1\n4,x\n");
    std::vector<rejected_record> rejected;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_rejected = 10, .rejected = [&](const rejected_record& each) {
                                       rejected.push_back(each);
                                   }}};
        std::vector<std::string> paths{lines, csv};
        co_await load.put_files(paths);
        EXPECT_EQ((co_await load.finish()).written, 3u);
    });
    EXPECT_EQ(service.size(), 3u);
    EXPECT_NE(service.item("1").find(R"("number":{"N":"7"})"), std::string::npos);
    ASSERT_EQ(rejected.size(), 2u);
    EXPECT_EQ(rejected[0].position.line, 3u);
    EXPECT_EQ(rejected[1].position.file, 1u);
    EXPECT_EQ(rejected[1].position.line, 3u);
}

// The first request gets no response, the memory is used up, and the call is cancelled.
TEST(Loader, ACancelledCallLosesNoRecordOfItsSource) {
    constexpr int count = 200;
    std::string text;
    for (int i = 0; i < count; ++i) text += i % 20 == 19 ? "broken\n" : json_of(std::to_string(i), i) + "\n";
    auto rows = read_records({file_of("cancel.jsonl", text)});
    bulk_service service([](std::size_t number, const std::vector<bulk_service::write>&) {
        bulk_service::answer a;
        if (number == 0) a.instead = reply{R"({"UnprocessedItems":{}})"}.stall_after(0);
        return a;
    });
    boost::asio::io_context io;
    std::vector<std::uint64_t> rejected;
    loader load{client_of(io, service.url()),
                "things",
                {.max_memory = 2'000,
                 .max_requests_in_flight = 1,
                 .max_rejected = 100,
                 .rejected = [&](const rejected_record& r) { rejected.push_back(r.position.record); }}};
    boost::asio::cancellation_signal signal;
    bool ended = false;
    boost::asio::co_spawn(
        io, as_result(load.put_all(rows)),
        boost::asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr, result<void> r) {
            ended = true;
            EXPECT_EQ(r.error().cause(), errc::canceled);
        }));
    run_until_stalled(io, service);
    boost::asio::post(io, [&] { signal.emit(boost::asio::cancellation_type::terminal); });
    while (!ended) io.run_one();
    EXPECT_LT(load.progress().accepted, 30u);
    service.server().release();
    const auto rest = [&]() -> awaitable<void> {
        co_await load.put_all(rows);
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.accepted, static_cast<std::uint64_t>(count));
        EXPECT_EQ(done.written, count - 10u);
    };
    run(io, rest(), std::chrono::seconds(60));
    EXPECT_EQ(service.size(), count - 10u);
    EXPECT_EQ(rejected.size(), 10u);
    EXPECT_TRUE(std::ranges::is_sorted(rejected));
}

TEST(Loader, TakesFilesWithoutBraces) {
    bulk_service service;
    const std::string lines = file_of("p.jsonl", "{\"id\":\"1\"}\n");
    const std::filesystem::path csv = file_of("q.csv", "id,number\n2,1\n");
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things"};
        co_await load.put_files(lines);
        co_await load.put_files(csv, {.types = "number:N"});
        co_await load.put_files(lines, csv);
        co_await load.put_files(std::string_view(lines), csv.c_str(), csv);
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.complete());
        EXPECT_EQ(done.accepted, 7u);
    });
    EXPECT_EQ(service.size(), 2u);
}

// A process ends after a random checkpoint: its later work is lost, except for requests in flight. The next
// one continues with the checkpoint.
TEST(Loader, ContinuesWithACheckpoint) {
    constexpr int count = 2000;
    std::string text;
    for (int i = 0; i < count; ++i)
        text += i % 400 == 250 ? "broken\n" : json_of(std::to_string(i), i) + "\n";
    const std::vector<std::string> paths{file_of("resume.jsonl", text)};
    std::minstd_rand random(7);
    int resumed = 0;
    for (int history = 0; history < 10; ++history) {
        bulk_service service;
        std::string kept;
        std::vector<std::uint64_t> rejected;
        std::size_t kept_rejected = 0;
        load_report done;
        do {
            auto left = random() % 4 + 1;
            rejected.resize(kept_rejected);
            const auto keep = [&](std::string_view latest) {
                if (left == 0) return;
                kept = latest;
                kept_rejected = rejected.size();
                if (--left == 0) throw std::runtime_error("the process ends");
            };
            run_with(service, [&](client db) -> awaitable<void> {
                loader load{
                    db,
                    "things",
                    {.max_memory = 20'000,
                     .max_requests_in_flight = 3,
                     .max_rejected = 100,
                     .rejected = [&](const rejected_record& r) { rejected.push_back(r.position.record); },
                     .progress_interval = std::chrono::milliseconds(1),
                     .checkpoint = keep,
                     .resume = kept}};
                auto ended = co_await as_result(load.put_files(paths));
                done = co_await load.finish();
            });
            ++resumed;
        } while (done.stopped);
        EXPECT_EQ(done.accepted, static_cast<std::uint64_t>(count));
        EXPECT_EQ(done.written, static_cast<std::uint64_t>(count - 5));
        EXPECT_EQ(rejected, (std::vector<std::uint64_t>{250, 650, 1050, 1450, 1850}));
        EXPECT_EQ(service.size(), static_cast<std::size_t>(count - 5));
    }
    EXPECT_GT(resumed, 20);
}

TEST(Loader, RefusesACheckpointOfOtherFiles) {
    bulk_service service;
    std::string kept;
    const std::vector<std::string> paths{file_of("one.jsonl", json_of("a", 1) + "\n")};
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.checkpoint = [&](std::string_view latest) { kept = latest; }}};
        co_await load.put_files(paths);
        EXPECT_TRUE((co_await load.finish()).complete());
    });
    EXPECT_FALSE(kept.empty());
    file_of("one.jsonl", json_of("a", 1) + "\n" + json_of("b", 1) + "\n");
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.resume = kept}};
        const failure why = co_await failure_of(load.put_files(paths));
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        EXPECT_NE(why.text().find("files"), std::string::npos) << why.text();
        static_cast<void>(co_await load.finish());
    });
}

}  // namespace
}  // namespace dynaco::test::loader_files_test
