#include "load/bulk_service.hpp"
#include "support/local_table.hpp"

#include <dynaco/load/loader.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

namespace dynaco::test {
namespace {

using namespace dynaco::literals;

struct thing {
    std::string id{};
    int number = 0;
    std::string group{};

    static constexpr dynaco::schema schema{.table_name = "things", .hash_key = "id"};
};

std::string json_of(const std::string& id, int number) {
    return R"({"id":{"S":")" + id + R"("},"number":{"N":")" + std::to_string(number) + "\"}}";
}

// A source of DynamoDB JSON.
class texts {
 public:
    explicit texts(std::vector<std::string> all) : all_(std::move(all)) {}
    awaitable<std::optional<std::string>> next() {
        if (at_ == all_.size()) co_return std::nullopt;
        co_return all_[at_++];
    }

 private:
    std::vector<std::string> all_;
    std::size_t at_ = 0;
};

client client_of(boost::asio::io_context& io, const std::string& url) { return local_client(io, url); }

template <class Body>
void run_with(bulk_service& service, const Body& body) {
    boost::asio::io_context io;
    run(io, body(client_of(io, service.url())), std::chrono::seconds(60));
}

load_options at_once() { return {.linger = std::chrono::milliseconds(0)}; }

std::string file_of(const std::string& name, const std::string& text) {
    const std::string path = testing::TempDir() + "dynaco-load-" + std::to_string(::getpid()) + '-' + name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

TEST(Loader, LoadsAnyNumberOfRows) {
    for (const int count : {0, 1, 24, 25, 26, 50, 1000}) {
        bulk_service service;
        run_with(service, [&](client db) -> awaitable<void> {
            loader load{db, "things"};
            for (int i = 0; i < count; ++i) {
                const thing each{.id = std::to_string(i), .number = i, .group = "g"};
                co_await load.put(each);
            }
            const load_report done = co_await load.finish();
            EXPECT_TRUE(done.complete()) << count;
            EXPECT_EQ(done.written, static_cast<std::uint64_t>(count));
            EXPECT_EQ(done.write_units, 0);  // this service does not report capacity
        });
        EXPECT_EQ(service.size(), static_cast<std::size_t>(count));
        for (const std::size_t each : service.requests()) EXPECT_LE(each, 25u);
    }
}

TEST(Loader, FillsItsRequests) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(60)}};
        for (int i = 0; i < 75; ++i) co_await load.put_json(json_of(std::to_string(i), i));
        co_await load.flush();
        static_cast<void>(co_await load.finish());
    });
    EXPECT_EQ(service.requests(), (std::vector<std::size_t>{25, 25, 25}));
}

TEST(Loader, ATicketWaitsForItsWrite) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", at_once()};
        const thing one{.id = "a", .number = 1, .group = "g"};
        const auto ticket = co_await load.put(one);
        co_await ticket.written();
        EXPECT_FALSE(service.item("a").empty());
        co_await ticket.written();  // again
        const item key{{"id", "a"}};
        const auto removed = co_await load.remove(key);
        co_await removed.written();
        EXPECT_TRUE(service.item("a").empty());
        EXPECT_TRUE((co_await load.finish()).complete());
    });
}

TEST(Loader, TheLastWriteOfAnItemWins) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(60)}};
        std::vector<load_ticket> tickets;
        for (int i = 0; i < 10; ++i) tickets.push_back(co_await load.put_json(json_of("a", i)));
        co_await load.flush();
        for (const load_ticket& each : tickets) co_await each.written();
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.accepted, 10u);
        EXPECT_EQ(done.written, 1u);
        EXPECT_EQ(done.superseded, 9u);
        EXPECT_TRUE(done.complete());
    });
    EXPECT_EQ(service.history("a").size(), 1u);
    EXPECT_NE(service.item("a").find("\"9\""), std::string::npos);
}

TEST(Loader, ASecondWriteOfAnItemCanBeRefused) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(60), .duplicates = same_item::refuse}};
        co_await load.put_json(json_of("a", 1));
        const failure why = co_await failure_of(load.put_json(json_of("a", 2)));
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        EXPECT_TRUE((co_await load.finish()).complete());
    });
    EXPECT_EQ(service.history("a").size(), 1u);
}

