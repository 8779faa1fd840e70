#pragma once

#include "support/run.hpp"

#include <dynaco/errors.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

#include <exception>
#include <memory>
#include <utility>

namespace dynaco::test {

/// A started coroutine that can be cancelled.
template <class T>
struct cancellable : pending<T> {
    void cancel() { signal.emit(boost::asio::cancellation_type::terminal); }
    boost::asio::cancellation_signal signal{};
};

/// Starts an awaitable on an executor. The returned object has its state and its outcome.
template <class T>
std::shared_ptr<cancellable<T>> start_cancellable(const boost::asio::any_io_executor& executor,
                                                  boost::asio::awaitable<T> work) {
    auto p = std::make_shared<cancellable<T>>();
    boost::asio::co_spawn(
        executor, std::move(work),
        boost::asio::bind_cancellation_slot(p->signal.slot(), [p](const std::exception_ptr& e, T value) {
            p->thrown = e;
            if (!e) p->value.emplace(std::move(value));
            p->done = true;
        }));
    return p;
}

/// The failure of a call that returns a result.
template <class T>
failure failure_of(const cancellable<result<T>>& call) {
    if (call.done && !call.thrown && !*call.value) return call.value->error();
    ADD_FAILURE() << (call.done ? "the call did not fail" : "the call has not ended");
    return {};
}

/// The failure of a call that has thrown dynaco::error.
template <class T>
failure thrown_failure(const cancellable<T>& call) {
    try {
        if (call.thrown) std::rethrow_exception(call.thrown);
    } catch (const error& e) {
        return e.as_failure();
    }
    ADD_FAILURE() << (call.done ? "the call did not throw" : "the call has not ended");
    return {};
}

/// Whether a call that returns a result ended because it was cancelled: with a failure that says so, or with
/// Asio's exception.
template <class T>
bool was_canceled(const cancellable<result<T>>& call) {
    if (!call.done) return false;
    if (!call.thrown) return !*call.value && call.value->error().cause() == errc::canceled;
    try {
        std::rethrow_exception(call.thrown);
    } catch (const boost::system::system_error& e) {
        return e.code() == boost::asio::error::operation_aborted;
    }
}

}  // namespace dynaco::test
