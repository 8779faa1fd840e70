#include "client/call/time.hpp"

#include "core/longest_time.hpp"

#include <algorithm>

namespace dynaco::detail {

using std::chrono::milliseconds;

milliseconds given_or(milliseconds wanted, milliseconds otherwise) noexcept {
    return bounded(wanted > milliseconds::zero() ? wanted : otherwise);
}

transport::steady_time after(transport::steady_time now, milliseconds time) noexcept {
    return now + bounded(std::max(time, milliseconds::zero()));
}

call_time::call_time(effects& world, transport::steady_time begin, const call_options& wanted,
                     const call_options& defaults, transport::steady_time shared_end)
    : world_(world),
      attempt_timeout_(given_or(wanted.attempt_timeout, defaults.attempt_timeout)),
      begin_(begin),
      deadline_(std::min(begin_ + given_or(wanted.deadline, defaults.deadline), shared_end)),
      ends_by_until_(wanted.until < deadline_),
      mark_(begin_) {
    deadline_ = std::max(begin_, std::min(deadline_, wanted.until));
}

transport::steady_time call_time::attempt_deadline() const {
    return std::min(deadline_, mark_ + attempt_timeout_);
}

milliseconds call_time::allowed() const { return std::chrono::ceil<milliseconds>(deadline_ - begin_); }

void call_time::enter(call_phase what) {
    account();
    phase_ = what;
}

void call_time::account() {
    const auto now = world_.now();
    const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(now - mark_);
    mark_ = now;
    switch (phase_) {
        case call_phase::none: break;
        case call_phase::credentials: spent_.credentials += passed; break;
        case call_phase::lease: spent_.lease += passed; break;
        case call_phase::exchange: spent_.exchange += passed; break;
        case call_phase::backoff: spent_.backoff += passed; break;
    }
}

}  // namespace dynaco::detail
