#include "load/engine/load_tally.hpp"

namespace dynaco::loading {

void load_tally::begin(time_point now) noexcept {
    if (began_) return;
    began_ = now;
    report_at_ = now + interval_;
}

load_counts load_tally::done() const noexcept {
    load_counts done = counts_;
    done.rejected -= undone_.rejected;
    done.unsent -= undone_.unsent;
    done.in_doubt -= undone_.in_doubt;
    return done;
}

std::chrono::milliseconds load_tally::elapsed(time_point now) const noexcept {
    if (!began_) return {};
    return std::chrono::duration_cast<std::chrono::milliseconds>(now - *began_);
}

load_progress load_tally::progress(time_point now) const {
    load_progress current{counts_};
    current.before = kept_;
    current.elapsed = elapsed(now);
    const double seconds = began_ ? seconds_between(report_at_ - interval_, now) : 0;
    if (seconds <= 0) return current;
    const std::uint64_t writes = counts_.written + counts_.unmet - before_.written - before_.unmet;
    current.writes_per_second = static_cast<double>(writes) / seconds;
    current.write_units_per_second = (counts_.write_units - before_.write_units) / seconds;
    return current;
}

void load_tally::reported(time_point now, const load_counts& counts) noexcept {
    report_at_ = now + interval_;
    before_ = counts;
}

}  // namespace dynaco::loading
