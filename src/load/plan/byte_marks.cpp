#include "load/plan/byte_marks.hpp"

#include <algorithm>

namespace dynaco::loading {

void byte_marks::note(std::uint64_t records, std::uint64_t bytes) {
    if (marks_.empty()) {
        marks_.push_back({records, bytes});
        return;
    }
    mark& last = marks_.back();
    bytes = std::max(bytes, last.bytes);
    if (records <= last.records) {
        last.bytes = bytes;  // records that were skipped, or the end of the source
        return;
    }
    marks_.push_back({records, bytes});
    if (marks_.size() > most) thin_out();
}

// The first mark and the last one stay: they are where the estimate begins and ends.
void byte_marks::thin_out() {
    std::deque<mark> kept;
    for (std::size_t i = 0; i < marks_.size(); ++i)
        if (i % 2 == 0 || i + 1 == marks_.size()) kept.push_back(marks_[i]);
    marks_.swap(kept);
}

std::uint64_t byte_marks::at(std::uint64_t records) {
    while (marks_.size() > 1 && marks_[1].records <= records) marks_.pop_front();
    if (marks_.empty()) return 0;
    const mark& from = marks_.front();
    if (marks_.size() == 1 || records <= from.records) return from.bytes;
    const mark& to = marks_[1];
    const double part =
        static_cast<double>(records - from.records) / static_cast<double>(to.records - from.records);
    return from.bytes + static_cast<std::uint64_t>(static_cast<double>(to.bytes - from.bytes) * part);
}

}  // namespace dynaco::loading
