#include "program/terminal/interrupts.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <csignal>
#include <future>
#include <string>
#include <thread>
#include <unistd.h>

namespace dynaco::program::interrupts_test {
namespace {

void signal_process(int number) { ::kill(::getpid(), number); }

TEST(Interrupts, TheFirstSignalIsInOrderTheSecondAtOnce) {
    boost::asio::io_context io;
    const auto work = boost::asio::make_work_guard(io);
    std::promise<std::string> ended;
    int graceful = 0;
    interrupts ctrl_c(
        io.get_executor(), [&](int number) { graceful = number; },
        [&](const std::string& words) { ended.set_value(words); });
    EXPECT_EQ(ctrl_c.signalled(), 0);
    signal_process(SIGTERM);
    io.run_one();  // waits for the graceful end
    EXPECT_EQ(graceful, SIGTERM);
    EXPECT_EQ(ctrl_c.signalled(), SIGTERM);
    ctrl_c.last_words("dynaco import: 5 requests are in doubt");
    signal_process(SIGINT);  // nothing runs the executor
    EXPECT_EQ(ended.get_future().get(), "dynaco import: 5 requests are in doubt");
    EXPECT_EQ(graceful, SIGTERM);
}

TEST(Interrupts, AGracefulEndThatWasNotCalledIsDropped) {
    boost::asio::io_context io;
    int calls = 0;
    {
        std::promise<void> second;
        interrupts ctrl_c(
            io.get_executor(), [&](int) { ++calls; }, [&](const std::string&) { second.set_value(); });
        signal_process(SIGINT);
        while (ctrl_c.signalled() == 0) std::this_thread::yield();
        signal_process(SIGINT);
        second.get_future().wait();
    }
    io.run();
    EXPECT_EQ(calls, 0);
}

TEST(InterruptsDeathTest, TheSecondSignalEndsTheProcess) {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    EXPECT_EXIT(
        {
            boost::asio::io_context io;
            interrupts ctrl_c(io.get_executor(), [](int) {});
            ctrl_c.last_words("dynaco import: 5 requests are in doubt");
            signal_process(SIGINT);
            while (ctrl_c.signalled() == 0) std::this_thread::yield();
            signal_process(SIGINT);
            for (;;) ::pause();
        },
        testing::ExitedWithCode(interrupted_status), "\ndynaco import: 5 requests are in doubt\n");
}

}  // namespace
}  // namespace dynaco::program::interrupts_test
