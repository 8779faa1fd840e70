#include "transport/open_in_time.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <optional>
#include <utility>

namespace dynaco::transport {
namespace {

namespace asio = boost::asio;
using opened = result<std::unique_ptr<connection>>;

// Owned by both sides: either may end first.
struct opening {
    opening(const asio::any_io_executor& executor, const origin& where,
            std::shared_ptr<const connection_setup> what)
        : to(where), setup(std::move(what)), alarm(executor) {}

    // Also before the other side waits: an alarm that is over rings at once.
    void finish(const std::exception_ptr& thrown, opened o) {
        if (abandoned) return;
        error = thrown;
        outcome.emplace(std::move(o));
        alarm.expires_at(steady_time::min());
    }

    const origin to;
    const std::shared_ptr<const connection_setup> setup;
    asio::steady_timer alarm;
    asio::cancellation_signal signal{};
    opening_report report{};
    std::optional<opened> outcome{};
    std::exception_ptr error{};
    bool abandoned = false;
};

void start(const asio::any_io_executor& executor, const std::shared_ptr<opening>& o) {
    asio::co_spawn(executor, open_connection(o->to, *o->setup, o->report),
                   asio::bind_cancellation_slot(o->signal.slot(), [o](const std::exception_ptr& e, opened c) {
                       o->finish(e, std::move(c));
                   }));
}

}  // namespace

awaitable<result<std::unique_ptr<connection>>> open_in_time(const origin& to,
                                                            std::shared_ptr<const connection_setup> setup,
                                                            steady_time until) {
    const auto executor = co_await asio::this_coro::executor;
    const auto o = std::make_shared<opening>(executor, to, std::move(setup));
    o->alarm.expires_at(until);
    start(executor, o);
    boost::system::error_code ignored;
    co_await o->alarm.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    if (o->error) std::rethrow_exception(o->error);
    if (o->outcome) co_return std::move(*o->outcome);
    o->abandoned = true;
    o->signal.emit(asio::cancellation_type::terminal);
    const auto cancellation = co_await asio::this_coro::cancellation_state;
    if (cancellation.cancelled() != asio::cancellation_type::none) co_return failure(errc::canceled, {});
    co_return failure(errc::connect_timed_out, {.detail = o->report.phase});
}

}  // namespace dynaco::transport
