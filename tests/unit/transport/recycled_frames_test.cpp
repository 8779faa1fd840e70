#include "support/cancellable.hpp"

#include <dynaco/detail/transport/recycled_frames.hpp>

#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>
#include <gtest/gtest.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

/// Coroutines whose frames are in frame_memory behave as Asio's others.
namespace dynaco::test::recycled_frames_test {
namespace {

namespace asio = boost::asio;

template <class T>
using awaitable = asio::awaitable<T>;

struct worker {
    using recycles_frames = void;

    awaitable<std::string> text(std::string word) const {
        const auto copy = word + prefix;
        co_return copy;
    }
    awaitable<std::string> sum(int depth) const {
        if (depth == 0) co_return std::string("end");
        const std::string rest = co_await sum(depth - 1);
        const std::string mine = co_await text("x");
        co_return mine + rest;
    }
    awaitable<void> fail() const {
        co_await nothing();
        throw std::runtime_error("as it should");
    }
    static awaitable<void> nothing() { co_return; }
    awaitable<std::string> caught() const {
        std::string what;
        try {
            co_await fail();
        } catch (const std::runtime_error& e) {
            what = e.what();
        }
        co_return what;
    }
    awaitable<void> wait(asio::steady_timer& timer) const { co_await timer.async_wait(asio::use_awaitable); }
    // Whether a wait and the next call end with the exception that Asio throws.
    awaitable<bool> canceled(asio::steady_timer& timer) const {
        int thrown = 0;
        try {
            co_await wait(timer);
        } catch (const boost::system::system_error& e) {
            thrown += e.code() == asio::error::operation_aborted;
        }
        try {
            co_await text("not called");
        } catch (const boost::system::system_error& e) {
            thrown += e.code() == asio::error::operation_aborted;
        }
        const auto state = co_await asio::this_coro::cancellation_state;
        co_return thrown == 2 && state.cancelled() != asio::cancellation_type::none;
    }
    awaitable<std::unique_ptr<int>> moved() const {
        auto made = std::make_unique<int>(7);
        co_return made;
    }

    std::string prefix = "-";
};

static_assert(detail::recycles_frames<worker>);
static_assert(!detail::recycles_frames<std::string>);

TEST(RecycledFrames, ReturnValues) {
    asio::io_context io;
    const worker w;
    EXPECT_EQ(run(io, w.text("a")), "a-");
    EXPECT_EQ(run(io, w.sum(20)), std::string("x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-x-end"));
    EXPECT_EQ(*run(io, w.moved()), 7);
}

TEST(RecycledFrames, PassExceptionsOn) {
    asio::io_context io;
    const worker w;
    EXPECT_EQ(run(io, w.caught()), "as it should");
}

TEST(RecycledFrames, CanBeCancelled) {
    asio::io_context io;
    const worker w;
    asio::steady_timer timer(io, asio::steady_timer::time_point::max());
    const auto call = test::start_cancellable(io.get_executor(), w.canceled(timer));
    io.poll();
    call->cancel();
    io.restart();
    io.run();
    ASSERT_TRUE(call->done);
    EXPECT_TRUE(call->get());
}

TEST(RecycledFrames, AreDestroyedWithoutHavingRun) {
    auto owned = std::make_shared<int>(1);
    struct holder {
        using recycles_frames = void;
        awaitable<int> value(std::shared_ptr<int> from) const {
            const int got = *from;
            co_return got;
        }
    };
    { const auto never_awaited = holder().value(owned); }
    EXPECT_EQ(owned.use_count(), 1);
}

TEST(RecycledFrames, AreDestroyedWithTheirContext) {
    auto owned = std::make_shared<int>(1);
    struct holder {
        using recycles_frames = void;
        awaitable<void> keep(std::shared_ptr<int> what, asio::steady_timer& timer) const {
            co_await timer.async_wait(asio::use_awaitable);
            what.reset();
        }
    };
    const holder h;
    {
        asio::io_context io;
        asio::steady_timer timer(io, asio::steady_timer::time_point::max());
        asio::co_spawn(io, h.keep(owned, timer), [](const std::exception_ptr&) {});
        io.poll();
        EXPECT_EQ(owned.use_count(), 2);
    }
    EXPECT_EQ(owned.use_count(), 1);
}

}  // namespace
}  // namespace dynaco::test::recycled_frames_test
