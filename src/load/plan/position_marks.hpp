#pragma once

#include <dynaco/load/record.hpp>

#include <cstddef>
#include <cstdint>
#include <deque>

namespace dynaco::loading {

/// A position from which a source can be read again: that of the record with a sequence number.
struct position_mark {
    std::uint64_t sequence = 0;
    source_position position{};
};

/// The positions of some records, so that a load can be resumed at or shortly before the low-water mark.
/// Pure.
///
/// It keeps at most `most` marks above the low-water mark. If there are more, every second mark is removed,
/// and from then on only every second mark is kept. A resumed load reads the records between the mark and the
/// low-water mark again and skips them by their sequence numbers.
class position_marks {
 public:
    static constexpr std::size_t most = 1024;

    /// Records a position from which the source can be read again. Sequence numbers ascend.
    void note(const position_mark& mark);
    /// The last mark at or below `low`, and removes those before it. The marks of later calls are not below.
    /// `low` must not decrease. Returns a mark with sequence 0 if there is none.
    position_mark at(std::uint64_t low);
    [[nodiscard]] std::size_t count() const noexcept { return marks_.size(); }

 private:
    std::deque<position_mark> marks_;
    std::uint64_t stride_ = 1;  // the smallest distance of two marks
};

}  // namespace dynaco::loading
