#include "transport/deadline/watchdog.hpp"

#include "support/run.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/thread_pool.hpp>
#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

namespace dynaco::transport::watchdog_test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

// A socket that the watchdog may shut down, seen from its other end.
class watched_socket {
 public:
    watched_socket() { EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, ends_.data()), 0); }
    ~watched_socket() { ::close(ends_[0]), ::close(ends_[1]); }
    watched_socket(const watched_socket&) = delete;
    watched_socket& operator=(const watched_socket&) = delete;

    [[nodiscard]] int get() const { return ends_[0]; }
    [[nodiscard]] bool shut_down() const {
        char byte = 0;
        return ::recv(ends_[1], &byte, 1, MSG_DONTWAIT) == 0;
    }

 private:
    std::array<int, 2> ends_{};
};

steady_time in(milliseconds time) { return std::chrono::steady_clock::now() + time; }

struct bench {
    boost::asio::io_context io{1};
    std::shared_ptr<watchdog> dog = watchdog::make(io.get_executor());
    // The timer does not count as work: the operations that are watched do.
    void run_for(milliseconds time) {
        const auto watched = boost::asio::make_work_guard(io);
        io.restart();
        io.run_for(time);
    }
    void run_until_cut_off(const watchdog::watch& w) {
        const auto watched = boost::asio::make_work_guard(io);
        const auto patience = in(seconds(10));
        io.restart();
        while (!w.cut_off() && std::chrono::steady_clock::now() < patience) io.run_one_for(milliseconds(10));
    }
};

TEST(Watchdog, LeavesNothingToRunWhenNothingIsWatched) {
    bench b;
    EXPECT_TRUE(test::runs_dry(b.io));
    const watched_socket s;
    { const watchdog::watch w(*b.dog, s.get(), in(seconds(60))); }
    EXPECT_TRUE(test::runs_dry(b.io));
    EXPECT_FALSE(s.shut_down());
}

// A blocking caller runs the context for each call.
TEST(Watchdog, DoesNotKeepTheContextWhenNothingIsWatched) {
    bench b;
    const watched_socket s;
    for (int call = 0; call < 3; ++call) {
        { const watchdog::watch w(*b.dog, s.get(), in(seconds(60))); }
        b.io.restart();
        EXPECT_EQ(b.io.poll(), 0U);
        EXPECT_TRUE(b.io.stopped()) << call;
    }
    // A watch does not count as work either.
    const watchdog::watch w(*b.dog, s.get(), in(milliseconds(20)));
    b.io.restart();
    b.io.poll();
    EXPECT_TRUE(b.io.stopped());
    b.run_until_cut_off(w);
    EXPECT_EQ(w.cut_off(), errc::attempt_timed_out);
    EXPECT_TRUE(test::runs_dry(b.io));
}

TEST(Watchdog, TheTimerThatWasLeftMayGoOff) {
    bench b;
    const watched_socket s;
    const auto other_work = boost::asio::make_work_guard(b.io);
    { const watchdog::watch w(*b.dog, s.get(), in(milliseconds(10))); }
    b.run_for(milliseconds(40));
    EXPECT_FALSE(b.io.stopped()) << "there is other work";
    const watchdog::watch w(*b.dog, s.get(), in(milliseconds(10)));
    b.run_for(milliseconds(40));
    EXPECT_EQ(w.cut_off(), errc::attempt_timed_out);
    EXPECT_FALSE(b.io.stopped());
}

TEST(Watchdog, OnAThreadPoolNothingIsLeftToWaitFor) {
    boost::asio::thread_pool threads(2);
    const auto dog = watchdog::make(threads.get_executor());
    const watched_socket s;
    { const watchdog::watch w(*dog, s.get(), in(seconds(600))); }
    threads.join();
    EXPECT_FALSE(s.shut_down());
}

TEST(Watchdog, ShutsDownAtTheDeadlineAndNotBefore) {
    bench b;
    const watched_socket s;
    const watchdog::watch w(*b.dog, s.get(), in(milliseconds(60)));
    b.run_for(milliseconds(20));
    EXPECT_FALSE(w.cut_off());
    EXPECT_FALSE(s.shut_down());
    b.run_until_cut_off(w);
    EXPECT_EQ(w.cut_off(), errc::attempt_timed_out);
    EXPECT_TRUE(s.shut_down());
}

TEST(Watchdog, DeadlineThatHasPassedAlready) {
    bench b;
    const watched_socket s;
    const watchdog::watch w(*b.dog, s.get(), in(milliseconds(-1000)));
    b.run_until_cut_off(w);
    EXPECT_EQ(w.cut_off(), errc::attempt_timed_out);
}

TEST(Watchdog, DisarmedOnesAreLeftAlone) {
    bench b;
    const watched_socket s;
    const watched_socket other;
    watchdog::watch w(*b.dog, s.get(), in(milliseconds(20)));
    const watchdog::watch longer(*b.dog, other.get(), in(milliseconds(60)));
    w.disarm();
    w.disarm();
    b.run_until_cut_off(longer);
    EXPECT_FALSE(w.cut_off());
    EXPECT_FALSE(s.shut_down());
    EXPECT_EQ(longer.cut_off(), errc::attempt_timed_out);
}

