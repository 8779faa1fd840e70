#pragma once

#include "load/pace/pace_clock.hpp"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::loading {

/// Which segments of a parallel scan a worker reads, and in which order it begins them.
struct segment_shape {
    std::uint32_t segments = 1;  ///< The segments of the whole scan, 1 to 1 000 000.
    std::uint32_t worker = 0;    ///< This worker reads the segments worker, worker + workers, …
    std::uint32_t workers = 1;   ///< The number of workers, at least 1.
    std::uint64_t seed = 0;      ///< Decides the order of the segments.
};

/// A page of a segment.
struct page_place {
    std::uint32_t segment = 0;
    std::uint64_t page = 0;  ///< The number of the page in its segment, from 0, in this run.

    friend bool operator==(const page_place&, const page_place&) = default;
};

/// Decides which segment is read next, and knows up to where each segment was read and acknowledged. Pure.
///
/// Segments begin in a random order, so that requests in flight read different partitions. A segment that
/// has begun is read to its end before another one begins, unless it rests after a throttled request.
///
/// Memory: one bit for each segment, and about 200 bytes and the keys for each one that has begun and is not
/// acknowledged to its end.
class segment_plan {
 public:
    /// Where to read.
    struct step {
        std::uint32_t segment = 0;
        std::string_view start_key{};  ///< ExclusiveStartKey; empty: the start. Valid until the next call.
        time_point not_before{};       ///< Send it at this time or later.
    };

    explicit segment_plan(const segment_shape& shape);

    /// Takes the next segment to read; nothing if all others are in flight or read to their end. Segments
    /// that rest come last.
    std::optional<step> next(time_point now);
    /// Records that a page was read. `last_key` is its LastEvaluatedKey; empty: the segment has ended.
    page_place read(std::uint32_t segment, std::string_view last_key);
    /// Records that a part of a page was read, which is acknowledged like a page. `last_key` is the key of
    /// its last item. The other parts follow; `read` records the last one.
    page_place read_part(std::uint32_t segment, std::string_view last_key);
    /// Records that a request failed. The segment rests for `pause`, and twice as long after each further
    /// failure, at most 32 times as long.
    void returned(std::uint32_t segment, nanoseconds pause, time_point now);
    /// Records that a page was processed. Pages may be acknowledged in any order.
    /// @returns false if the page does not wait for acknowledgement
    bool acknowledge(const page_place& place);

    /// True if all segments were read to their end.
    [[nodiscard]] bool all_read() const noexcept { return read_count_ == order_.size(); }
    /// True if all pages of all segments were acknowledged.
    [[nodiscard]] bool all_acknowledged() const noexcept { return done_count_ == order_.size(); }
    [[nodiscard]] std::size_t done_count() const noexcept { return done_count_; }
    /// The number of segments of this worker.
    [[nodiscard]] std::size_t size() const noexcept { return order_.size(); }
    [[nodiscard]] const segment_shape& shape() const noexcept { return shape_; }

    /// The state of the acknowledged pages, which must be stored so that another plan can continue.
    struct progress {
        /// First and last of consecutive segments that are done, counted among those of the worker.
        std::vector<std::pair<std::uint32_t, std::uint32_t>> done{};
        /// The last key that was acknowledged, by the number of the segment among those of the worker.
        std::map<std::uint32_t, std::string> open{};
    };
    [[nodiscard]] progress acknowledged() const;
    /// Continues from `from`. Only before the first `next`. @returns false if `from` does not fit the shape
    bool resume(const progress& from);

 private:
    struct page {
        std::string last_key{};
        bool acknowledged = false;
    };
    struct open_segment {
        std::string next_key{};  // where the next request starts
        std::string kept_key{};  // up to where everything was acknowledged
        std::uint64_t first_page = 0;
        std::deque<page> pages{};  // the pages that are not acknowledged, from first_page
        time_point not_before{};
        int failures = 0;    // since the last page
        bool ended = false;  // read to its end
    };

    [[nodiscard]] std::uint32_t ordinal_of(std::uint32_t segment) const noexcept {
        return (segment - shape_.worker) / shape_.workers;
    }
    [[nodiscard]] std::uint32_t segment_of(std::uint32_t ordinal) const noexcept {
        return shape_.worker + ordinal * shape_.workers;
    }
    step step_of(std::uint32_t ordinal);

    segment_shape shape_;
    std::vector<std::uint32_t> order_{};            // the ordinals, in the order in which they begin
    std::size_t begun_ = 0;                         // the index in order_ of the next segment to start
    std::deque<std::uint32_t> ready_{};             // segments that were begun and are not in flight
    std::map<std::uint32_t, open_segment> open_{};  // indexed by ordinal
    std::vector<bool> done_{};                      // indexed by ordinal: all pages are acknowledged
    std::size_t read_count_ = 0;
    std::size_t done_count_ = 0;
};

}  // namespace dynaco::loading
