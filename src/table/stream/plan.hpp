#pragma once

#include <dynaco/errors.hpp>
#include <dynaco/operations/stream.hpp>
#include <dynaco/stream.hpp>

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::table_calls {

/// Where to continue in a shard.
enum class shard_position {
    trim_horizon,  ///< At the oldest record. No record was returned yet.
    latest,        ///< At the first iterator; older records are skipped. No record was returned yet.
    after,         ///< After the last record that was returned.
    done,          ///< All records were returned.
};

/// The state of a shard.
struct shard_state {
    std::string id{};
    std::string parent{};
    shard_position position = shard_position::trim_horizon;
    std::string sequence_number{};  // the number of the last record that was returned
    std::string iterator{};  // the iterator of the next page; empty: it must be requested for the position
    std::string first_iterator{};  // with position latest: before all records that were not returned
    int empty_pages = 0;           // empty pages in a row
    bool remade = false;           // the iterator was requested again since the last page
};

/// The next action of a stream reader.
struct stream_action {
    enum class kind { describe, read, pause, end };
    kind what = kind::end;
    std::size_t shard = 0;                ///< The shard to read.
    std::chrono::milliseconds ceiling{};  ///< The longest pause.
};

/// Decides in which order the shards of a stream are read: a shard after its parent, one page of each in
/// turn. Knows which shards are new or deleted, and when to pause and when to end. Pure.
class shard_plan {
 public:
    static constexpr int caught_up_after = 5;  // empty pages in a row
    static constexpr int idle_rounds_per_description = 16;
    static constexpr std::chrono::milliseconds shortest_pause{250};

    shard_plan(stream_start start, bool follow, std::chrono::milliseconds longest_pause) noexcept
        : start_(start), follow_(follow), longest_pause_(longest_pause) {}

    /// Restores the state from the text that `checkpoint` returned. @returns errc::invalid_argument for any
    /// other text
    result<void> resume(std::string_view checkpoint);
    /// Returns a text that continues after the last returned record. Empty before the first description.
    [[nodiscard]] std::string checkpoint() const;
    /// The ARN of the stream, from the checkpoint or from `set_stream_arn`.
    [[nodiscard]] const std::string& stream_arn() const noexcept { return stream_arn_; }
    void set_stream_arn(std::string arn) { stream_arn_ = std::move(arn); }

    [[nodiscard]] stream_action next();
    [[nodiscard]] const shard_state& shard(std::size_t i) const { return shards_.at(i); }
    [[nodiscard]] const std::vector<shard_state>& shards() const noexcept { return shards_; }

    /// Updates the list of shards. `enabled` is true if new shards may appear. @returns the shards that were
    /// deleted before they were read to their end
    std::vector<std::string> described(const std::vector<shard_description>& all, bool enabled);
    /// Makes a description the next action.
    void describe_again() noexcept { describe_due_ = true; }
    /// Sets the iterator of a shard.
    void located(std::size_t shard, std::string iterator);
    /// Records that a page of `records` records was read. An empty next iterator means that the shard is
    /// closed.
    void read(std::size_t shard, std::size_t records, std::string next_iterator);
    /// Records that the next record of the page was returned to the caller.
    void given(std::string sequence_number);
    /// Records that the iterator of the shard has expired. @returns false if it was requested again just
    /// before
    bool expired(std::size_t shard);
    /// Records that old records of the shard were deleted; it continues at the oldest one. @returns whether
    /// records were missed
    bool trimmed(std::size_t shard);

 private:
    [[nodiscard]] shard_state* find(std::string_view id) noexcept;
    [[nodiscard]] bool is_due(const shard_state& s) noexcept;
    void add(const shard_description& d, bool has_children);
    void settle_page();
    stream_action rest();

    stream_start start_;
    bool follow_;
    std::chrono::milliseconds longest_pause_;
    std::string stream_arn_{};
    std::vector<shard_state> shards_{};
    bool known_ = false;  // described once, or resumed
    bool enabled_ = true;
    bool describe_due_ = true;

    std::size_t cursor_ = 0;  // the next shard of the round
    std::size_t round_reads_ = 0;
    std::size_t round_records_ = 0;
    int idle_rounds_ = 0;

    std::size_t page_shard_ = 0;  // the shard of the current page
    std::size_t page_left_ = 0;
};

}  // namespace dynaco::table_calls