TEST(Watchdog, CancelledAtOnceButOnlyWhileItWatches) {
    bench b;
    const watched_socket s;
    const watched_socket other;
    watchdog::watch w(*b.dog, s.get(), in(seconds(60)));
    watchdog::watch over(*b.dog, other.get(), in(seconds(60)));
    w.cancel();
    over.disarm();
    over.cancel();
    EXPECT_EQ(w.cut_off(), errc::canceled);
    EXPECT_TRUE(s.shut_down());
    EXPECT_FALSE(over.cut_off());
    EXPECT_FALSE(other.shut_down());
    w.disarm();
    EXPECT_TRUE(test::runs_dry(b.io));
}

TEST(Watchdog, EachAtItsOwnTime) {
    bench b;
    const std::array<watched_socket, 3> s;
    const watchdog::watch late(*b.dog, s[0].get(), in(milliseconds(250)));
    const watchdog::watch early(*b.dog, s[1].get(), in(milliseconds(30)));
    const watchdog::watch never(*b.dog, s[2].get(), steady_time::max());
    b.run_for(milliseconds(120));
    EXPECT_EQ(early.cut_off(), errc::attempt_timed_out);
    EXPECT_FALSE(late.cut_off());
    b.run_until_cut_off(late);
    EXPECT_EQ(late.cut_off(), errc::attempt_timed_out);
    EXPECT_FALSE(never.cut_off());
}

TEST(Watchdog, ServesAgainAfterItHasRested) {
    bench b;
    for (int round = 0; round < 3; ++round) {
        const watched_socket s;
        {
            const watchdog::watch earlier(*b.dog, s.get(), in(milliseconds(10)));
            const watchdog::watch w(*b.dog, s.get(), in(seconds(10)));
        }
        const watchdog::watch w(*b.dog, s.get(), in(milliseconds(20)));
        b.run_until_cut_off(w);
        EXPECT_EQ(w.cut_off(), errc::attempt_timed_out) << round;
    }
}

TEST(Watchdog, MayDieBeforeItsTimer) {
    bench b;
    const watched_socket s;
    { const watchdog::watch w(*b.dog, s.get(), in(milliseconds(10))); }
    b.dog.reset();
    EXPECT_TRUE(test::runs_dry(b.io));
}

TEST(Watchdog, IsUsedByManyThreads) {
    bench b;
    const auto work = boost::asio::make_work_guard(b.io);
    std::thread runner([&b] { b.io.run(); });
    std::vector<std::thread> users;
    std::atomic<int> fired = 0;
    for (int i = 0; i < 4; ++i)
        users.emplace_back([&] {
            for (int round = 0; round < 300; ++round) {
                const watched_socket s;
                const bool short_time = round % 100 == 0;
                const watchdog::watch w(*b.dog, s.get(),
                                        in(short_time ? milliseconds(1) : milliseconds(5000)));
                if (!short_time) continue;
                while (!w.cut_off()) std::this_thread::yield();
                ++fired;
            }
        });
    for (auto& each : users) each.join();
    b.io.stop();
    runner.join();
    EXPECT_EQ(fired, 12);
}

// A slot's handler may be called when the exchange, or its connection, has ended long ago.
TEST(Watchdog, AnExchangeIsCancelledByItsNumber) {
    bench b;
    const watched_socket s;
    const auto all = std::make_shared<watchdog::exchanges>(b.dog);
    std::uint64_t first = 0;
    {
        const watchdog::watch w(*b.dog, s.get(), in(seconds(60)), all.get());
        first = w.number();
    }
    all->cancel(first);
    {
        const watchdog::watch w(*b.dog, s.get(), in(seconds(60)), all.get());
        all->cancel(first);
        EXPECT_FALSE(w.cut_off());
        EXPECT_FALSE(s.shut_down());
        all->cancel(w.number());
        EXPECT_EQ(w.cut_off(), errc::canceled);
        EXPECT_TRUE(s.shut_down());
        all->cancel(w.number());
    }
    b.dog.reset();
    all->cancel(2);
}

TEST(Watchdog, ExchangesAreCancelledWhileTheyEnd) {
    bench b;
    const auto all = std::make_shared<watchdog::exchanges>(b.dog);
    std::atomic<bool> over = false;
    std::thread canceller([&] {  // of those with even numbers
        for (std::uint64_t number = 0; !over; number = (number + 2) % 2000) all->cancel(number);
    });
    int cut_off = 0;
    for (int i = 0; i < 2000; ++i) {
        const watched_socket s;
        const watchdog::watch w(*b.dog, s.get(), in(seconds(60)), all.get());
        const bool odd = w.number() % 2 == 1;
        if (i == 1001) {
            while (!w.cut_off()) std::this_thread::yield();
        }
        cut_off += odd && w.cut_off() ? 1 : 0;
    }
    over = true;
    canceller.join();
    EXPECT_EQ(cut_off, 0) << "of another number";
}

}  // namespace
}  // namespace dynaco::transport::watchdog_test
