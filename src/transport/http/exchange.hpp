#pragma once

#include "transport/http/connection.hpp"

#include <boost/asio/associated_cancellation_slot.hpp>
#include <boost/asio/associated_executor.hpp>
#include <boost/asio/defer.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include <cassert>
#include <exception>
#include <utility>

namespace dynaco::transport {

/// True if the last exchange of this thread was on the same connection. The next call compares with this one.
inline bool is_last_of_thread(const void* connection) noexcept {
    thread_local const void* last = nullptr;
    return std::exchange(last, connection) == connection;
}

/// A running exchange. Writes and reads until the connection says that it has ended.
///
/// Its steps run on the executor of the socket. Only the final call of `Handler` runs on the handler's
/// executor: a switch between writing and reading would cost more than both. To cancel it, the socket is shut
/// down, which is safe from any thread.
template <class Stream>
template <class Handler>
class http_connection<Stream>::exchange_operation {
 public:
    exchange_operation(http_connection& c, Handler handler) : connection_(&c), handler_(std::move(handler)) {}

    void begin() {
        auto slot = boost::asio::get_associated_cancellation_slot(handler_);
        if (slot.is_connected()) {
            assert(!runs_on_several_threads(executor_of_handler()) &&
                   "dynaco: a call that can be cancelled must not run on a thread_pool of several threads; "
                   "start it on a strand, co_spawn(make_strand(threads), ...), and emit the signal there");
            slot.assign([all = connection_->exchanges_, number = connection_->now_->watch.number()](
                            boost::asio::cancellation_type) { all->cancel(number); });
        }
        connection_->write_at_once() ? read_later() : write();
    }
    /// Ends the exchange before it begins.
    void refuse(exchange_result why) {
        const auto executor = executor_of_handler();
        boost::asio::post(executor, [handler = std::move(handler_), why = std::move(why)]() mutable {
            std::move(handler)(std::exception_ptr(), std::move(why));
        });
    }

    void operator()(error_code ec, std::size_t bytes) {
        try {
            if (connection_->now_->bytes_unsent > 0) {
                if (connection_->written(ec, bytes)) {
                    connection_->listen_while_sending();
                    return write();
                }
                if (!connection_->now_->ec) return read_later();
                if (connection_->may_have_answered()) return read();
            } else if (connection_->read(ec, bytes)) {
                return read();
            }
        } catch (...) {  // out of memory
            return complete(std::current_exception(), {failure(errc::connection_lost, {})});
        }
        complete(nullptr, connection_->finish());
    }

 private:
    void write() {
        http_connection& c = *connection_;
        c.stream_.async_write_some(c.now_->unsent, std::move(*this));
    }
    void read() {
        http_connection& c = *connection_;
        c.stream_.async_read_some(c.room(), std::move(*this));
    }
    // When a read begins, Asio tries to receive. Right after the write that system call fails, because
    // the response is not there. If other connections have handlers that are ready, they run first, and the
    // response may arrive in that time. If the thread uses one connection only, there is nothing to wait for.
    void read_later() {
        if (is_last_of_thread(connection_)) return read();
        const auto executor = connection_->stream_.get_executor();
        auto begin_read = [self = std::move(*this)]() mutable { self.read(); };
        const auto* const io = executor.template target<boost::asio::io_context::executor_type>();
        io ? boost::asio::defer(*io, std::move(begin_read))
           : boost::asio::defer(executor, std::move(begin_read));
    }

    // Asio requires that a cancellation signal is emitted where the operation runs, and not by several
    // threads at the same time.
    template <class Executor>
    static bool runs_on_several_threads(const Executor& executor) {
        const auto* const threads = executor.template target<boost::asio::thread_pool::executor_type>();
        return threads && boost::asio::query(*threads, boost::asio::execution::occupancy) > 1;
    }
    auto executor_of_handler() const {
        return boost::asio::get_associated_executor(handler_, connection_->stream_.get_executor());
    }
    void complete(std::exception_ptr e, exchange_result outcome) {
        const auto executor = executor_of_handler();
        // The usual executor, called without the cost of type erasure.
        const auto* const io = executor.template target<boost::asio::io_context::executor_type>();
        if (io && io->running_in_this_thread()) return std::move(handler_)(e, std::move(outcome));
        boost::asio::dispatch(executor,
                              [handler = std::move(handler_), e, outcome = std::move(outcome)]() mutable {
                                  std::move(handler)(e, std::move(outcome));
                              });
    }

    http_connection* connection_;
    Handler handler_;
};

}  // namespace dynaco::transport
