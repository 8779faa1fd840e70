#include "support/local_table.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>

#include <string>
#include <vector>

/// Large items, long responses, many calls at once.
namespace dynaco::test::volume_test {
namespace {

struct document {
    std::string folder{};
    int number = 0;
    std::string text{};

    static constexpr dynaco::schema schema{
        .table_name = "documents", .hash_key = "folder", .range_key = "number"};
};

class Volume : public LocalServer {};
DYNACO_ON_BOTH_SERVERS(Volume);

TEST_P(Volume, ALargeItem) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        const document sent{.folder = "a", .number = 1, .text = std::string(390 * 1024, 'x')};
        co_await documents.save(sent);
        const auto got = co_await documents.get("a", 1, {.consistent_read = true});
        EXPECT_EQ(got.value().text, sent.text);
    });
}

TEST_P(Volume, AQueryOfManyMegabytes) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        auto batch = documents.batch_write();
        for (int i = 0; i < 25; ++i) {
            const document each{.folder = "a", .number = i, .text = std::string(200 * 1024, 'y')};
            co_await batch.save(each);
        }
        co_await batch.flush();
        auto query = documents.query("a");
        int pages = 0;
        int next = 0;
        while (auto page = co_await query.next_page()) {
            ++pages;
            for (const document& each : *page) {
                EXPECT_EQ(each.number, next++);
                EXPECT_EQ(each.text.size(), 200u * 1024);
            }
        }
        EXPECT_EQ(next, 25);
        EXPECT_GE(pages, 5);
        std::vector<std::pair<std::string, int>> keys;
        for (int i = 0; i < 25; ++i) keys.emplace_back("a", i);
        auto reader = documents.batch_get(keys);
        const auto all = co_await reader.collect();
        EXPECT_EQ(all.size(), 25u);
    });
}

awaitable<void> save_and_get(table<document> documents, int number, int& done) {
    const document sent{.folder = "a", .number = number, .text = std::to_string(number)};
    co_await documents.save(sent);
    co_await documents.update("a", number, "text"_a.set("changed " + sent.text));
    const auto got = co_await documents.get("a", number, {.consistent_read = true});
    EXPECT_EQ(got.value().text, "changed " + sent.text);
    ++done;
}

TEST_P(Volume, ManyCallsAtOnce) {
    run([](client db) -> awaitable<void> {
        const auto documents = co_await make_table<document>(db);
        const auto executor = co_await boost::asio::this_coro::executor;
        int done = 0;
        int ended = 0;
        std::exception_ptr thrown;
        for (int i = 0; i < 64; ++i)
            boost::asio::co_spawn(executor, save_and_get(documents, i, done), [&](std::exception_ptr e) {
                ++ended;
                if (e) thrown = e;
            });
        while (ended < 64) co_await db.pause(std::chrono::milliseconds(20));
        if (thrown) std::rethrow_exception(thrown);
        EXPECT_EQ(done, 64);
        auto scan = documents.scan();
        const auto count = co_await scan.count();
        EXPECT_EQ(count, 64u);
    });
}

}  // namespace
}  // namespace dynaco::test::volume_test
