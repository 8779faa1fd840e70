#include "program/at_once.hpp"

#include <dynaco/errors.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>
#include <memory>
#include <utility>

namespace dynaco::program {
namespace {

using boost::asio::steady_timer;

// What the workers share; it may outlive the call.
struct shared_work {
    shared_work(const boost::asio::any_io_executor& executor, std::size_t pieces,
                std::function<awaitable<void>(std::size_t)> each)
        : count(pieces), work(std::move(each)), all_done(executor, steady_timer::time_point::max()) {}

    std::size_t count;
    std::function<awaitable<void>(std::size_t)> work;
    steady_timer all_done;
    std::size_t next = 0;
    std::size_t workers = 0;  // that have not ended
    std::exception_ptr failed{};
};

awaitable<void> work_until_end(std::shared_ptr<shared_work> shared) {
    while (shared->next < shared->count && !shared->failed) {
        awaitable<void> piece = shared->work(shared->next++);
        co_await std::move(piece);
    }
}

}  // namespace

awaitable<void> several_at_once(std::size_t count, std::size_t most,
                                std::function<awaitable<void>(std::size_t)> work) {
    const auto executor = co_await boost::asio::this_coro::executor;
    const auto shared = std::make_shared<shared_work>(executor, count, std::move(work));
    shared->workers = std::min(count, std::max<std::size_t>(most, 1));
    const auto ended = [shared](std::exception_ptr why) {
        if (why && !shared->failed) shared->failed = std::move(why);
        if (--shared->workers == 0) shared->all_done.cancel();
    };
    const std::size_t workers = shared->workers;
    for (std::size_t i = 0; i < workers; ++i) boost::asio::co_spawn(executor, work_until_end(shared), ended);
    if (shared->workers > 0) {
        boost::system::error_code ignored;
        co_await shared->all_done.async_wait(
            boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
    }
    if (shared->workers > 0) {
        shared->count = 0;  // cancelled: nothing more begins
        throw error(errc::canceled, {});
    }
    if (shared->failed) std::rethrow_exception(shared->failed);
}

}  // namespace dynaco::program
