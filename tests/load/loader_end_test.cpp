#include "load/loader_cases.hpp"

namespace dynaco::test::loader_end_test {
namespace {

TEST(Loader, TooManyRejectedRecordsEndTheLoad) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things"};
        std::vector<std::string> rows{json_of("a", 1), "{}", json_of("b", 1)};
        texts source(rows);
        const failure why = co_await failure_of(load.put_all(source));
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        EXPECT_NE(why.text().find("record 2"), std::string::npos) << why.text();
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.stopped);
        EXPECT_EQ(done.rejected, 1u);
        EXPECT_EQ(done.accepted, done.written + done.unsent + done.rejected);
    });
}

TEST(Loader, AnErrorOfEveryRequestEndsTheLoadAtOnce) {
    bulk_service service([](std::size_t, const std::vector<bulk_service::write>&) {
        return bulk_service::answer{.applies = false,
                                    .instead = service_error(400, "AccessDeniedException", "no")};
    });
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_requests_in_flight = 1, .max_rejected = 1000}};
        try {
            for (int i = 0; i < 1000; ++i) co_await load.put_json(json_of(std::to_string(i), i));
        } catch (const error& e) {
            EXPECT_EQ(e.cause(), errc::access_denied);
        }
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.stopped.value().cause(), errc::access_denied);
        EXPECT_EQ(done.rejected, 0u);
        EXPECT_EQ(done.written, 0u);
        EXPECT_EQ(done.unsent + done.in_doubt, done.accepted);
    });
    EXPECT_EQ(service.requests().size(), 1u);
}

TEST(Loader, ATableThatDoesNotExistIsOneError) {
    bulk_service service;
    service.server().script({resource_not_found()});
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things"};
        const failure why = co_await failure_of(load.put_json(json_of("a", 1)));
        EXPECT_EQ(why.cause(), errc::resource_not_found);
        EXPECT_EQ((co_await load.finish()).stopped.value().cause(), errc::resource_not_found);
    });
}

TEST(Loader, StopSendsNothingMore) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(60)}};
        const auto ticket = co_await load.put_json(json_of("a", 1));
        load.stop();
        const failure of_ticket = co_await failure_of(ticket.written());
        EXPECT_EQ(of_ticket.cause(), errc::canceled);
        const failure of_put = co_await failure_of(load.put_json(json_of("b", 1)));
        EXPECT_EQ(of_put.cause(), errc::canceled);
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.unsent, 1u);
    });
    EXPECT_EQ(service.size(), 0u);
}

TEST(Loader, ProgressCounts) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        std::uint64_t calls = 0;
        loader load{db,
                    "things",
                    {.progress = [&](const load_progress& now) { calls += now.accepted > 0 ? 1 : 0; },
                     .progress_interval = std::chrono::milliseconds(1)}};
        for (int i = 0; i < 5000; ++i) co_await load.put_json(json_of(std::to_string(i), i));
        static_cast<void>(co_await load.finish());
        EXPECT_GT(calls, 0u);
        EXPECT_EQ(load.progress().written, 5000u);
    });
}

// The results of writes that were in flight when the load was stopped.
TEST(Loader, EveryTicketEndsAfterAStop) {
    for (const int fault : {0, 1, 2}) {
        bulk_service service([fault](std::size_t, const std::vector<bulk_service::write>& writes) {
            bulk_service::answer a{.applies = false};
            if (fault == 0) a.instead = internal_error();
            if (fault == 1) a.instead = reply::reset_after_reading();
            for (std::size_t i = 0; i < writes.size(); ++i) a.unprocessed.push_back(i);
            return a;
        });
        run_with(service, [&](client db) -> awaitable<void> {
            loader load{db, "things", at_once()};
            const std::string row = json_of("a", 1);
            const load_ticket ticket = co_await load.put_json(row);
            load.stop();
            const load_report done = co_await load.finish();
            EXPECT_EQ(done.unsent + done.in_doubt, 1u);
            const failure why = co_await failure_of(ticket.written());
            EXPECT_TRUE(why.cause() == errc::canceled || why.cause() == errc::outcome_unknown) << why.text();
        });
    }
}

// The bad write ends the load while the others of its batch wait to be sent in halves.
TEST(Loader, WritesBesideTheOneThatEndsTheLoadAreUnsent) {
    bulk_service service([](std::size_t, const std::vector<bulk_service::write>& writes) {
        bulk_service::answer a;
        for (const auto& each : writes)
            if (each.id == "0") a = {.applies = false, .instead = validation_error("0 is not liked")};
        return a;
    });
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_requests_in_flight = 1}};
        std::vector<load_ticket> tickets;
        for (int i = 0; i < 4; ++i) {
            const std::string row = json_of(std::to_string(i), i);
            tickets.push_back(co_await load.put_json(row));
        }
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.rejected, 1u);
        EXPECT_EQ(done.in_doubt, 0u);
        EXPECT_EQ(done.rejected + done.written + done.unsent, 4u);
        for (const load_ticket& each : tickets) static_cast<void>(co_await as_result(each.written()));
    });
}

