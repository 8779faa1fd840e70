#include "load/plan/position_marks.hpp"

#include <algorithm>

namespace dynaco::loading {

void position_marks::note(const position_mark& mark) {
    if (!marks_.empty() && mark.sequence < marks_.back().sequence + stride_) return;
    marks_.push_back(mark);
    if (marks_.size() <= most) return;
    stride_ *= 2;
    std::deque<position_mark> kept;
    for (const position_mark& each : marks_)
        if (kept.empty() || each.sequence >= kept.back().sequence + stride_) kept.push_back(each);
    marks_.swap(kept);
}

position_mark position_marks::at(std::uint64_t low) {
    while (marks_.size() > 1 && marks_[1].sequence <= low) marks_.pop_front();
    if (marks_.size() < most / 4) stride_ = std::max<std::uint64_t>(1, stride_ / 2);
    if (marks_.empty() || marks_.front().sequence > low) return {};
    return marks_.front();
}

}  // namespace dynaco::loading
