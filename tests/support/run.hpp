#pragma once

#include "support/spawn.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <chrono>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <type_traits>
#include <utility>

namespace dynaco::test {

/// A started coroutine. It stores its outcome here when it is done.
template <class T>
struct pending {
    std::optional<T> value{};
    std::exception_ptr thrown{};
    bool done = false;

    /// Returns the value, or rethrows the exception.
    T get() {
        if (thrown) std::rethrow_exception(thrown);
        return std::move(value).value();
    }
};

template <class T>
boost::asio::awaitable<void> keep_result(boost::asio::awaitable<T> work, std::shared_ptr<pending<T>> into) {
    T value = co_await std::move(work);
    into->value.emplace(std::move(value));
}

/// Starts an awaitable on an executor. The returned object has its state and its outcome.
template <class T>
std::shared_ptr<pending<T>> start(const boost::asio::any_io_executor& executor,
                                  boost::asio::awaitable<T> work) {
    auto p = std::make_shared<pending<T>>();
    spawn(executor, keep_result(std::move(work), p), [p](const std::exception_ptr& e) {
        p->thrown = e;
        p->done = true;
    });
    return p;
}

/// Runs the context until `finished()`. Fails the test and throws if that takes longer than `patience`.
template <class Finished>
void run_until(boost::asio::io_context& io, Finished finished,
               std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    const auto end = std::chrono::steady_clock::now() + patience;
    io.restart();
    while (!finished()) {
        if (std::chrono::steady_clock::now() >= end || (io.stopped() && !finished())) {
            ADD_FAILURE() << (io.stopped() ? "the context has no more work, but the coroutine is not done"
                                           : "the coroutine is not done in time");
            throw std::runtime_error("run_until: not done");
        }
        io.run_one_until(end);
    }
}

/// Runs an awaitable to its end. Returns its value or rethrows; fails the test if it does not end.
template <class T>
T run(boost::asio::io_context& io, boost::asio::awaitable<T> work,
      std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    const auto p = start(io.get_executor(), std::move(work));
    run_until(
        io, [&p] { return p->done; }, patience);
    return p->get();
}

/// Whether the context runs out of work within `limit`, so that no timer or socket keeps it busy.
inline bool runs_dry(boost::asio::io_context& io,
                     std::chrono::milliseconds limit = std::chrono::milliseconds(500)) {
    io.restart();
    io.run_for(limit);
    return io.stopped();
}

}  // namespace dynaco::test
