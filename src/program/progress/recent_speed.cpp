#include "program/progress/recent_speed.hpp"

#include <algorithm>
#include <cmath>

namespace dynaco::program {
namespace {

// The part that is left of the weight of something after this time.
double faded(double seconds) noexcept {
    constexpr double remembered = 15;
    return std::exp(-seconds / remembered);
}

double in_seconds(std::chrono::milliseconds time) noexcept {
    return std::chrono::duration<double>(time).count();
}

}  // namespace

recent_speed::amounts recent_speed::done_by(const work_progress& work) noexcept {
    return {.items = static_cast<double>(work.read.value_or(work.items)),
            .units = work.units,
            .share = share_done(work).value_or(0)};
}

void recent_speed::add(const amounts& per_second, double keep) noexcept {
    const auto mix = [keep](double& old, double now) { old = old * keep + std::max(0.0, now) * (1 - keep); };
    mix(weighted_.items, per_second.items);
    mix(weighted_.units, per_second.units);
    mix(weighted_.share, per_second.share);
    weight_ = weight_ * keep + (1 - keep);
}

void recent_speed::note(const work_progress& work) {
    const auto working = work.elapsed - work.outage;
    const double seconds = in_seconds(working - working_);
    if (seconds <= 0) return;
    const amounts now = done_by(work);
    // Earlier runs have done a part of the first amounts.
    amounts speed{.items = work.items_per_second,
                  .units = work.units_per_second,
                  .share = (now.share - work.done_before) / seconds};
    if (weight_ > 0) {
        // More is to do than was known.
        if (now.share < done_.share) {
            weighted_.share *= now.share / done_.share;
            done_.share = now.share - weighted_.share / weight_ * seconds;
        }
        speed = {.items = (now.items - done_.items) / seconds,
                 .units = (now.units - done_.units) / seconds,
                 .share = (now.share - done_.share) / seconds};
    }
    add(speed, faded(seconds));
    done_ = now;
    working_ = working;
}

work_progress recent_speed::applied(work_progress work, std::chrono::milliseconds silence) const {
    if (weight_ <= 0) return work;
    if (!work.retry_reason.empty()) silence = std::max(silence, work.retrying_for);
    const double shown = faded(in_seconds(silence)) / weight_;
    work.items_per_second = weighted_.items * shown;
    work.units_per_second = weighted_.units * shown;
    work.share_per_second = weighted_.share / weight_;
    return work;
}

}  // namespace dynaco::program
