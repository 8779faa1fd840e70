#pragma once

#include <dynaco/client.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <string>

namespace dynaco::test {

/// A call under way that can be cancelled, and how it ended.
class watched_call {
 public:
    watched_call(boost::asio::io_context& io, awaitable<void> work) {
        boost::asio::co_spawn(
            io, std::move(work),
            boost::asio::bind_cancellation_slot(signal_.slot(), [this](const std::exception_ptr& e) {
                ++endings;
                if (e) note(e);
            }));
    }
    watched_call(const watched_call&) = delete;
    watched_call& operator=(const watched_call&) = delete;

    void cancel(boost::asio::cancellation_type type = boost::asio::cancellation_type::terminal) {
        signal_.emit(type);
    }
    [[nodiscard]] bool succeeded() const { return endings == 1 && text.empty(); }

    int endings = 0;
    errc cause{};          ///< The cause, if it ended with a dynaco::error.
    bool aborted = false;  ///< It ended with Asio's exception.
    std::string text{};    ///< The exception that was thrown.

 private:
    void note(const std::exception_ptr& e) {
        try {
            std::rethrow_exception(e);
        } catch (const error& ours) {
            cause = ours.cause();
            text = ours.what();
        } catch (const boost::system::system_error& other) {
            aborted = other.code() == boost::asio::error::operation_aborted;
            text = other.what();
        } catch (const std::exception& other) {
            text = other.what();
        }
    }

    boost::asio::cancellation_signal signal_{};
};

}  // namespace dynaco::test
