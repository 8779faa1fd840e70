#include "client/call/ask_credentials.hpp"

#include "identity/source/failure.hpp"
#include "transport/bell.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/system/system_error.hpp>

#include <mutex>
#include <optional>
#include <utility>

namespace dynaco::detail {
namespace {

namespace asio = boost::asio;
using transport::steady_time;

using strand = asio::strand<asio::any_io_executor>;

// Runs one call of a provider against the end of the caller. Shared with the provider, which may end after
// the call, or never if nothing runs its context.
class race final : public transport::context_resident {
 public:
    race(const asio::any_io_executor& provider_runs_on, const asio::any_io_executor& caller)
        : strand_(asio::make_strand(provider_runs_on)), bell_(caller, steady_time::max()) {}

    void start(const std::shared_ptr<race>& self, std::shared_ptr<credentials_provider> provider);
    // Sets the outcome. Only the first outcome counts.
    void end(credentials_answer how);
    asio::awaitable<void> wait() { return bell_.wait(); }
    // Call it when the caller ends, because its context may end before the provider does.
    void forget_caller() noexcept { bell_.remove(); }
    // Returns the outcome to the caller. Cancels the provider if it is still running.
    credentials_answer finish(const std::shared_ptr<race>& self);
    [[nodiscard]] bool ended();
    void context_ended() noexcept override;

 private:
    static asio::awaitable<void> ask(std::shared_ptr<race> self,
                                     std::shared_ptr<credentials_provider> provider);

    // Used on the strand only, like `runs_`. Its handler holds an executor, so it is destroyed at the end of
    // the context.
    std::optional<asio::cancellation_signal> stop_{std::in_place};
    bool runs_ = true;

    std::mutex mutex_;              // guards the members below
    std::optional<strand> strand_;  // empty after the end of its context
    std::optional<credentials_answer> outcome_{};
    transport::bell bell_;
};

// Ends the race inside the coroutine, because the handler of co_spawn would be called later.
asio::awaitable<void> race::ask(std::shared_ptr<race> self, std::shared_ptr<credentials_provider> provider) {
    credentials_answer answer = co_await provider->get();
    self->end(std::move(answer));
}

void race::start(const std::shared_ptr<race>& self, std::shared_ptr<credentials_provider> provider) {
    const strand on = *strand_;
    transport::tell_context_end(on.get_inner_executor(), self);
    asio::co_spawn(
        on, ask(self, std::move(provider)),
        asio::bind_cancellation_slot(stop_->slot(), [self](const std::exception_ptr& thrown) {
            self->runs_ = false;
            if (thrown)
                self->end(identity::thrown_failure(thrown, errc::missing_credentials, "the provider"));
        }));
}

void race::end(credentials_answer how) {
    const std::lock_guard lock(mutex_);
    if (outcome_) return;
    outcome_.emplace(std::move(how));
    bell_.ring();
}

bool race::ended() {
    const std::lock_guard lock(mutex_);
    return outcome_.has_value();
}

credentials_answer race::finish(const std::shared_ptr<race>& self) {
    const std::lock_guard lock(mutex_);
    if (!outcome_) outcome_.emplace(failure(errc::canceled, {}));
    if (strand_)
        asio::post(*strand_, [self] {
            if (self->runs_) self->stop_->emit(asio::cancellation_type::terminal);
        });
    return std::move(*outcome_);
}

void race::context_ended() noexcept {
    end(failure(errc::client_closed, {.detail = "the io_context of the client's executor was destroyed"}));
    const std::lock_guard lock(mutex_);
    stop_.reset();
    strand_.reset();
}

// Ends a race at its deadline. Shared only with its own coroutine, on the caller's executor.
struct alarm {
    explicit alarm(const asio::any_io_executor& caller) : on(asio::make_strand(caller)) {}
    const strand on;
    // Used on the strand only.
    asio::cancellation_signal stop{};
    bool runs = false;
    bool over = false;
};

void start_alarm(const std::shared_ptr<alarm>& a, const std::shared_ptr<race>& r,
                 const std::shared_ptr<effects>& world, steady_time at) {
    asio::dispatch(a->on, [a, r, world, at] {
        if (a->over) return;
        a->runs = true;
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(at - world->now());
        asio::co_spawn(a->on, world->sleep_beside(left),
                       asio::bind_cancellation_slot(a->stop.slot(), [a, r, world](const std::exception_ptr&) {
                           a->runs = false;
                           r->end(failure(errc::deadline_exceeded, {}));
                       }));
    });
}

void stop_alarm(const std::shared_ptr<alarm>& a) {
    asio::dispatch(a->on, [a] {
        a->over = true;
        if (a->runs) a->stop.emit(asio::cancellation_type::terminal);
    });
}

}  // namespace

asio::awaitable<credentials_answer> ask_credentials(
    std::shared_ptr<credentials_provider> provider, std::shared_ptr<effects> world, steady_time deadline,
    std::shared_ptr<transport::context_executor> provider_runs_on) {
    const asio::any_io_executor caller = co_await asio::this_coro::executor;
    asio::any_io_executor executor = provider_runs_on ? provider_runs_on->get() : caller;
    if (!executor) executor = caller;  // the client's context has ended, so the call will fail
    const auto r = std::make_shared<race>(executor, caller);
    struct guard {
        race& r;
        ~guard() { r.forget_caller(); }
    };
    const guard forget_on_exit{*r};
    r->start(r, std::move(provider));
    if (!r->ended()) {
        const auto a = std::make_shared<alarm>(caller);
        start_alarm(a, r, world, deadline);
        // Not in a destructor, which also runs when the context is destroyed, where no signal may be emitted.
        try {
            co_await r->wait();
        } catch (const boost::system::system_error&) {
            r->end(failure(errc::canceled, {}));  // cancelled before the wait began
        }
        stop_alarm(a);
    }
    co_return r->finish(r);
}

}  // namespace dynaco::detail
