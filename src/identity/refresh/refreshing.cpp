#include "core/striped.hpp"
#include "core/time_text.hpp"
#include "identity/refresh/load.hpp"
#include "identity/refresh/state.hpp"
#include "identity/source/source.hpp"
#include "transport/bell.hpp"

#include <boost/asio/this_coro.hpp>

#include <chrono>
#include <cstdint>
#include <mutex>
#include <new>
#include <optional>
#include <utility>
#include <vector>

namespace dynaco::identity {
namespace {

namespace asio = boost::asio;
using snapshot = std::shared_ptr<const credentials>;
using answer = result<snapshot>;
using wall_time = credentials_state::wall_time;

std::optional<wall_time> in_milliseconds(
    const std::optional<std::chrono::system_clock::time_point>& expiration) {
    if (!expiration) return std::nullopt;
    return std::chrono::floor<std::chrono::milliseconds>(*expiration);
}

failure expired_failure(const loaded_credentials& loaded, wall_time now) {
    const auto ago = now - *in_milliseconds(loaded.keys.expiration);
    return {errc::credentials_expired,
            {.detail = (loaded.origin.empty() ? std::string("the source") : loaded.origin) +
                       " returned credentials that expired " + detail::time_text(ago) +
                       " ago by this machine's clock: set the clock if it is wrong; otherwise get new "
                       "credentials from their source"}};
}

/// The provider that follows the decisions of a `credentials_state`.
class refreshing_credentials final : public credentials_provider,
                                     public std::enable_shared_from_this<refreshing_credentials> {
 public:
    refreshing_credentials(std::shared_ptr<credentials_source> source, std::shared_ptr<detail::effects> world)
        : source_(std::move(source)), world_(std::move(world)) {}

    [[nodiscard]] snapshot cached() noexcept override;
    asio::awaitable<answer> get() override;
    void refused(const snapshot& which) noexcept override;

 private:
    using bell_ptr = std::shared_ptr<transport::bell>;

    // The next step of `get`: it waits for `bell`, or returns `known` if there is no bell.
    struct step {
        answer known = failure();
        bell_ptr bell{};
        std::uint64_t load = 0;  // the load to wait for or to start
        bool starts = false;
    };
    // Removes a waiting call's bell when it leaves.
    struct place {
        refreshing_credentials& self;
        const bell_ptr& bell;
        ~place() { self.leave(bell); }
    };

    [[nodiscard]] credentials_state::times now() { return {world_->wall_clock(), world_->now()}; }
    [[nodiscard]] step next_step(const asio::any_io_executor& executor, std::uint64_t awaited);
    void start(const asio::any_io_executor& executor, std::uint64_t load);
    void ended(std::uint64_t load, std::optional<result<loaded_credentials>> outcome) noexcept;
    void take(loaded_credentials loaded);
    void leave(const bell_ptr& bell) noexcept;

    const std::shared_ptr<credentials_source> source_;
    const std::shared_ptr<detail::effects> world_;

    // What `cached` returns to the threads of a stripe, while nothing has to be decided. Its mutex is locked
    // last.
    struct copy {
        std::mutex mutex;  // guards the members below
        snapshot keys{};
        wall_time until{};  // no copy is used at this time
    };
    void make_copy() noexcept;
    void forget_copies() noexcept;
    detail::striped<copy> copies_{};

    std::mutex mutex_;  // guards the rest
    credentials_state state_{};
    snapshot keys_{};
    failure last_failure_{};
    std::uint64_t last_load_ = 0;
    std::uint64_t failed_load_ = 0;
    std::vector<bell_ptr> waiting_{};
};

snapshot refreshing_credentials::cached() noexcept {
    {
        copy& mine = copies_.mine();
        const std::lock_guard lock(mine.mutex);
        if (mine.until == wall_time::max() || (mine.keys && world_->wall_clock() < mine.until))
            return mine.keys;
    }
    const std::lock_guard lock(mutex_);
    if (state_.at_rest(state_.expires() ? world_->wall_clock() : wall_time())) {
        make_copy();
        return keys_;
    }
    return state_.decide(now()) == credentials_decision::use ? keys_ : nullptr;
}

void refreshing_credentials::make_copy() noexcept {
    copy& mine = copies_.mine();
    const std::lock_guard lock(mine.mutex);
    try {
        mine.keys = detail::with_own_count(keys_);
        mine.until = state_.rests_until();
    } catch (const std::bad_alloc&) {  // the next call tries again
    }
}

// With `mutex_` held, so that no thread makes a copy of what has changed.
void refreshing_credentials::forget_copies() noexcept {
    copies_.for_each([](copy& each) {
        const std::lock_guard lock(each.mutex);
        each.keys.reset();
        each.until = {};
    });
}

void refreshing_credentials::refused(const snapshot& which) noexcept {
    const std::lock_guard lock(mutex_);
    // Compared by key, because a load may have returned the same credentials again.
    if (!keys_ || !which || which->access_key_id != keys_->access_key_id) return;
    state_.refused(world_->now());
    forget_copies();
}

asio::awaitable<answer> refreshing_credentials::get() {
    const auto keep_alive = shared_from_this();
    const asio::any_io_executor executor = co_await asio::this_coro::executor;
    std::uint64_t awaited = 0;
    for (;;) {
        const auto cancellation = co_await asio::this_coro::cancellation_state;
        if (cancellation.cancelled() != asio::cancellation_type::none) co_return failure(errc::canceled, {});
        step next = next_step(executor, awaited);
        const place among_those_who_wait{*this, next.bell};
        if (next.starts) start(executor, next.load);
        if (!next.bell) co_return std::move(next.known);
        co_await next.bell->wait();
        awaited = next.load;
    }
}

// `awaited`: the load that the caller has waited for. If that load failed, the caller gets its failure, even
// if it wakes up late.
refreshing_credentials::step refreshing_credentials::next_step(const asio::any_io_executor& executor,
                                                               std::uint64_t awaited) {
    using enum credentials_decision;
    const std::lock_guard lock(mutex_);
    const auto time = now();
    credentials_decision todo = state_.decide(time);
    const bool shares_failure = awaited != 0 && failed_load_ >= awaited;
    if (shares_failure && todo == load) todo = state_.usable(time.wall) ? use : fail;

    step next;
    next.starts = todo == load || todo == use_and_load;
    if (next.starts) {
        state_.load_began(time.steady);
        ++last_load_;
    }
    next.load = last_load_;
    if (todo == use || todo == use_and_load) next.known = keys_;
    if (todo == fail) next.known = last_failure_;
    if (todo == load || todo == wait) {
        next.bell = std::make_shared<transport::bell>(executor, transport::steady_time::max());
        waiting_.push_back(next.bell);
    }
    return next;
}

void refreshing_credentials::leave(const bell_ptr& bell) noexcept {
    if (!bell) return;
    bell->remove();
    const std::lock_guard lock(mutex_);
    std::erase(waiting_, bell);
}

void refreshing_credentials::start(const asio::any_io_executor& executor, std::uint64_t load) {
    start_load(executor, source_, world_,
               [self = shared_from_this(), load](std::optional<result<loaded_credentials>> outcome) {
                   self->ended(load, std::move(outcome));
               });
}

void refreshing_credentials::ended(std::uint64_t load,
                                   std::optional<result<loaded_credentials>> outcome) noexcept {
    std::vector<bell_ptr> bells;
    {
        const std::lock_guard lock(mutex_);
        if (load != last_load_) return;  // abandoned: another load has started since
        forget_copies();
        if (!outcome) {
            state_.load_vanished();
        } else if (*outcome) {
            take(std::move(**outcome));
        } else {
            state_.load_failed(now(), world_->jitter());
            last_failure_ = outcome->error();
            failed_load_ = load;
        }
        bells.swap(waiting_);
    }
    for (const bell_ptr& each : bells) each->ring();
}

void refreshing_credentials::take(loaded_credentials loaded) {
    const auto time = now();
    const auto expiration = in_milliseconds(loaded.keys.expiration);
    if (!state_.loaded(expiration, loaded.outlive_expiration, time, world_->jitter())) {
        last_failure_ = expired_failure(loaded, time.wall);
        failed_load_ = last_load_;
        return;
    }
    keys_ = std::make_shared<const credentials>(std::move(loaded.keys));
}

}  // namespace

std::shared_ptr<credentials_provider> refreshing(std::shared_ptr<credentials_source> source,
                                                 std::shared_ptr<detail::effects> world) {
    return std::make_shared<refreshing_credentials>(std::move(source), std::move(world));
}

}  // namespace dynaco::identity
