#include "client/ask_credentials.hpp"

#include "identity/thrown_failure.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <mutex>
#include <optional>
#include <utility>

namespace dynaco {
namespace {

namespace asio = boost::asio;
using boost::system::error_code;
using transport::steady_time;

// What a provider and an alarm run for. They live on a strand of their own, since the caller may be gone, or
// on another thread, when they end.
struct race {
    explicit race(const asio::any_io_executor& executor)
        : strand(asio::make_strand(executor)), bell(executor, steady_time::max()) {}

    const asio::strand<asio::any_io_executor> strand;
    // Used on the strand only.
    asio::cancellation_signal stop_provider;
    asio::cancellation_signal stop_alarm;
    bool provider_runs = true;
    bool alarm_runs = false;
    bool over = false;

    std::mutex mutex;         // guards the rest
    asio::steady_timer bell;  // moved into the past, it rings, also for who has not begun to listen
    std::optional<credentials_answer> outcome{};

    // The first outcome counts.
    void end(credentials_answer how) {
        const std::lock_guard lock(mutex);
        if (outcome) return;
        outcome.emplace(std::move(how));
        bell.expires_at(steady_time::min());
    }
    [[nodiscard]] bool ended() {
        const std::lock_guard lock(mutex);
        return outcome.has_value();
    }
    // On the strand.
    void stop() {
        over = true;
        if (provider_runs) stop_provider.emit(asio::cancellation_type::terminal);
        if (alarm_runs) stop_alarm.emit(asio::cancellation_type::terminal);
    }
};

// Ends the race from within: the handler of co_spawn would be called a turn later.
asio::awaitable<void> ask(std::shared_ptr<race> r, std::shared_ptr<credentials_provider> provider) {
    credentials_answer answer = co_await provider->get();
    r->end(std::move(answer));
}

void start_provider(const std::shared_ptr<race>& r, std::shared_ptr<credentials_provider> provider) {
    asio::co_spawn(
        r->strand, ask(r, std::move(provider)),
        asio::bind_cancellation_slot(r->stop_provider.slot(), [r](const std::exception_ptr& thrown) {
            r->provider_runs = false;
            if (thrown) r->end(identity::thrown_failure(thrown, errc::missing_credentials, "the provider"));
        }));
}

void start_alarm(const std::shared_ptr<race>& r, const std::shared_ptr<effects>& world, steady_time at) {
    asio::dispatch(r->strand, [r, world, at] {
        if (r->over) return;
        r->alarm_runs = true;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(at - world->now());
        asio::co_spawn(
            r->strand, world->sleep_beside(left),
            asio::bind_cancellation_slot(r->stop_alarm.slot(), [r, world](const std::exception_ptr&) {
                r->alarm_runs = false;
                r->end(failure(errc::deadline_exceeded, {}));
            }));
    });
}

asio::awaitable<void> listen(race& r) {
    error_code ignored;
    const auto start = [&r](auto handler) {
        const std::lock_guard lock(r.mutex);
        r.bell.async_wait(std::move(handler));
    };
    auto token = asio::redirect_error(asio::use_awaitable, ignored);
    co_await asio::async_initiate<decltype(token), void(error_code)>(start, token);
}

}  // namespace

asio::awaitable<credentials_answer> ask_credentials(std::shared_ptr<credentials_provider> provider,
                                                    std::shared_ptr<effects> world, steady_time deadline) {
    const auto r = std::make_shared<race>(co_await asio::this_coro::executor);
    start_provider(r, std::move(provider));
    if (!r->ended()) {
        start_alarm(r, world, deadline);
        // Not in a destructor: that also runs when the context dies, where nothing may be signalled.
        try {
            co_await listen(*r);
        } catch (const boost::system::system_error&) {
            r->end(failure(errc::canceled, {}));  // before it began to listen
        }
        r->end(failure(errc::canceled, {}));
        asio::dispatch(r->strand, [r] { r->stop(); });
    }
    const std::lock_guard lock(r->mutex);
    co_return std::move(*r->outcome);
}

}  // namespace dynaco