TEST(Loader, WritesWithConditionsHaveVerdicts) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", at_once()};
        const thing one{.id = "a", .number = 1, .group = "g"};
        const auto is_new = when("id"_a.not_exists());
        const auto first = co_await load.put(one, is_new);
        co_await first.written();
        const auto second = co_await load.put(one, is_new);
        const failure why = co_await failure_of(second.written());
        EXPECT_EQ(why.cause(), errc::conditional_check_failed);
        const load_report done = co_await load.finish();
        EXPECT_FALSE(done.stopped);
        EXPECT_EQ(done.written, 1u);
        EXPECT_EQ(done.unmet, 1u);
    });
    EXPECT_EQ(service.history("a").size(), 1u);
}

TEST(Loader, UpdatesKeepTheirPlaceAmongTheWritesOfAnItem) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", at_once()};
        const item key{{"id", "a"}};
        const auto add = attribute("number").add(1);
        co_await load.put_json(json_of("a", 1));
        co_await load.update(key, add);
        co_await load.update(key, add);
        co_await load.put_json(json_of("a", 2));
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.complete());
    });
    const auto history = service.history("a");
    ASSERT_EQ(history.size(), 4u);
    EXPECT_NE(history[1].find("UpdateExpression"), std::string::npos);
    EXPECT_NE(history[3].find("\"2\""), std::string::npos);
}

// The response to the first update is lost.
TEST(Loader, AnUpdateThatCountsIsNotRepeatedUnlessTheUserWants) {
    for (const bool repeat : {false, true}) {
        bulk_service service([](std::size_t number, const std::vector<bulk_service::write>&) {
            bulk_service::answer a;
            if (number == 0) a.instead = reply::reset_after_reading();
            return a;
        });
        run_with(service, [&](client db) -> awaitable<void> {
            loader load{db, "things", {.repeat_updates = repeat}};
            const item key{{"id", "a"}};
            const auto add = attribute("number").add(1);
            const auto ticket = co_await load.update(key, add);
            const load_report done = co_await load.finish();
            EXPECT_EQ(done.in_doubt, repeat ? 0u : 1u);
            EXPECT_EQ(done.complete(), repeat);
            if (repeat) {
                co_await ticket.written();
            } else {
                const failure why = co_await failure_of(ticket.written());
                EXPECT_EQ(why.cause(), errc::outcome_unknown);
            }
        });
        EXPECT_EQ(service.history("a").size(), repeat ? 2u : 1u);
    }
}

// The first put is applied, but its response is lost. The condition of its repetition does not hold.
TEST(Loader, AConditionThatFailsAfterALostResponseIsInDoubt) {
    bulk_service service([](std::size_t number, const std::vector<bulk_service::write>&) {
        bulk_service::answer a;
        if (number == 0) a.instead = reply::reset_after_reading();
        return a;
    });
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things"};
        const thing one{.id = "a", .number = 1, .group = "g"};
        const auto is_new = when("id"_a.not_exists());
        const auto ticket = co_await load.put(one, is_new);
        const failure why = co_await failure_of(ticket.written());
        EXPECT_EQ(why.cause(), errc::outcome_unknown);
        const load_report done = co_await load.finish();
        EXPECT_EQ(done.in_doubt, 1u);
        EXPECT_EQ(done.unmet, 0u);
    });
}

TEST(Loader, UnprocessedWritesAreSentAgain) {
    bulk_service service([](std::size_t number, const std::vector<bulk_service::write>& writes) {
        bulk_service::answer a;
        if (number < 5)
            for (std::size_t i = number % 2; i < writes.size(); i += 2) a.unprocessed.push_back(i);
        return a;
    });
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things"};
        for (int i = 0; i < 100; ++i) co_await load.put_json(json_of(std::to_string(i), i));
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.complete());
        EXPECT_EQ(done.throttled, 5u);
    });
    EXPECT_EQ(service.size(), 100u);
    for (int i = 0; i < 100; ++i) EXPECT_EQ(service.history(std::to_string(i)).size(), 1u);
}

