#include "load/loader_cases.hpp"

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <future>
#include <optional>
#include <sys/wait.h>
#include <unistd.h>

/// What becomes of writes when a loader, a context, a source or a file ends before them.
namespace dynaco::test::loader_life_test {
namespace {

namespace asio = boost::asio;

// The first request gets no response until `release`.
bulk_service::answer stalls_first(std::size_t number, const std::vector<bulk_service::write>&) {
    bulk_service::answer a;
    if (number == 0) a.instead = reply{R"({"UnprocessedItems":{}})"}.stall_after(0);
    return a;
}

// Starts a call and keeps its result.
template <class T>
std::shared_ptr<std::optional<result<T>>> start_call(asio::io_context& io, awaitable<T> call) {
    auto kept = std::make_shared<std::optional<result<T>>>();
    asio::co_spawn(io, as_result(std::move(call)),
                   [kept](const std::exception_ptr&, result<T> r) { kept->emplace(std::move(r)); });
    return kept;
}

// `finish` on one thread, the last response on another: 200 records are rejected by it.
TEST(LoaderLife, FinishWaitsUntilEachRejectedRecordIsPassedOn) {
    bulk_service service([](std::size_t, const std::vector<bulk_service::write>&) {
        return bulk_service::answer{.applies = false, .instead = validation_error("no")};
    });
    for (int round = 0; round < 20; ++round) {
        asio::thread_pool pool(3);
        client_options options;
        options.endpoint = service.url();
        options.credentials = static_credentials("local", "local");
        std::uint64_t told = 0;
        loader load{client(pool.get_executor(), options),
                    "things",
                    {.linger = std::chrono::seconds(600),
                     .max_rejected = 1000,
                     .rejected = [&told](const rejected_record&) { ++told; }}};
        const auto work = [&load]() -> awaitable<load_report> {
            for (int i = 0; i < 200; ++i) co_await load.put_json(json_of("a", i));
            load_report done = co_await load.finish();
            co_return done;
        };
        const load_report done = asio::co_spawn(pool, work(), asio::use_future).get();
        EXPECT_EQ(done.rejected, 200u);
        EXPECT_EQ(told, 200u);
        pool.join();
    }
}

// While one write is in flight, the next one waits for room.
const load_options room_for_one{
    .max_memory = 400, .max_requests_in_flight = 1, .linger = std::chrono::milliseconds(0)};

// The context of a caller is destroyed while the caller waits for room, and for a ticket.
TEST(LoaderLife, ACallerThatIsDestroyedLeavesItsPlace) {
    bulk_service service(stalls_first);
    asio::io_context io;
    loader load{client_of(io, service.url()), "things", room_for_one};
    const auto first = start_call(io, load.put_json(json_of("a", 1)));
    run_until_stalled(io, service);
    ASSERT_TRUE(*first);
    {
        asio::io_context of_caller;
        const auto second = start_call(of_caller, load.put_json(json_of("b", 1)));
        const auto ticket = start_call(of_caller, (**first)->written());
        of_caller.poll();
        EXPECT_FALSE(*second);
        EXPECT_FALSE(*ticket);
    }
    const auto third = start_call(io, load.put_json(json_of("c", 1)));
    service.server().release();
    const auto done = start_call(io, load.finish());
    while (!*done && io.run_one_for(std::chrono::seconds(10)) > 0) {
    }
    ASSERT_TRUE(*done) << "the room of the caller is not free";
    EXPECT_TRUE((**done)->complete());
    EXPECT_EQ((**done)->written, 2u);
    EXPECT_TRUE(service.item("b").empty());
}

// The context of the caller of `flush` is destroyed. Later writes wait again until their request is full.
TEST(LoaderLife, AFlushThatIsDestroyedDoesNotHurryLaterWrites) {
    bulk_service service(stalls_first);
    asio::io_context io;
    loader load{client_of(io, service.url()), "things", {.linger = std::chrono::seconds(600)}};
    const auto first = start_call(io, load.put_json(json_of("a", 1)));
    while (!*first) io.run_one();
    {
        asio::io_context of_caller;
        const auto flush = start_call(of_caller, load.flush());
        of_caller.poll();
        run_until_stalled(io, service);
        EXPECT_FALSE(*flush);
    }
    service.server().release();
    const auto ticket = start_call(io, (**first)->written());
    while (!*ticket && io.run_one_for(std::chrono::seconds(10)) > 0) {
    }
    ASSERT_TRUE(*ticket && **ticket);
    const auto second = start_call(io, load.put_json(json_of("b", 1)));
    while (!*second) io.run_one();
    io.run_for(std::chrono::milliseconds(100));
    EXPECT_EQ(service.requests().size(), 1u) << "the second write did not wait";
    const auto done = start_call(io, load.finish());
    io.restart();
    io.run();
    EXPECT_TRUE(*done && (**done)->complete());
    EXPECT_EQ(service.requests().size(), 2u);
}

TEST(LoaderLife, ACancelledPutLeavesItsPlaceAndIsNotWritten) {
    bulk_service service(stalls_first);
    asio::io_context io;
    loader load{client_of(io, service.url()), "things", room_for_one};
    const auto first = start_call(io, load.put_json(json_of("a", 1)));
    run_until_stalled(io, service);
    asio::cancellation_signal signal;
    std::optional<errc> cause;
    asio::co_spawn(
        io, as_result(load.put_json(json_of("b", 1))),
        asio::bind_cancellation_slot(signal.slot(), [&](const std::exception_ptr&, result<load_ticket> r) {
            if (!r) cause = r.error().cause();
        }));
    const auto third = start_call(io, load.put_json(json_of("c", 1)));
    io.poll();
    signal.emit(asio::cancellation_type::terminal);
    service.server().release();
    const auto done = start_call(io, load.finish());
    while (!*done && io.run_one_for(std::chrono::seconds(10)) > 0) {
    }
    ASSERT_TRUE(*done);
    EXPECT_EQ(cause, errc::canceled);
    EXPECT_EQ((**done)->written, 2u);
    EXPECT_TRUE(service.item("b").empty());
}

// The writes wait to be sent. Their tickets are waited for on another context.
TEST(LoaderLife, TicketsEndWithTheContextOfTheClient) {
    bulk_service service;
    asio::io_context mine;
    std::optional<loader> load;
    std::shared_ptr<std::optional<result<void>>> ticket;
    {
        asio::io_context of_client;
        load.emplace(client_of(of_client, service.url()), "things",
                     load_options{.linger = std::chrono::seconds(600)});
        const auto put = start_call(of_client, load->put_json(json_of("a", 1)));
        while (!*put) of_client.run_one();
        ASSERT_TRUE(**put);
        of_client.poll();
        ticket = start_call(mine, (**put)->written());
        mine.poll();
        EXPECT_FALSE(*ticket);
    }
    mine.restart();
    while (!*ticket && mine.run_one_for(std::chrono::seconds(10)) > 0) {
    }
    ASSERT_TRUE(*ticket) << "the ticket waits for ever";
    EXPECT_EQ((**ticket).error().cause(), errc::client_closed);
    const auto done = start_call(mine, load->finish());
    mine.restart();
    mine.run();
    EXPECT_EQ((**done)->unsent, 1u);
    EXPECT_EQ((**done)->stopped.value().cause(), errc::client_closed);
}

// One write is in flight, the other one is not sent.
TEST(LoaderLife, ALoaderThatIsDestroyedWithoutFinishEndsItsTickets) {
    bulk_service service(stalls_first);
    asio::io_context io;
    std::optional<loader> load(
        std::in_place, client_of(io, service.url()), "things",
        load_options{.max_requests_in_flight = 1, .linger = std::chrono::milliseconds(0)});
    const auto first = start_call(io, load->put_json(json_of("a", 1)));
    run_until_stalled(io, service);
    const auto second = start_call(io, load->put_json(json_of("b", 1)));
    io.poll();
    ASSERT_TRUE(*second);
    load.reset();
    const auto sent = start_call(io, (**first)->written());
    const auto unsent = start_call(io, (**second)->written());
    io.poll();
    ASSERT_TRUE(*unsent);
    EXPECT_EQ((**unsent).error().cause(), errc::canceled);
    EXPECT_FALSE(*sent) << "its request continues";
    service.server().release();
    io.restart();
    io.run();
    EXPECT_TRUE(*sent && **sent);
    EXPECT_TRUE(service.item("b").empty());
}

TEST(LoaderLife, AfterFinishNothingIsAcceptedAndTheReportStays) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(600)}};
        const std::string path = file_of("after.jsonl", json_of("c", 1) + "\n");
        co_await load.put_json(json_of("a", 1));
        const load_report first = co_await load.finish();
        EXPECT_TRUE(first.complete());
        const failure of_put = co_await failure_of(load.put_json(json_of("b", 1)));
        EXPECT_EQ(of_put.cause(), errc::invalid_argument);
        const failure of_files = co_await failure_of(load.put_files(path));
        EXPECT_EQ(of_files.cause(), errc::invalid_argument);
        texts rows({json_of("b", 1)});
        const failure of_source = co_await failure_of(load.put_all(rows));
        EXPECT_EQ(of_source.cause(), errc::invalid_argument);
        const load_report again = co_await load.finish();
        EXPECT_EQ(again.accepted, 1u);
        EXPECT_EQ(again.written, 1u);
    });
    EXPECT_EQ(service.size(), 1u);
}

