#include "program/bulk/repeated_progress.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::program {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds interval{1000};
constexpr milliseconds long_silence{2000};  // then the time left does not count it

}  // namespace

repeated_progress::repeated_progress(session& at, work_screen& screen, std::function<work_progress()> current)
    : screen_(screen), current_(std::move(current)), timer_(at.executor()) {
    wait();
}

void repeated_progress::wait() {
    timer_.expires_after(interval);
    timer_.async_wait([this, alive = std::weak_ptr(alive_)](const boost::system::error_code& stopped) {
        if (stopped || alive.expired()) return;
        show();
        wait();
    });
}

// Nothing is known about the time since the last response, except that it has passed.
void repeated_progress::show() {
    const auto now = std::chrono::steady_clock::now();
    const auto silent = std::chrono::duration_cast<milliseconds>(now - std::max(begin_, screen_.shown_at()));
    if (silent < interval || !screen_.due()) return;
    work_progress work = current_();
    work.elapsed = std::chrono::duration_cast<milliseconds>(now - begin_);
    if (work.retry_reason.empty() && silent >= long_silence) work.outage += silent;
    screen_.show_waiting(work, silent);
}

}  // namespace dynaco::program
