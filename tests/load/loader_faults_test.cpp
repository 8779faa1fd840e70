#include "load/loader_cases.hpp"

namespace dynaco::test::loader_faults_test {
namespace {

using namespace dynaco::literals;

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

// Only a write that DynamoDB rejects ends it at once.
TEST(Loader, AfterTheLimitOfRejectsAFailedRequestIsSentAgain) {
    int failed = 0;
    bulk_service service([&failed](std::size_t, const std::vector<bulk_service::write>& writes) {
        bulk_service::answer a;
        for (const auto& each : writes)
            if (each.id == "49" && failed++ == 0) a.instead = reply::reset_after_reading();
        return a;
    });
    run_with(service, [&](client db) -> awaitable<void> {
        loader load{db, "things"};
        std::vector<std::string> rows;
        for (int i = 0; i < 50; ++i) rows.push_back(json_of(std::to_string(i), i));
        rows.emplace_back(R"({"n":{"N":"1"}})");
        texts source(rows);
        bool ended = false;
        try {
            co_await load.put_all(source);
        } catch (const error&) {
            ended = true;
        }
        const load_report done = co_await load.finish();
        EXPECT_TRUE(ended || done.stopped);
        EXPECT_EQ(done.written, 50u);
        EXPECT_EQ(done.rejected, 1u);
        EXPECT_EQ(done.unsent, 0u);
    });
    EXPECT_EQ(service.size(), 50u);
    EXPECT_EQ(failed, 2);
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

}  // namespace
}  // namespace dynaco::test::loader_faults_test
