#include "sigv4/skew_state.hpp"

#include <utility>

namespace dynaco::sigv4 {
namespace {

using namespace std::chrono_literals;
using std::chrono::milliseconds;

constexpr auto longest_reply = 15min;
constexpr auto century = std::chrono::hours(24 * 36'525);

// True for the errors that the service may return if it does not accept the date of a signature.
// AccessDeniedException is one of them, because a gateway may return it.
bool may_be_the_clocks_fault(errc refusal) {
    return refusal == errc::invalid_signature || refusal == errc::request_time_too_skewed ||
           refusal == errc::access_denied;
}

// Whether this machine's clock moved by minutes more between the signature and the end of the exchange than
// sending and receiving took: the machine slept, or the clock was set.
bool clock_jumped(const clock_reading& r) {
    const auto unaccounted = r.ended - r.sent - std::chrono::floor<milliseconds>(r.time_to_head);
    return std::chrono::abs(unaccounted) > skew_state::tolerance;
}

std::string length_of(milliseconds time) {
    if (time < 2h) return std::to_string(std::chrono::floor<std::chrono::minutes>(time).count()) + " min";
    if (time < 48h) return std::to_string(std::chrono::floor<std::chrono::hours>(time).count()) + " h";
    return std::to_string(time / 24h) + " days";
}

}  // namespace

std::optional<milliseconds> measured_skew(const clock_reading& r) noexcept {
    if (!r.date || r.from_cache || r.time_to_head > longest_reply || clock_jumped(r)) return std::nullopt;
    const auto middle = r.sent + std::chrono::floor<milliseconds>(r.time_to_head / 2);
    const milliseconds skew = *r.date - middle;
    if (std::chrono::abs(skew) > century) return std::nullopt;
    return skew;
}

void skew_state::received(const clock_reading& reading) noexcept {
    measured_ = measured_skew(reading);
    jumped_ = clock_jumped(reading);
    if (!measured_ || !corrects_) return;
    skew_ = *measured_;
    // The Date header has whole seconds, so smaller differences mean nothing. Threads share this cache line.
    if (std::chrono::abs(skew_ - shared_.get()) > 1s) shared_.set(skew_);
}

bool skew_state::explains(errc refusal) const noexcept {
    return may_be_the_clocks_fault(refusal) && measured_ && std::chrono::abs(used_ - *measured_) > tolerance;
}

bool skew_state::retries(errc refusal) noexcept {
    if (!corrects_ || !may_be_the_clocks_fault(refusal)) return false;
    if (explains(refusal)) return true;
    return jumped_ && !std::exchange(retried_jump_, true);
}

std::string skew_state::explanation(errc refusal) const {
    if (!explains(refusal) || std::chrono::abs(*measured_) <= tolerance) return {};
    return "this machine's clock is " + length_of(std::chrono::abs(*measured_)) +
           (*measured_ > 0ms ? " behind" : " ahead of") + " the service's";
}

}  // namespace dynaco::sigv4