TEST(Loader, FinishWaitsForThoseWhoWaitForRoom) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        const auto executor = co_await boost::asio::this_coro::executor;
        loader load{db, "things", {.max_memory = 400}};
        std::uint64_t accepted = 0;
        const auto put = [&](int i) -> awaitable<void> {
            const std::string row = json_of(std::to_string(i), i);
            co_await load.put_json(row);
            ++accepted;
        };
        for (int i = 0; i < 30; ++i) boost::asio::co_spawn(executor, put(i), boost::asio::detached);
        co_await boost::asio::post(executor, boost::asio::use_awaitable);
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.written, 30u);
        EXPECT_EQ(accepted, 30u);
    });
    EXPECT_EQ(service.size(), 30u);
}

TEST(Loader, AnExceptionOfAUsersFunctionEndsTheLoad) {
    bulk_service service([](std::size_t, const std::vector<bulk_service::write>& writes) {
        bulk_service::answer a;
        if (writes.front().id == "bad") a = {.applies = false, .instead = validation_error("no")};
        return a;
    });
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db,
                    "things",
                    {.linger = std::chrono::milliseconds(20),
                     .max_rejected = 5,
                     .rejected = [](const rejected_record&) { throw std::runtime_error("full"); }}};
        const std::string row = json_of("bad", 1);
        const load_ticket ticket = co_await load.put_json(row);
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.stopped);
        EXPECT_NE(done.stopped->text().find("rejected threw: full"), std::string::npos);
        static_cast<void>(co_await as_result(ticket.written()));
    });
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db,
                    "things",
                    {.linger = std::chrono::seconds(60),
                     .progress = [](const load_progress&) { throw 42; },
                     .progress_interval = std::chrono::milliseconds(1)}};
        const std::string row = json_of("a", 1);
        const load_ticket ticket = co_await load.put_json(row);
        const failure why = co_await failure_of(ticket.written());
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        static_cast<void>(co_await load.finish());
    });
}

TEST(Loader, CallsOutliveTheirLoader) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        std::optional<loader> load(std::in_place, db, "things", at_once());
        const std::string row = json_of("a", 1);
        auto put = load->put_json(row);
        load.reset();
        const failure why = co_await failure_of(std::move(put));
        EXPECT_EQ(why.cause(), errc::canceled);
    });
}

TEST(Loader, AClientsContextThatIsDestroyedEndsTheLoad) {
    bulk_service service;
    boost::asio::io_context mine;
    std::optional<loader> load;
    failure why;
    {
        boost::asio::io_context of_client;
        load.emplace(client_of(of_client, service.url()), "things");
        const std::string row = json_of("a", 1);
        boost::asio::co_spawn(mine, as_result(load->put_json(row)),
                              [&](std::exception_ptr, result<load_ticket> put) {
                                  if (!put) why = put.error();
                              });
        mine.poll();  // the description waits for a context that does not run
    }
    run(
        mine,
        [](loader& l) -> awaitable<void> {
            const load_report done = co_await l.finish();
            EXPECT_EQ(done.stopped.value().cause(), errc::client_closed);
        }(*load),
        std::chrono::seconds(10));
    EXPECT_EQ(why.cause(), errc::client_closed);
}

// While a request waits for its response, nothing runs.
TEST(Loader, WaitsWithoutWork) {
    bulk_service service([](std::size_t number, const std::vector<bulk_service::write>&) {
        bulk_service::answer a;
        if (number == 0) a.instead = reply{R"({"UnprocessedItems":{}})"}.stall_after(0);
        return a;
    });
    boost::asio::io_context io;
    bool ended = false;
    const auto body = [&](client db) -> awaitable<void> {
        loader load{db, "things", {.progress_interval = std::chrono::milliseconds(1)}};
        const std::string row = json_of("a", 1);
        co_await load.put_json(row);
        EXPECT_TRUE((co_await load.finish()).complete());
        ended = true;
    };
    boost::asio::co_spawn(io, body(client_of(io, service.url())), boost::asio::detached);
    run_until_stalled(io, service);
    EXPECT_LT(io.run_for(std::chrono::milliseconds(30)), 100u);
    service.server().release();
    io.run();
    EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace dynaco::test::loader_end_test
