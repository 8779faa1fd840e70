#include "load/loader_cases.hpp"

#include <atomic>

/// How far a load reads its source: as far as the table needs writes, not until the memory is used up.
namespace dynaco::test::loader_reading_test {
namespace {

namespace asio = boost::asio;

constexpr int count = 3000;

record_source many_rows(const std::string& name) {
    std::string text;
    for (int i = 0; i < count; ++i) text += json_of(std::to_string(i), i) + "\n";
    return read_records({file_of(name, text)});
}

// The first request gets the response `instead` after `release`.
bulk_service::decide stalls_first(const reply& instead) {
    return [instead](std::size_t number, const std::vector<bulk_service::write>&) {
        bulk_service::answer a;
        if (number == 0) a = {.applies = false, .instead = instead.stall_after(0)};
        return a;
    };
}

// Then nothing but the response continues the load.
void run_until_paused(asio::io_context& io, asio::io_context& of_caller, bulk_service& service) {
    const auto poll = [&] {
        io.restart();
        of_caller.restart();
        return io.poll() + of_caller.poll();
    };
    while (!service.server().wait_for_stalled(1, std::chrono::milliseconds(1))) poll();
    while (poll() > 0) {
    }
}

load_options one_at_a_time() { return {.max_requests_in_flight = 1}; }

/// A load whose first request has no response yet.
struct stalled_load {
    explicit stalled_load(const std::string& name, const reply& first = internal_error())
        : service(stalls_first(first)), rows(many_rows(name)) {}

    void start(asio::io_context& of_caller) {
        asio::co_spawn(of_caller, as_result(load.put_all(rows)),
                       asio::bind_cancellation_slot(
                           signal.slot(), [this](const std::exception_ptr&, result<void> r) { ended = r; }));
        run_until_paused(io, of_caller, service);
    }
    void run_until_it_ends() {
        io.restart();
        while (!ended && io.run_one_for(std::chrono::seconds(30)) > 0) {
        }
        ASSERT_TRUE(ended) << "the source is not read on";
    }
    load_report finish() {
        std::optional<load_report> done;
        run(io, finishing(done), std::chrono::seconds(60));
        return *done;
    }

    bulk_service service;
    asio::io_context io;
    record_source rows;
    loader load{client_of(io, service.url()), "things", one_at_a_time()};
    asio::cancellation_signal signal;
    std::optional<result<void>> ended;

