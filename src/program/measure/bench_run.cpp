#include "program/measure/bench_run.hpp"

#include <dynaco/load/loader.hpp>
#include <dynaco/operations/item.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <exception>
#include <utility>

namespace dynaco::program {
namespace {

// A sequence that visits the items in an order without a pattern, and is the same in each run.
std::uint64_t mixed(std::uint64_t number) noexcept {
    number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9U;
    number = (number ^ (number >> 27U)) * 0x94d049bb133111ebU;
    return number ^ (number >> 31U);
}

std::chrono::microseconds since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
}

awaitable<void> sleep_until(std::chrono::steady_clock::time_point then) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, then);
    co_await timer.async_wait(boost::asio::use_awaitable);
}

}  // namespace

bench_run::bench_run(client db, bench_plan plan, const bench_items& items, bench_counts& counts)
    : db_(std::move(db)), plan_(std::move(plan)), items_(items), counts_(counts) {}

awaitable<void> bench_run::prepare() {
    loader load(db_, plan_.table);
    for (std::uint64_t i = 0; i < plan_.items && !stopped_; ++i) {
        const item each = items_.whole(i);
        co_await load.put(each);
    }
    const load_report done = co_await load.finish();
    if (done.stopped) throw error(*done.stopped);
}

awaitable<void> bench_run::measure(std::function<void()> each_second) {
    const auto executor = co_await boost::asio::this_coro::executor;
    begin_ = clock::now();
    end_ = begin_ + plan_.duration;
    callers_left_ = plan_.callers;
    boost::asio::steady_timer all_done(executor, clock::time_point::max());
    std::exception_ptr failed;
    const auto caller_ended = [&](std::exception_ptr why) {
        if (why) {
            failed = why;
            stopped_ = true;
        }
        if (--callers_left_ == 0) all_done.cancel();
    };
    for (std::size_t i = 0; i < plan_.callers; ++i)
        boost::asio::co_spawn(executor, call_until_end(i), caller_ended);
    co_await watch_seconds(std::move(each_second));
    if (callers_left_ > 0) {
        boost::system::error_code ignored;
        co_await all_done.async_wait(boost::asio::redirect_error(boost::asio::use_awaitable, ignored));
    }
    if (failed) std::rethrow_exception(failed);
}

awaitable<void> bench_run::watch_seconds(std::function<void()> each_second) {
    std::uint64_t before = 0;
    clock::time_point next = begin_;
    while (!ended()) {
        next += std::chrono::seconds(1);
        while (!ended() && clock::now() < next)
            co_await sleep_until(std::min(next, clock::now() + std::chrono::milliseconds(100)));
        if (clock::now() < next) break;  // a part of a second is not a rate
        const std::uint64_t calls = counts_.calls();
        counts_.per_second.push_back(static_cast<double>(calls - std::exchange(before, calls)));
        each_second();
    }
}

awaitable<void> bench_run::call_until_end(std::size_t caller) {
    for (std::uint64_t number = 0; !ended(); ++number) {
        clock::time_point due = clock::now();
        if (plan_.calls_per_second > 0) {
            const std::chrono::duration<double> after(static_cast<double>(due_calls_++) /
                                                      plan_.calls_per_second);
            due = begin_ + std::chrono::duration_cast<clock::duration>(after);
            if (due >= end_) co_return;
            while (!stopped_ && clock::now() < due)
                co_await sleep_until(std::min(due, clock::now() + std::chrono::milliseconds(100)));
            if (stopped_) co_return;
        }
        co_await call_once(caller, number, due);
    }
}

awaitable<void> bench_run::call_once(std::size_t caller, std::uint64_t number, clock::time_point due) {
    const std::uint64_t chance = mixed(number * plan_.callers + caller);
    const std::uint64_t which = (chance >> 8U) % plan_.items;
    if (chance % 100 < plan_.read_percent) {
        const item key = items_.key(which);
        get_item request{.table_name = plan_.table, .key = key, .consistent_read = plan_.consistent};
        request.report_capacity = report_capacity::total;
        const result<get_item::response> outcome = co_await db_.send(request);
        if (!outcome) co_return;
        counts_.reads.add(since(due));
        if (outcome->capacity) counts_.read_units += outcome->capacity->capacity_units;
    } else {
        const item object = items_.whole(which);
        put_item request{.table_name = plan_.table, .item = object};
        request.report_capacity = report_capacity::total;
        const result<put_item::response> outcome = co_await db_.send(request);
        if (!outcome) co_return;
        counts_.writes.add(since(due));
        if (outcome->capacity) counts_.write_units += outcome->capacity->capacity_units;
    }
}

awaitable<std::uint64_t> bench_run::clean_up() {
    loader load(db_, plan_.table);
    for (std::uint64_t i = 0; i < plan_.items; ++i) {
        const item key = items_.key(i);
        co_await load.remove(key);
    }
    const load_report done = co_await load.finish();
    co_return done.accepted - done.written;
}

}  // namespace dynaco::program
