#include "load/bulk_service.hpp"
#include "load/bulk_table.hpp"
#include "load/scan_service.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>

namespace dynaco::test::copy_test {
namespace {

TEST_F(BulkTables, CopyCreatesTheTargetLikeItsSource) {
    const bulk_table source;
    const bulk_table target;
    run([&](client db) -> awaitable<void> {
        co_await source.create(db, "id", stream_view::new_image);
        static_cast<void>(co_await source.fill(db, 0, 100));
        const failure why = co_await failure_of(copy_table(db, source.name(), db, target.name()));
        EXPECT_EQ(why.cause(), errc::resource_not_found);

        const copy_report done =
            co_await copy_table(db, source.name(), db, target.name(), {.read = few, .create = true});
        EXPECT_TRUE(done.created);
        EXPECT_EQ(done.written.written, 100u);
        EXPECT_EQ(done.read.items, 100u);
        const compare_report same =
            co_await compare_tables(db, source.name(), db, target.name(), few_of_both);
        EXPECT_TRUE(same.equal());
        const describe_table question{.table_name = target.name()};
        awaitable<table_description> call = db.execute(question);
        const table_description made = co_await std::move(call);
        EXPECT_EQ(made.hash_keys.front().name, "id");
        EXPECT_NE(made.find_index("by-group"), nullptr);
        EXPECT_EQ(made.billing_mode, billing_mode::pay_per_request);
        EXPECT_EQ(made.stream.view, stream_view::new_image);
        co_await source.drop(db);
        co_await target.drop(db);
    });
}

TEST_F(BulkTables, CopyRefusesOtherKeysAndItself) {
    const bulk_table source;
    const bulk_table other;
    run([&](client db) -> awaitable<void> {
        co_await source.create(db);
        co_await other.create(db, "number");
        const failure keys = co_await failure_of(copy_table(db, source.name(), db, other.name()));
        EXPECT_EQ(keys.cause(), errc::invalid_argument);
        EXPECT_NE(keys.text().find("the hash key of"), std::string::npos) << keys.text();
        EXPECT_NE(keys.text().find("\"id\" (S)"), std::string::npos) << keys.text();
        EXPECT_NE(keys.text().find("\"number\" (S)"), std::string::npos) << keys.text();
        const failure compared = co_await failure_of(compare_tables(db, source.name(), db, other.name()));
        EXPECT_EQ(compared.cause(), errc::invalid_argument);
        const failure itself = co_await failure_of(copy_table(db, source.name(), db, source.name()));
        EXPECT_EQ(itself.cause(), errc::invalid_argument);
        co_await source.drop(db);
        co_await other.drop(db);
    });
}

// What the tests of interrupted copies share: 2,000 items in one segment, a small load, and the continuation.
struct interrupted_copy {
    awaitable<void> create(client db) const {
        co_await source.create(db);
        co_await target.create(db);
        static_cast<void>(co_await source.fill(db, 0, 2000));
    }
    [[nodiscard]] static copy_options with(load_callback<copy_checkpoint> keep) {
        copy_options options{.checkpoint = keep, .checkpoint_interval = std::chrono::milliseconds(0)};
        options.read.segments = 1;
        options.write.max_memory = 50'000;
        return options;
    }
    // Continues from `kept`: nothing is lost, and nothing before the checkpoint is read again.
    awaitable<void> complete(client db, const copy_checkpoint& kept) const {
        EXPECT_GT(kept.items, 0u);
        EXPECT_LT(kept.items, 2000u);
        copy_options options = with({});
        options.read.checkpoint = kept.text;
        const copy_report done = co_await copy_table(db, source.name(), db, target.name(), options);
        EXPECT_EQ(done.read.items, 2000u - kept.items);
        EXPECT_TRUE((co_await compare_tables(db, source.name(), db, target.name(), few_of_both)).equal());
        co_await source.drop(db);
        co_await target.drop(db);
    }

