#include "load/bulk/read_pace.hpp"

#include <algorithm>
#include <cmath>

namespace dynaco::loading {
namespace {

constexpr double saved_seconds = 0.05;
constexpr double units_of_usual_item = 0.5;  // 4 KB, eventually consistent
constexpr double page_weight = 0.25;         // the weight of the last page in the averages
constexpr double first_guess = 500;          // units per second, of a table whose throughput is not known
constexpr nanoseconds shortest_pause = std::chrono::milliseconds(50);
constexpr int most_pause_doublings = 6;
constexpr nanoseconds until_response = std::chrono::hours(1);
constexpr double smallest_share = 1.0 / 256;  // of a full page

}  // namespace

read_pace::read_pace(const read_pace_options& options, time_point now) noexcept
    : options_(options),
      cap_(unit_bucket::rate_of(options.max_units_per_second)),
      bucket_(cap_, saved_seconds, now),
      finder_(first_guess, now),
      units_per_item_(options.consistent ? 2 * units_of_usual_item : units_of_usual_item),
      units_per_page_(page_units()),
      requests_(options.requests) {}

nanoseconds read_pace::wait(time_point now) noexcept {
    if (alone_) return until_response;
    nanoseconds longest = std::max(nanoseconds::zero(), nanoseconds(pause_until_ - now));
    const double level = bucket_.level(now);
    if (level < 0) {
        const real_seconds debt(-level / bucket_.rate());
        longest = std::max(longest, std::chrono::duration_cast<nanoseconds>(debt) + nanoseconds(1));
    }
    return longest;
}

std::uint32_t read_pace::limit() const noexcept {
    const double wanted = std::min(bucket_.rate() * page_part, page_units() * page_share_);
    if (wanted >= page_units()) return options_.page_limit;
    const auto items = static_cast<std::uint32_t>(std::clamp(wanted / units_per_item_, 1.0, 1e6));
    return options_.page_limit == 0 ? items : std::min(items, options_.page_limit);
}

read_pace::grant read_pace::take(time_point now) noexcept {
    grant granted{.send_at = now + wait(now)};
    granted.limit = limit();
    granted.units =
        granted.limit == 0 ? units_per_page_ : std::min(page_units(), units_per_item_ * granted.limit);
    bucket_.take(granted.units, now);
    finder_.on_sent(granted.units, now);
    alone_ = !learnt_ && cap_ != unit_bucket::unlimited;
    update_rate(now);
    return granted;
}

void read_pace::update_rate(time_point now) noexcept {
    if (limited_) bucket_.set_rate(std::min(cap_, finder_.rate()), now);
}

void read_pace::read(const grant& request, const page& response, time_point now) noexcept {
    alone_ = false;
    failures_ = 0;
    failing_since_.reset();
    bucket_.settle(request.units, response.consumed, now);
    finder_.on_answer(request.send_at, response.consumed, 0, now);
    update_rate(now);
    ask_for_more(request, now);
    if (response.scanned == 0) return;
    const double per_item = response.consumed / static_cast<double>(response.scanned);
    const double weight = learnt_ ? page_weight : 1;
    learnt_ = true;
    if (per_item > 0) units_per_item_ += (per_item - units_per_item_) * weight;
    if (request.limit == 0) units_per_page_ += (response.consumed - units_per_page_) * weight;
}

void read_pace::throttled(const grant& request, bool one_partition, time_point now) noexcept {
    alone_ = false;
    failures_ = 0;
    failing_since_.reset();
    if (one_partition) {
        bucket_.settle(request.units, 0, now);
        return;
    }
    if (!limited_) {
        limited_ = true;
        const double known = options_.known_units_per_second;
        finder_.restart(std::max(finder_.delivered(), known > 0 ? known : first_guess));
    }
    // The units of a throttled request are not given back: otherwise such requests would not be paced.
    finder_.on_answer(request.send_at, 0, request.units, now);
    update_rate(now);
}

void read_pace::ask_for_more(const grant& request, time_point now) noexcept {
    constexpr int quick = 8;
    if (request.send_at < asked_for_less_ || now - request.send_at > options_.attempt_timeout / quick) return;
    requests_ = std::min(requests_ + 1, options_.requests);
    page_share_ = std::min(1.0, page_share_ * 2);
}

// Many large pages at the same time may be the reason why each takes too long.
void read_pace::timed_out(const grant& request, double jitter, time_point now) noexcept {
    failed(request, jitter, now);
    if (request.send_at < asked_for_less_) return;
    asked_for_less_ = now;
    requests_ = std::max<std::size_t>(1, requests_ / 4);
    page_share_ = std::max(smallest_share, page_share_ / 16);
}

void read_pace::failed(const grant& request, double jitter, time_point now) noexcept {
    alone_ = false;
    bucket_.settle(request.units, 0, now);
    if (!failing_since_) failing_since_ = request.send_at;
    if (request.send_at < pause_until_) return;  // requests in flight together count as one failure
    const nanoseconds ceiling = shortest_pause * (1 << std::min(failures_++, most_pause_doublings));
    const double part = 0.5 + jitter / 2;
    pause_until_ = now + std::chrono::duration_cast<nanoseconds>(ceiling * part);
}

}  // namespace dynaco::loading