TEST(Loader, ThrottlingAndOutagesRejectNothing) {
    bulk_service service([](std::size_t number, const std::vector<bulk_service::write>&) {
        switch (number % 5) {
            case 0: return bulk_service::answer{.applies = false, .instead = throttled()};
            case 1: return bulk_service::answer{.applies = false, .instead = internal_error()};
            case 2: return bulk_service::answer{.applies = true, .instead = reply::reset_after_reading()};
            case 3: return bulk_service::answer{.applies = false, .instead = expired_token()};
            default: return bulk_service::answer{};
        }
    });
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things"};
        for (int i = 0; i < 60; ++i) co_await load.put_json(json_of(std::to_string(i), i));
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.complete()) << (done.stopped ? done.stopped->text() : "");
        EXPECT_EQ(done.written, 60u);
        EXPECT_EQ(done.rejected, 0u);
    });
    EXPECT_EQ(service.size(), 60u);
}

TEST(Loader, FindsTheWriteBecauseOfWhichARequestIsRefused) {
    bulk_service service([](std::size_t, const std::vector<bulk_service::write>& writes) {
        for (const auto& each : writes)
            if (each.id == "13")
                return bulk_service::answer{.applies = false, .instead = validation_error("13 is not liked")};
        return bulk_service::answer{};
    });
    std::vector<rejected_record> rejected;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_rejected = 5, .rejected = [&](const rejected_record& each) {
                                       rejected.push_back(each);
                                   }}};
        std::vector<std::string> rows;
        for (int i = 0; i < 50; ++i) rows.push_back(json_of(std::to_string(i), i));
        texts source(rows);
        co_await load.put_all(source);
        const load_report done = co_await load.finish();
        EXPECT_FALSE(done.stopped);
        EXPECT_EQ(done.written, 49u);
        EXPECT_EQ(done.rejected, 1u);
        EXPECT_FALSE(done.complete());
    });
    EXPECT_EQ(service.size(), 49u);
    EXPECT_EQ(rejected.size(), 1u);
    EXPECT_EQ(rejected.front().position.record, 13u);
    EXPECT_EQ(rejected.front().reason, "13 is not liked");
    EXPECT_EQ(rejected.front().text, json_of("13", 13));
}

TEST(Loader, BadRowsAreRejectedAndGoodOnesWritten) {
    bulk_service service;
    std::vector<std::uint64_t> rejected;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_rejected = 3, .rejected = [&](const rejected_record& each) {
                                       rejected.push_back(each.position.record);
                                   }}};
        std::vector<std::string> rows{
            json_of("a", 1), "{}", json_of("b", 1), "nonsense", R"({"id":{"S":"c"},"group":{"N":"1"}})",
            json_of("d", 1)};
        texts source(rows);
        co_await load.put_all(source);
        EXPECT_EQ((co_await load.finish()).rejected, 3u);
    });
    EXPECT_EQ(rejected, (std::vector<std::uint64_t>{1, 3, 4}));
    EXPECT_EQ(service.size(), 3u);
}

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

TEST(Loader, APutRefusesABadItemByItself) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things"};
        const failure why = co_await failure_of(load.put_json(R"({"id":{"S":""}})"));
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        EXPECT_EQ(why.diagnostics().attribute_path, "id");
        co_await load.put_json(json_of("a", 1));
        EXPECT_TRUE((co_await load.finish()).complete());
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

TEST(Loader, MemoryIsBounded) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.max_memory = 100'000}};
        std::uint64_t most = 0;
        for (int i = 0; i < 2000; ++i) {
            co_await load.put_json(json_of(std::to_string(i), i));
            most = std::max(most, load.progress().pending);
        }
        EXPECT_LT(most, 400u);
        EXPECT_TRUE((co_await load.finish()).complete());
    });
    EXPECT_EQ(service.size(), 2000u);
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