    const bulk_table source{};
    const bulk_table target{};
};

// The checkpoint's function throws, as if the process had ended; the copy continues from the previous
// checkpoint, which is in the middle of a page.
TEST_F(BulkTables, CopyContinuesWithinAPage) {
    const interrupted_copy copy;
    run([&](client db) -> awaitable<void> {
        co_await copy.create(db);
        copy_checkpoint kept;
        const auto keep = [&](const copy_checkpoint& reached) {
            if (kept.items > 0) throw std::runtime_error("killed");
            kept = reached;
        };
        const copy_options options = interrupted_copy::with(keep);
        bool killed = false;
        try {
            static_cast<void>(co_await copy_table(db, copy.source.name(), db, copy.target.name(), options));
        } catch (const std::runtime_error& e) {
            killed = std::string_view(e.what()) == "killed";
        }
        EXPECT_TRUE(killed);
        co_await copy.complete(db, kept);
    });
}

TEST_F(BulkTables, ACancelledCopyKeepsWhatIsStored) {
    const interrupted_copy copy;
    run([&](client db) -> awaitable<void> {
        co_await copy.create(db);
        boost::asio::cancellation_signal cancel;
        copy_checkpoint kept;
        bool canceled = false;
        int checkpoints_after = 0;
        const auto keep = [&](const copy_checkpoint& reached) {
            kept = reached;
            if (canceled) {
                ++checkpoints_after;
            } else if (reached.items > 0) {
                canceled = true;
                cancel.emit(boost::asio::cancellation_type::terminal);
            }
        };
        const copy_options options = interrupted_copy::with(keep);
        errc cause{};
        try {
            static_cast<void>(co_await boost::asio::co_spawn(
                co_await boost::asio::this_coro::executor,
                copy_table(db, copy.source.name(), db, copy.target.name(), options),
                boost::asio::bind_cancellation_slot(cancel.slot(), boost::asio::use_awaitable)));
        } catch (const error& why) {
            cause = why.cause();
        }
        EXPECT_EQ(cause, errc::canceled);
        EXPECT_EQ(checkpoints_after, 1) << "the checkpoint after the requests in flight have ended";
        const std::uint64_t stored = co_await count_of(db, copy.target.name());
        EXPECT_LE(kept.items, stored);
        co_await copy.complete(db, kept);
    });
}

// The writes are answered on three threads; the copy itself runs on any of them.
TEST(Copy, CallsOneFunctionAtATime) {
    const scan_service source(600, 20);
    bulk_service target([](std::size_t, const std::vector<bulk_service::write>& writes) {
        bulk_service::answer a;
        if (std::stoi(writes.front().id) % 2 == 0)
            a = {.applies = false, .instead = validation_error("no even number")};
        return a;
    });
    boost::asio::thread_pool pool(3);
    const auto client_of = [&pool](const std::string& url) {
        client_options options;
        options.endpoint = url;
        options.credentials = static_credentials("local", "local");
        return client(pool.get_executor(), options);
    };
    std::atomic<int> running{0};
    std::atomic<int> together{0};
    int rejects = 0;
    int reports = 0;
    int checkpoints = 0;
    const auto run_alone = [&](int& calls, std::chrono::milliseconds time) {
        if (++running > 1) ++together;
        ++calls;
        std::this_thread::sleep_for(time);
        --running;
    };
    const auto reject = [&](const rejected_record&) { run_alone(rejects, std::chrono::milliseconds(4)); };
    const auto report = [&](const load_progress&) { run_alone(reports, std::chrono::milliseconds(4)); };
    copy_checkpoint reached;
    const auto keep = [&](const copy_checkpoint& latest) {
        reached = latest;
        run_alone(checkpoints, std::chrono::milliseconds(4));
    };
    copy_options options{.checkpoint = keep, .checkpoint_interval = std::chrono::milliseconds(0)};
    options.write.max_writes_per_request = 1;
    options.write.max_rejected = 600;
    options.write.rejected = reject;
    options.write.progress = report;
    const copy_report done =
        boost::asio::co_spawn(
            pool, copy_table(client_of(source.url()), "things", client_of(target.url()), "others", options),
            boost::asio::use_future)
            .get();
    pool.join();
    EXPECT_EQ(together, 0) << "functions of the copy ran at the same time";
    EXPECT_EQ(done.written.written, 300u);
    EXPECT_EQ(rejects, 300);
    EXPECT_GT(reports, 0);
    EXPECT_GT(checkpoints, 10);
    EXPECT_EQ(reached.items, 300u);
    EXPECT_EQ(reached.rejected, 300u);
}

}  // namespace
}  // namespace dynaco::test::copy_test