TEST(LoaderLife, TwoMayWaitForTheEnd) {
    bulk_service service(stalls_first);
    asio::io_context io;
    loader load{client_of(io, service.url()), "things", at_once()};
    const auto put = start_call(io, load.put_json(json_of("a", 1)));
    run_until_stalled(io, service);
    const auto first = start_call(io, load.finish());
    const auto second = start_call(io, load.finish());
    io.poll();
    EXPECT_FALSE(*first || *second);
    service.server().release();
    io.restart();
    io.run();
    EXPECT_TRUE(*first && (**first)->complete());
    EXPECT_TRUE(*second && (**second)->complete());
}

class broken_rows {
 public:
    awaitable<std::optional<std::string>> next() {
        if (at_ == 10) throw std::runtime_error("the cable is cut");
        ++at_;
        co_return json_of(std::to_string(at_), at_);
    }

 private:
    int at_ = 0;
};

// A program that looks at the report only sees it, too.
TEST(LoaderLife, ASourceThatThrowsIsReported) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things"};
        broken_rows rows;
        std::string thrown;
        try {
            co_await load.put_all(rows);
        } catch (const std::runtime_error& e) {
            thrown = e.what();
        }
        EXPECT_EQ(thrown, "the cable is cut");
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.written, 10u);
        EXPECT_FALSE(done.complete());
        EXPECT_NE(done.stopped.value().text().find("the cable is cut"), std::string::npos)
            << done.stopped->text();
    });
}