TEST(Loader, ManyWritesOfOneItemShareATicket) {
    bulk_service service;
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things", {.linger = std::chrono::seconds(60)}};
        std::vector<load_ticket> some;
        for (int i = 0; i < 200'000; ++i) {
            const std::string row = json_of("a", i);
            const load_ticket ticket = co_await load.put_json(row);
            if (i % 50'000 == 0) some.push_back(ticket);
        }
        const load_report done = co_await load.finish();
        EXPECT_TRUE(done.complete());
        EXPECT_EQ(done.superseded, 199'999u);
        for (const load_ticket& each : some) co_await each.written();
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

// The record that ended the load is met again.
TEST(Loader, ACheckpointDoesNotPassOverTheRecordThatEndedTheLoad) {
    bulk_service service;
    const std::vector<std::string> paths{
        file_of("end.jsonl", json_of("a", 1) + "\nbad\n" + json_of("b", 1) + "\n")};
    std::string kept;
    for (int run = 0; run < 3; ++run)
        run_with(service, [&](client db) -> awaitable<void> {
            loader load{db,
                        "things",
                        {.checkpoint = [&](std::string_view latest) { kept = latest; }, .resume = kept}};
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
    while (!service.server().wait_for_stalled(1, std::chrono::milliseconds(0))) io.run_one();
    EXPECT_LT(io.run_for(std::chrono::milliseconds(30)), 100u);
    service.server().release();
    io.run();
    EXPECT_TRUE(ended);
}

// The last write of each key is the one that was accepted last, whatever fails in between.
TEST(Loader, KeepsTheOrderOfEachKey) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        std::minstd_rand random(seed);
        bulk_service service([&random](std::size_t, const std::vector<bulk_service::write>& writes) {
            bulk_service::answer a;
            switch (random() % 8) {
                case 0: a.instead = reply::reset_after_reading(); break;
                case 1: a.applies = false, a.instead = internal_error(); break;
                case 2: a.applies = false, a.instead = throttled(); break;
                default:
                    for (std::size_t i = 0; i < writes.size(); ++i)
                        if (random() % 4 == 0) a.unprocessed.push_back(i);
            }
            return a;
        });
        std::map<std::string, int> expected;
        run_with(service, [&](client db) -> awaitable<void> {
            loader load{db, "things", {.linger = std::chrono::milliseconds(1)}};
            std::minstd_rand keys(seed);
            for (int i = 0; i < 300; ++i) {
                const std::string id = std::to_string(keys() % 20);
                expected[id] = i;
                co_await load.put_json(json_of(id, i));
            }
            const load_report done = co_await load.finish();
            EXPECT_TRUE(done.complete()) << "seed " << seed;
        });
        for (const auto& [id, number] : expected)
            EXPECT_NE(service.item(id).find("\"" + std::to_string(number) + "\""), std::string::npos)
                << "seed " << seed << ": " << service.item(id) << " instead of " << number;
    }
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

// A process ends after a random checkpoint: what it does later is lost, except for requests in flight. The
// next one continues with the checkpoint.
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

TEST(Loader, SeveralThreadsUseOneLoader) {
    bulk_service service;
    boost::asio::thread_pool pool(4);
    client_options options;
    options.endpoint = service.url();
    options.credentials = static_credentials("local", "local");
    const client db(pool.get_executor(), options);
    loader load{db, "things", {.max_memory = 200'000}};
    const auto work = [&load](int worker) -> awaitable<void> {
        for (int i = 0; i < 500; ++i)
            co_await load.put_json(json_of(std::to_string(worker) + '-' + std::to_string(i), i));
    };
    std::vector<std::future<void>> workers;
    for (int i = 0; i < 4; ++i)
        workers.push_back(boost::asio::co_spawn(pool, work(i), boost::asio::use_future));
    for (auto& each : workers) each.get();
    const load_report done = boost::asio::co_spawn(pool, load.finish(), boost::asio::use_future).get();
    EXPECT_TRUE(done.complete());
    EXPECT_EQ(service.size(), 2000u);
    pool.join();
}

TEST(Loader, RefusesOptionsOutOfRange) {
    boost::asio::io_context io;
    const client db = client_of(io, "http://127.0.0.1:1");
    const auto cause = [&](load_options options) {
        try {
            const loader load{db, "things", std::move(options)};
        } catch (const error& e) {
            return e.cause();
        }
        return errc{};
    };
    EXPECT_EQ(cause({.max_requests_in_flight = 0}), errc::invalid_argument);
    EXPECT_EQ(cause({.max_writes_per_request = 101}), errc::invalid_argument);
    EXPECT_EQ(cause({.max_write_units_per_second = -1}), errc::invalid_argument);
    EXPECT_EQ(cause({}), errc{});
}

}  // namespace
}  // namespace dynaco::test
