#include "table/read/page_fetches.hpp"

#include <dynaco/detail/client/handle/access.hpp>

#include <boost/asio/async_result.hpp>
#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <deque>
#include <mutex>
#include <utility>

namespace dynaco::paging {

namespace asio = boost::asio;

awaitable<result<reply>> call_after(client db, std::chrono::milliseconds wait, encoded_request request) {
    if (wait > std::chrono::milliseconds::zero()) {
        co_await detail::client_access::sleep_for(db, wait);
        const auto cancellation = co_await asio::this_coro::cancellation_state;
        const bool canceled = cancellation.cancelled() != asio::cancellation_type::none;
        if (canceled || detail::client_access::late(db))
            co_return failure(canceled ? errc::canceled : errc::deadline_exceeded,
                              {.operation = std::string(request.info.name),
                               .table = request.table,
                               .endpoint = db.endpoint(),
                               .ended_in = call_phase::backoff,
                               .ended_by_until = detail::client_access::ends_by_until(db)});
    }
    result<reply> answer = co_await db.call(std::move(request));
    co_return answer;
}

}  // namespace dynaco::paging

namespace dynaco::detail {

namespace asio = boost::asio;

struct page_fetches::shared : std::enable_shared_from_this<shared> {
    shared(const asio::any_io_executor& executor, std::size_t slots)
        : strand(asio::make_strand(executor)), signals(slots), running(slots) {}

    void begin(std::size_t slot, const client& db, std::chrono::milliseconds wait, encoded_request request) {
        signals[slot] = std::make_unique<asio::cancellation_signal>();
        running[slot] = true;
        auto done = [self = shared_from_this(), slot](std::exception_ptr thrown, result<reply> answer) {
            self->end(slot, std::move(thrown), std::move(answer));
        };
        asio::co_spawn(strand, paging::call_after(db, wait, std::move(request)),
                       asio::bind_cancellation_slot(signals[slot]->slot(), std::move(done)));
    }
    void end(std::size_t slot, std::exception_ptr thrown, result<reply> answer) {
        running[slot] = false;
        if (stopped) return;
        const std::lock_guard lock(mutex);
        outcome& o = outcomes.emplace_back();
        o.slot = slot;
        o.thrown = std::move(thrown);
        if (!o.thrown) o.answer.emplace(std::move(answer));
        if (bell) bell->expires_at(asio::steady_timer::time_point::min());
    }
    std::optional<outcome> take() {
        const std::lock_guard lock(mutex);
        std::optional<outcome> first;
        if (outcomes.empty()) return first;
        first.emplace(std::move(outcomes.front()));
        outcomes.pop_front();
        return first;
    }
    void stop() {
        stopped = true;
        for (std::size_t slot = 0; slot < running.size(); ++slot)
            if (running[slot]) signals[slot]->emit(asio::cancellation_type::terminal);
    }

    // Registers the timer that wakes the caller. Its expiry is moved into the past, which also ends a wait
    // that begins later.
    class listener {
     public:
        listener(shared& s, asio::steady_timer& timer) : s_(s) {
            const std::lock_guard lock(s_.mutex);
            s_.bell = &timer;
            if (!s_.outcomes.empty()) timer.expires_at(asio::steady_timer::time_point::min());
        }
        listener(const listener&) = delete;
        listener& operator=(const listener&) = delete;
        ~listener() {
            const std::lock_guard lock(s_.mutex);
            s_.bell = nullptr;
        }

     private:
        shared& s_;
    };

    const asio::any_io_executor strand;
    // Used on the strand only.
    std::vector<std::unique_ptr<asio::cancellation_signal>> signals;
    std::vector<bool> running;
    bool stopped = false;

    std::mutex mutex;  // guards the rest
    std::deque<outcome> outcomes;
    asio::steady_timer* bell = nullptr;
};

void page_fetches::start(const asio::any_io_executor& executor, std::size_t slot, const client& db,
                         std::chrono::milliseconds wait, encoded_request request) {
    if (!shared_) shared_ = std::make_shared<shared>(executor, under_way_.size());
    under_way_[slot] = true;
    ++count_;
    asio::dispatch(shared_->strand, [s = shared_, slot, db, wait, request = std::move(request)]() mutable {
        if (s->stopped) return;
        try {
            s->begin(slot, db, wait, std::move(request));
        } catch (...) {
            s->end(slot, std::current_exception(), {});
        }
    });
}

// The waiting coroutine is not spawned onto the strand. Otherwise a cancellation could reach the strand after
// the caller has resumed, and refer to a destroyed object.
awaitable<std::optional<page_fetches::outcome>> page_fetches::wait_for_one(std::shared_ptr<shared> s) {
    asio::steady_timer bell(co_await asio::this_coro::executor, asio::steady_timer::time_point::max());
    const shared::listener listening(*s, bell);
    boost::system::error_code ignored;
    const auto start = [&s, &bell](auto handler) {
        const std::lock_guard lock(s->mutex);
        bell.async_wait(std::move(handler));
    };
    auto token = asio::redirect_error(asio::use_awaitable, ignored);
    co_await asio::async_initiate<decltype(token), void(boost::system::error_code)>(start, token);
    co_return s->take();
}

awaitable<std::optional<page_fetches::outcome>> page_fetches::next() {
    std::optional<outcome> ended = shared_->take();
    if (!ended) ended = co_await wait_for_one(shared_);
    if (ended) {
        under_way_[ended->slot] = false;
        // Holds no executor while no request is running: the next call may use another one.
        if (--count_ == 0) shared_.reset();
    }
    co_return ended;
}

void page_fetches::stop() noexcept {
    if (!shared_) return;
    const std::shared_ptr<shared> s = std::exchange(shared_, nullptr);
    under_way_.assign(under_way_.size(), false);
    count_ = 0;
    try {
        asio::dispatch(s->strand, [s] { s->stop(); });
    } catch (...) {
        // The requests end at their deadline at the latest.
    }
}

}  // namespace dynaco::detail
