#include "program/at_once.hpp"

#include <dynaco/errors.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <stdexcept>
#include <vector>

namespace dynaco::program::at_once_test {
namespace {

namespace asio = boost::asio;

/// Work that takes some turns of the executor, and notes what runs.
struct noted_work {
    std::vector<std::size_t> begun{};
    std::size_t running = 0;
    std::size_t most = 0;
    std::size_t fails_at = ~std::size_t{0};

    static awaitable<void> piece(std::shared_ptr<noted_work> notes, asio::any_io_executor executor,
                                 std::size_t number) {
        notes->begun.push_back(number);
        notes->most = std::max(notes->most, ++notes->running);
        for (std::size_t i = 0; i < 5 + number % 3; ++i) co_await asio::post(executor, asio::use_awaitable);
        --notes->running;
        if (number == notes->fails_at) throw std::runtime_error("no");
    }
};

std::exception_ptr run_several(const std::shared_ptr<noted_work>& notes, std::size_t count,
                               std::size_t most) {
    asio::io_context io;
    const asio::any_io_executor executor = io.get_executor();
    std::exception_ptr thrown;
    std::function<awaitable<void>(std::size_t)> work = [notes, executor](std::size_t number) {
        return noted_work::piece(notes, executor, number);
    };
    asio::co_spawn(io, several_at_once(count, most, std::move(work)),
                   [&thrown](std::exception_ptr why) { thrown = std::move(why); });
    io.run();
    return thrown;
}

TEST(SeveralAtOnce, DoesAllWithinTheBound) {
    const auto notes = std::make_shared<noted_work>();
    EXPECT_EQ(run_several(notes, 20, 4), nullptr);
    ASSERT_EQ(notes->begun.size(), 20u);
    EXPECT_TRUE(std::ranges::is_sorted(notes->begun));
    EXPECT_EQ(notes->most, 4u);
    EXPECT_EQ(notes->running, 0u);
}

TEST(SeveralAtOnce, DoesFewerThanTheBound) {
    const auto notes = std::make_shared<noted_work>();
    EXPECT_EQ(run_several(notes, 2, 8), nullptr);
    EXPECT_EQ(notes->most, 2u);
    EXPECT_EQ(run_several(notes, 0, 8), nullptr);
    EXPECT_EQ(notes->begun.size(), 2u);
}

TEST(SeveralAtOnce, AFailureBeginsNothingMoreAndIsThrown) {
    const auto notes = std::make_shared<noted_work>();
    notes->fails_at = 3;
    const std::exception_ptr thrown = run_several(notes, 100, 4);
    ASSERT_NE(thrown, nullptr);
    EXPECT_THROW(std::rethrow_exception(thrown), std::runtime_error);
    EXPECT_LT(notes->begun.size(), 20u);
    EXPECT_EQ(notes->running, 0u);
}

TEST(SeveralAtOnce, CanBeCancelled) {
    asio::io_context io;
    const auto timer = std::make_shared<asio::steady_timer>(io, asio::steady_timer::time_point::max());
    std::function<awaitable<void>(std::size_t)> work = [timer](std::size_t) {
        return timer->async_wait(asio::use_awaitable);
    };
    asio::cancellation_signal stop;
    std::exception_ptr thrown;
    asio::co_spawn(io, several_at_once(2, 2, std::move(work)),
                   asio::bind_cancellation_slot(stop.slot(), [&](std::exception_ptr why) {
                       thrown = std::move(why);
                       io.stop();
                   }));
    asio::post(io, [&] { asio::post(io, [&] { stop.emit(asio::cancellation_type::terminal); }); });
    io.run();
    ASSERT_NE(thrown, nullptr);
    EXPECT_THROW(std::rethrow_exception(thrown), boost::system::system_error);
}

}  // namespace
}  // namespace dynaco::program::at_once_test
