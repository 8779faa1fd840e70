#include "load/bulk_service.hpp"
#include "support/temporary_folder.hpp"

#include <dynaco/load/loader.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <future>
#include <string>
#include <vector>

namespace dynaco::test::loader_stress_test {
namespace {

// Some requests meet a fault. Throttling is rare: a loader slows down as long as it lasts.
bulk_service::answer fault_or_answer(std::size_t number, const std::vector<bulk_service::write>& writes) {
    bulk_service::answer a;
    if (number % 20 == 3) a.instead = reply::reset_after_reading();
    if (number == 5) a.unprocessed = {0, writes.size() / 2};
    if (number == 9) a.applies = false, a.instead = throttled();
    return a;
}

std::string json_of(int worker, int number) {
    return R"({"id":{"S":")" + std::to_string(worker) + '-' + std::to_string(number % 100) +
           R"("},"number":{"N":")" + std::to_string(number) + "\"}}";
}

client client_on(boost::asio::thread_pool& pool, const bulk_service& service) {
    client_options options;
    options.endpoint = service.url();
    options.credentials = static_credentials("local", "local");
    return client(pool.get_executor(), options);
}

TEST(LoaderStress, ThreadsShareALoader) {
    constexpr int workers = 8;
    constexpr int writes = 400;
    bulk_service service(fault_or_answer);
    boost::asio::thread_pool pool(4);
    std::uint64_t reports = 0;
    loader load{client_on(pool, service),
                "things",
                {.max_memory = 100'000,
                 .linger = std::chrono::milliseconds(1),
                 .progress = [&reports](const load_progress&) { ++reports; },
                 .progress_interval = std::chrono::milliseconds(1)}};
    const auto work = [&load](int worker) -> awaitable<void> {
        for (int i = 0; i < writes; ++i) {
            const std::string row = json_of(worker, i);
            const load_ticket ticket = co_await load.put_json(row);
            if (i % 50 == 0) co_await ticket.written();
            if (i % 100 == 99) co_await load.flush();
        }
    };
    std::vector<std::future<void>> all;
    for (int i = 0; i < workers; ++i)
        all.push_back(boost::asio::co_spawn(pool, work(i), boost::asio::use_future));
    for (auto& each : all) each.get();
    const load_report done = boost::asio::co_spawn(pool, load.finish(), boost::asio::use_future).get();
    pool.join();
    EXPECT_TRUE(done.complete()) << (done.stopped ? done.stopped->text() : "");
    EXPECT_EQ(service.size(), std::size_t{workers} * 100);
    for (int worker = 0; worker < workers; ++worker)
        for (int i = 0; i < 100; ++i)
            EXPECT_NE(service.item(std::to_string(worker) + '-' + std::to_string(i))
                          .find("\"" + std::to_string(300 + i) + "\""),
                      std::string::npos);
}

// Two readers share a file, and others write to a second table. With little memory, all wait for room; with
// more, the readers pause while their table has enough writes.
void share_a_loader(std::size_t memory) {
    constexpr int rows = 3000;
    constexpr std::uint32_t readers = 2;
    bulk_service service(fault_or_answer);
    const temporary_folder folder;
    std::string text;
    for (int i = 0; i < rows; ++i) text += (i % 500 == 7 ? "broken" : json_of(i, 1)) + '\n';
    const std::string path = folder.file("rows.jsonl", text);
    boost::asio::thread_pool pool(4);
    std::uint64_t rejected = 0;
    loader load{client_on(pool, service),
                "things",
                {.max_memory = memory,
                 .linger = std::chrono::milliseconds(1),
                 .max_rejected = 100,
                 .rejected = [&rejected](const rejected_record&) { ++rejected; }}};
    const auto read = [&load, &path](std::uint32_t worker) -> awaitable<void> {
        co_await load.put_files(path, {.worker = worker, .workers = readers});
    };
    const auto write = [&load](int worker) -> awaitable<void> {
        const loader_table others = load.table("others");
        for (int i = 0; i < 300; ++i) {
            const std::string row = json_of(worker, i);
            co_await others.put_json(row);
        }
    };
    std::vector<std::future<void>> all;
    for (std::uint32_t i = 0; i < readers; ++i)
        all.push_back(boost::asio::co_spawn(pool, read(i), boost::asio::use_future));
    for (int i = 0; i < 4; ++i) all.push_back(boost::asio::co_spawn(pool, write(i), boost::asio::use_future));
    for (auto& each : all) each.get();
    const load_report done = boost::asio::co_spawn(pool, load.finish(), boost::asio::use_future).get();
    pool.join();
    EXPECT_FALSE(done.stopped) << done.stopped->text();
    EXPECT_EQ(done.accepted, rows + 4u * 300);
    EXPECT_EQ(done.rejected, 6u);
    EXPECT_EQ(rejected, 6u);
    EXPECT_EQ(service.size(), rows - 6u + 4u * 100);
    ASSERT_EQ(done.tables.size(), 2u);
    EXPECT_EQ(done.tables[0].accepted + done.tables[1].accepted, done.accepted);
}

TEST(LoaderStress, ReadersAndTablesShareALoader) {
    share_a_loader(100'000);
    share_a_loader(load_options{}.max_memory);
}

// Loaders are destroyed while their requests are in flight, and while callers wait for room.
TEST(LoaderStress, LoadersAreStoppedAtAnyTime) {
    bulk_service service(fault_or_answer);
    boost::asio::thread_pool pool(4);
    const client db = client_on(pool, service);
    std::atomic<int> refused = 0;
    const auto work = [&](int round) -> awaitable<void> {
        loader load{db, "things", {.max_memory = 5'000, .linger = std::chrono::milliseconds(0)}};
        try {
            for (int i = 0; i < 100; ++i) {
                if (i == round) load.stop();
                const std::string row = json_of(round, i);
                co_await load.put_json(row);
            }
        } catch (const error&) {
            ++refused;
        }
    };
    std::vector<std::future<void>> all;
    for (int i = 0; i < 60; ++i) all.push_back(boost::asio::co_spawn(pool, work(i), boost::asio::use_future));
    for (auto& each : all) each.get();
    EXPECT_EQ(refused, 60);
    pool.join();
}

}  // namespace
}  // namespace dynaco::test::loader_stress_test
