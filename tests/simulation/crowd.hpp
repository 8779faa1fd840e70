#pragma once

#include "simulation/watch/call_watch.hpp"
#include "simulation/watch/line_watch.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/strand.hpp>

#include <deque>
#include <memory>
#include <stdexcept>

namespace dynaco::simulation {

/// A started call. It must not outlive its context. It runs on its own strand, so that the simulation knows
/// which call does something.
struct caller {
    using strand = boost::asio::strand<boost::asio::io_context::executor_type>;

    caller(boost::asio::io_context& io, const call_plan& p, const client_options& defaults,
           const timeline& time, quota_watch& quota, clock_watch& clock, logbook& log)
        : plan(p), executor(boost::asio::make_strand(io)), watch(plan, defaults, time, quota, clock, log) {}

    const call_plan plan;
    strand executor;
    boost::asio::cancellation_signal signal{};
    call_watch watch;
    int steps = 0;  // handlers that have run since the start of the call
};

/// All calls of a run.
class crowd {
 public:
    caller& add(std::unique_ptr<caller> c) { return *all_.emplace_back(std::move(c)); }
    /// The call whose coroutine runs on this executor.
    [[nodiscard]] caller& on(const boost::asio::any_io_executor& executor) {
        caller* const found = find(executor);
        if (!found) throw std::logic_error("the coroutine does not belong to a call");
        return *found;
    }
    /// The call whose coroutine runs on this executor; null if it does not belong to a call.
    [[nodiscard]] caller* find(const boost::asio::any_io_executor& executor) const noexcept {
        const auto* const strand = executor.target<caller::strand>();
        for (const auto& each : all_)
            if (strand && each->executor == *strand) return each.get();
        return nullptr;
    }
    [[nodiscard]] auto begin() const noexcept { return all_.begin(); }
    [[nodiscard]] auto end() const noexcept { return all_.end(); }

 private:
    std::deque<std::unique_ptr<caller>> all_{};
};

}  // namespace dynaco::simulation