// write_checkpoint and a file of rejected records fail with errc::file_failed, as a source does.
TEST(LoaderLife, AFileOfTheUserThatCannotBeWrittenEndsTheLoad) {
    std::string text = json_of("first", 1) + "\nbroken\n";
    for (int i = 1; i < 20'000; ++i) text += json_of(std::to_string(i), i) + '\n';
    const std::string path = file_of("many.jsonl", text);
    const std::string next = file_of("next.jsonl", json_of("next", 1) + '\n');
    const auto full = [](const char* what) {
        throw error(errc::file_failed, {.detail = std::string("cannot write ") + what});
    };
    for (const bool is_checkpoint : {false, true}) {
        bulk_service service;
        run_with(service, [&](client db) -> awaitable<void> {
            load_options options{
                .max_memory = 50'000, .max_rejected = 10, .progress_interval = std::chrono::milliseconds(1)};
            if (is_checkpoint)
                options.checkpoint = [](std::string_view latest) {
                    write_checkpoint("/dev/null/no-folder", latest);
                };
            else
                options.rejected = [&](const rejected_record&) { full("rejected"); };
            loader load{db, "things", options};
            const std::vector<std::string> paths{path, next};
            const failure why = co_await failure_of(load.put_files(paths));
            EXPECT_EQ(why.cause(), errc::file_failed);
            const load_report done = co_await load.finish();
            EXPECT_EQ(done.stopped.value().cause(), errc::file_failed);
            EXPECT_NE(done.stopped->text().find("cannot"), std::string::npos);
            EXPECT_LT(done.accepted, 20'000u);
            EXPECT_EQ(done.accepted, done.written + done.rejected + done.unsent + done.in_doubt);
        });
        EXPECT_TRUE(service.item("next").empty());
    }
}

// A checkpoint counts neither the record that was not passed on nor the writes that were not sent.
TEST(LoaderLife, ALoadThatContinuesCountsEachRecordOnce) {
    std::string text = json_of("first", 1) + "\nbroken\n";
    for (int i = 1; i < 500; ++i) text += json_of(std::to_string(i), i) + '\n';
    const std::string path = file_of("once.jsonl", text);
    bool is_allowed = false;
    bool is_full = true;
    bulk_service service([&is_allowed](std::size_t number, const std::vector<bulk_service::write>&) {
        bulk_service::answer a;
        if (!is_allowed && number >= 3)
            a = {.applies = false, .instead = service_error(400, "AccessDeniedException", "no")};
        return a;
    });
    std::string kept;
    load_report done;
    for (int run = 0; run < 3; ++run) {
        is_full = run == 0;
        is_allowed = run == 2;
        run_with(service, [&](client db) -> awaitable<void> {
            const auto reject = [&](const rejected_record&) {
                if (is_full) throw std::runtime_error("full");
            };
            loader load{db,
                        "things",
                        {.max_memory = 10'000,
                         .max_requests_in_flight = 2,
                         .max_rejected = 10,
                         .rejected = reject,
                         .checkpoint = [&kept](std::string_view latest) { kept = latest; },
                         .resume = kept}};
            const auto put = co_await as_result(load.put_files(path));
            EXPECT_EQ(put.has_value(), run == 2);
            done = co_await load.finish();
            EXPECT_EQ(done.stopped.has_value(), run < 2);
            EXPECT_EQ(done.accepted, done.written + done.rejected + done.unsent + done.in_doubt) << run;
        });
    }
    EXPECT_EQ(done.accepted, 501u);
    EXPECT_EQ(done.written, 500u);
    EXPECT_EQ(done.rejected, 1u);
    EXPECT_EQ(service.size(), 500u);
}

// Both processes would send the writes that wait.
TEST(LoaderLife, AForkedProcessDoesNotSendTheWritesOfItsParent) {
    bulk_service service;
    asio::io_context io;
    loader load{client_of(io, service.url()), "things", {.linger = std::chrono::seconds(600)}};
    const auto put = start_call(io, load.put_json(json_of("a", 1)));
    while (!*put) io.run_one();
    io.notify_fork(asio::io_context::fork_prepare);
    const pid_t pid = ::fork();
    if (pid == 0) {
        io.notify_fork(asio::io_context::fork_child);
        const auto another = start_call(io, load.put_json(json_of("b", 1)));
        while (!*another) io.run_one();
        const auto ticket = start_call(io, (**another)->written());
        const auto done = start_call(io, load.finish());
        io.restart();
        io.run();
        const bool right = *ticket && *done && (**ticket).has_error() &&
                           (**ticket).error().cause() == errc::invalid_argument && (**done)->unsent == 2;
        ::_exit(right ? 0 : 1);
    }
    io.notify_fork(asio::io_context::fork_parent);
    int status = -1;
    ASSERT_EQ(::waitpid(pid, &status, 0), pid);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    const auto done = start_call(io, load.finish());
    io.restart();
    io.run();
    EXPECT_TRUE((**done)->complete());
    EXPECT_EQ(service.history("a").size(), 1u);
    EXPECT_TRUE(service.item("b").empty());
}

}  // namespace
}  // namespace dynaco::test::loader_life_test
