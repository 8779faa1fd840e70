#include "identity/source/source.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

/// One provider, contexts that several threads run, credentials that last for some milliseconds.
namespace dynaco::test::credentials_stress_test {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;
using snapshot = std::shared_ptr<const credentials>;
using answer = result<snapshot>;

// Every fifth load fails; each takes a moment.
class hasty_source final : public identity::credentials_source {
 public:
    asio::awaitable<result<identity::loaded_credentials>> load() override {
        struct presence {
            std::atomic<int>& n;
            explicit presence(std::atomic<int>& count) : n(count) { ++n; }
            ~presence() { --n; }
        } const present(inside);
        const int number = ++loads;
        if (inside > 1) ++overlaps;
        asio::steady_timer timer(co_await asio::this_coro::executor, 1ms);
        co_await timer.async_wait(asio::use_awaitable);
        if (number % 5 == 0) co_return failure(errc::credentials_failed, {.detail = "the fifth"});
        identity::loaded_credentials loaded;
        loaded.keys.access_key_id = "A" + std::to_string(number);
        loaded.keys.secret_access_key = "secret of A" + std::to_string(number);
        loaded.keys.expiration = std::chrono::system_clock::now() + 40ms;
        co_return loaded;
    }

    std::atomic<int> loads = 0, inside = 0, overlaps = 0;
};

// A context that two threads run.
class running_context {
 public:
    running_context() {
        for (auto& each : threads_) each = std::thread([this] { io.run(); });
    }
    ~running_context() {
        guard_.reset();
        for (auto& each : threads_) each.join();
    }
    running_context(const running_context&) = delete;
    running_context& operator=(const running_context&) = delete;
    void stop() { io.stop(); }

    asio::io_context io{};

 private:
    asio::executor_work_guard<asio::io_context::executor_type> guard_ = asio::make_work_guard(io);
    std::thread threads_[2];
};

struct tally {
    std::atomic<int> served = 0, failed = 0, canceled = 0, wrong = 0;

    void count(const answer& a) {
        if (a && *a)
            ++((*a)->secret_access_key.view() == "secret of " + (*a)->access_key_id ? served : wrong);
        else
            ++(a.error().cause() == errc::credentials_failed ? failed : wrong);
    }
};

asio::awaitable<void> use_often(std::shared_ptr<credentials_provider> provider, int times, tally& all) {
    asio::steady_timer timer(co_await asio::this_coro::executor);
    for (int i = 0; i < times; ++i) {
        snapshot keys = provider->cached();
        if (!keys) {
            const answer a = co_await provider->get();
            all.count(a);
            if (a) keys = *a;
        }
        if (keys && i % 50 == 49) provider->refused(keys);
        timer.expires_after(200us);
        co_await timer.async_wait(asio::use_awaitable);
    }
}

// Requests credentials, and is cancelled after a moment.
asio::awaitable<void> use_impatiently(std::shared_ptr<credentials_provider> provider, int times, tally& all) {
    const auto strand = asio::make_strand(co_await asio::this_coro::executor);
    for (int i = 0; i < times; ++i) {
        const auto signal = std::make_shared<asio::cancellation_signal>();
        asio::co_spawn(strand, provider->get(),
                       asio::bind_cancellation_slot(
                           signal->slot(), [signal, &all](const std::exception_ptr& e, const answer& a) {
                               if (e || (!a && a.error().cause() == errc::canceled))
                                   ++all.canceled;
                               else
                                   all.count(a);
                           }));
        asio::steady_timer timer(co_await asio::this_coro::executor, 300us);
        co_await timer.async_wait(asio::use_awaitable);
        asio::post(strand, [signal] { signal->emit(asio::cancellation_type::terminal); });
    }
}

TEST(CredentialsStress, ManyThreadsShareOneProvider) {
    const auto source = std::make_shared<hasty_source>();
    const auto provider = identity::refreshing(source, detail::real_effects());
    tally all;
    {
        running_context first, second;
        std::vector<std::future<void>> ends;
        for (int i = 0; i < 20; ++i) {
            running_context& where = i % 2 == 0 ? first : second;
            ends.push_back(asio::co_spawn(where.io, use_often(provider, 300, all), asio::use_future));
        }
        ends.push_back(asio::co_spawn(first.io, use_impatiently(provider, 150, all), asio::use_future));
        for (auto& each : ends) each.get();
    }
    EXPECT_EQ(all.wrong, 0);
    EXPECT_GT(all.served, 0);
    EXPECT_GT(source->loads, 1);
    EXPECT_EQ(source->overlaps, 0) << "one load at a time";
}

// The first load hangs.
class hanging_once final : public identity::credentials_source {
 public:
    asio::awaitable<result<identity::loaded_credentials>> load() override {
        asio::steady_timer timer(co_await asio::this_coro::executor, ++loads == 1 ? 1h : 0h);
        co_await timer.async_wait(asio::use_awaitable);
        identity::loaded_credentials loaded;
        loaded.keys.access_key_id = "A";
        loaded.keys.secret_access_key = "secret of A";
        co_return loaded;
    }

    std::atomic<int> loads = 0;
};

asio::awaitable<void> ask_once(std::shared_ptr<credentials_provider> provider, tally& all) {
    const answer a = co_await provider->get();
    all.count(a);
}

TEST(CredentialsStress, ContextDiesWhileOthersWaitForItsLoad) {
    running_context staying;
    for (int round = 0; round < 100; ++round) {
        const auto source = std::make_shared<hanging_once>();
        const auto provider = identity::refreshing(source, detail::real_effects());
        tally all, lost;
        std::vector<std::future<void>> ends;
        {
            running_context dying;
            asio::co_spawn(dying.io, ask_once(provider, lost), [](const std::exception_ptr&) {});
            while (source->loads == 0) std::this_thread::yield();
            for (int i = 0; i < 8; ++i)
                ends.push_back(asio::co_spawn(staying.io, ask_once(provider, all), asio::use_future));
            dying.stop();
        }
        for (auto& each : ends) each.get();
        EXPECT_EQ(all.served, 8);
        EXPECT_EQ(lost.served, 0);
        EXPECT_EQ(source->loads, 2);
    }
}

TEST(CredentialsStress, ContextsDieWhileOthersWakeWhoWaitsThere) {
    const auto source = std::make_shared<hasty_source>();
    const auto provider = identity::refreshing(source, detail::real_effects());
    tally all, lost;
    running_context staying;
    auto end = asio::co_spawn(staying.io, use_often(provider, 300, all), asio::use_future);
    for (int round = 0; round < 40; ++round) {
        running_context dying;
        for (int i = 0; i < 4; ++i)
            asio::co_spawn(dying.io, use_often(provider, 1'000'000, lost), [](const std::exception_ptr&) {});
        std::this_thread::sleep_for(1ms);
        dying.stop();
    }
    end.get();
    EXPECT_EQ(all.wrong, 0);
    EXPECT_EQ(lost.wrong, 0);
    EXPECT_GT(all.served, 0);
    EXPECT_EQ(source->overlaps, 0);
}

}  // namespace
}  // namespace dynaco::test::credentials_stress_test