 private:
    awaitable<void> finishing(std::optional<load_report>& done) { done = co_await load.finish(); }
};

// 100 writes are enough for one request at a time; two portions of 50 records are read at most beyond them.
constexpr std::uint64_t most_pending = 200;

TEST(LoaderReading, PausesWhileTheTableHasEnoughWrites) {
    stalled_load s("paused.jsonl");
    s.start(s.io);
    EXPECT_GE(s.load.progress().pending, 100u);
    EXPECT_LE(s.load.progress().pending, most_pending);
    s.service.server().release();
    s.run_until_it_ends();
    EXPECT_TRUE(*s.ended);
    const load_report done = s.finish();
    EXPECT_TRUE(done.complete());
    EXPECT_EQ(done.written, static_cast<std::uint64_t>(count));
    EXPECT_EQ(s.service.size(), static_cast<std::size_t>(count));
}

TEST(LoaderReading, APausedSourceCanBeCancelledAndReadOn) {
    stalled_load s("paused-cancel.jsonl");
    s.start(s.io);
    asio::post(s.io, [&] { s.signal.emit(asio::cancellation_type::terminal); });
    s.run_until_it_ends();
    EXPECT_EQ(s.ended->error().cause(), errc::canceled);
    EXPECT_LE(s.load.progress().accepted, most_pending);
    s.service.server().release();
    s.ended.reset();
    run(s.io, s.load.put_all(s.rows), std::chrono::seconds(60));
    const load_report done = s.finish();
    EXPECT_TRUE(done.complete());
    EXPECT_EQ(done.accepted, static_cast<std::uint64_t>(count));
    EXPECT_EQ(s.service.size(), static_cast<std::size_t>(count));
}

TEST(LoaderReading, APausedSourceEndsWithTheLoad) {
    stalled_load s("paused-stop.jsonl");
    s.start(s.io);
    s.load.stop();
    s.run_until_it_ends();
    EXPECT_EQ(s.ended->error().cause(), errc::canceled);
    s.service.server().release();
    EXPECT_FALSE(s.finish().complete());
}

TEST(LoaderReading, APausedSourceEndsWithItsTable) {
    stalled_load s("paused-lost.jsonl", resource_not_found());
    const loader_table another = s.load.table("others");  // so that the load goes on
    s.start(s.io);
    s.service.server().release();
    s.run_until_it_ends();
    EXPECT_EQ(s.ended->error().cause(), errc::resource_not_found);
    const load_report done = s.finish();
    EXPECT_EQ(done.written, 0u);
    EXPECT_EQ(done.unsent, done.accepted);
}

// The context of the caller is destroyed while its source is paused.
TEST(LoaderReading, ACallerThatIsDestroyedLeavesNothing) {
    stalled_load s("paused-destroyed.jsonl");
    {
        asio::io_context of_caller;
        s.start(of_caller);
        EXPECT_FALSE(s.ended);
    }
    const std::uint64_t accepted = s.load.progress().accepted;
    EXPECT_LE(accepted, most_pending);
    s.service.server().release();
    const load_report done = s.finish();
    EXPECT_TRUE(done.complete());
    EXPECT_EQ(done.written, accepted);
}

// The context of the client, and with it the load, is destroyed while the source of another context is
// paused.
TEST(LoaderReading, APausedSourceEndsWithTheContextOfTheClient) {
    bulk_service service(stalls_first(internal_error()));
    record_source rows = many_rows("paused-context.jsonl");
    asio::io_context of_caller;
    std::optional<result<void>> ended;
    std::optional<loader> load;
    {
        asio::io_context io;
        load.emplace(client_of(io, service.url()), "things", one_at_a_time());
        asio::co_spawn(of_caller, as_result(load->put_all(rows)),
                       [&](const std::exception_ptr&, result<void> r) { ended = r; });
        run_until_paused(io, of_caller, service);
        EXPECT_FALSE(ended);
    }
    of_caller.restart();
    while (!ended && of_caller.run_one_for(std::chrono::seconds(30)) > 0) {
    }
    ASSERT_TRUE(ended);
    EXPECT_EQ(ended->error().cause(), errc::client_closed);
}

// A table that processes nothing does not use up the memory: the other table is loaded in the meantime.
TEST(LoaderReading, ASlowTableLeavesRoomForTheOthers) {
    std::atomic<bool> is_other_loaded = false;
    bulk_service service([&](std::size_t, const std::vector<bulk_service::write>& writes) {
        bulk_service::answer a;
        for (std::size_t i = 0; i < writes.size(); ++i)
            if (writes[i].table == "things" && !is_other_loaded) a.unprocessed.push_back(i);
        return a;
    });
    auto rows = many_rows("slow.jsonl");
    auto other_rows = many_rows("fast.jsonl");
    asio::io_context io;
    loader load{client_of(io, service.url()),
                "things",
                {.max_memory = std::size_t{1000} * 600, .max_requests_in_flight = 2}};
    const loader_table others = load.table("others");
    std::optional<result<void>> slow;
    asio::co_spawn(io, as_result(load.put_all(rows)),
                   [&](const std::exception_ptr&, result<void> r) { slow = r; });
    const auto work = [&]() -> awaitable<void> {
        co_await others.put_all(other_rows);
        is_other_loaded = true;
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.complete());
        EXPECT_EQ(done.written, 2u * count);
    };
    run(io, work(), std::chrono::seconds(60));
    EXPECT_TRUE(slow && *slow);
}

}  // namespace
}  // namespace dynaco::test::loader_reading_test
