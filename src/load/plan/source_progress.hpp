#pragma once

#include "load/plan/acknowledged_ranges.hpp"
#include "load/plan/checkpoint.hpp"
#include "load/plan/position_marks.hpp"

#include <cstdint>
#include <string>

namespace dynaco::loading {

/// The records of one source that have ended, and where the source can be read again. Pure.
class source_progress {
 public:
    /// Starts a load, or continues with `kept`. `identity` is a checkpoint without progress.
    explicit source_progress(load_checkpoint identity) : identity_(std::move(identity)) {}
    source_progress(load_checkpoint identity, const load_checkpoint& kept);

    /// Whether `begin` needs the position of the record with this number.
    [[nodiscard]] bool is_marked(std::uint64_t sequence) const noexcept {
        return sequence % stride == 0 || sequence == first_;
    }
    /// Records that the record with this number is the next one of the source, which is at `position`.
    /// Numbers ascend. @returns false: the record ended before the load was continued, and must be skipped
    bool begin(std::uint64_t sequence, const source_position& position);
    /// Records that the record has ended.
    void end(std::uint64_t sequence) { ended_.add(sequence); }
    void end(const sequence_range& range) { ended_.add(range); }
    /// Notes why the rest of a file is left out. The first reason is kept.
    void note_damage(const std::string& why) {
        if (identity_.damage.empty()) identity_.damage = why;
    }

    /// The number of the first record that is read.
    [[nodiscard]] std::uint64_t first() const noexcept { return first_; }
    /// The progress until now, with the counts of the records that have ended.
    [[nodiscard]] load_checkpoint now(const load_counts& counts);

 private:
    static constexpr std::uint64_t stride = 256;  // records between two marks

    load_checkpoint identity_;  // without progress, except the damage
    acknowledged_ranges ended_{};
    acknowledged_ranges before_{};  // the ranges that were done before the load was continued
    position_marks marks_{};
    std::uint64_t first_ = 0;
};

}  // namespace dynaco::loading
