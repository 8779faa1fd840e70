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

/// Where to go on in a shard.
enum class shard_position {
    trim_horizon,  ///< Nothing of it was given out: at its oldest record.
    latest,        ///< Nothing was given out, and what is older than the first iterator is not wanted.
    after,         ///< After the last record given out.
    done,          ///< Nowhere: it was read to its end.
};

/// A shard as the plan knows it.
struct shard_state {
    std::string id{};
    std::string parent{};
    shard_position position = shard_position::trim_horizon;
    std::string sequence_number{};  // of the last record given out
    std::string iterator{};         // of the next page; empty: to be made from the position
    std::string first_iterator{};   // with position latest: before everything that was not given out
    int empty_pages = 0;            // in a row
    bool remade = false;            // the iterator, since the last page that was read
};

/// What to do next.
struct stream_action {
    enum class kind { describe, read, pause, end };
    kind what = kind::end;
    std::size_t shard = 0;                ///< To read.
    std::chrono::milliseconds ceiling{};  ///< Of the pause.
};

/// In which order the shards of a stream are read: a shard after its parent, a page of each in turn; which
/// are new, which are gone, when to rest and when to end. Pure.
class shard_plan {
 public:
    static constexpr int caught_up_after = 5;  // empty pages in a row
    static constexpr int idle_rounds_per_description = 16;
    static constexpr std::chrono::milliseconds shortest_pause{250};

    shard_plan(stream_start start, bool follow, std::chrono::milliseconds longest_pause) noexcept
        : start_(start), follow_(follow), longest_pause_(longest_pause) {}

    /// What `checkpoint` wrote; @returns errc::invalid_argument for anything else.
    result<void> resume(std::string_view checkpoint);
    /// Text that goes on after the last record given out. Empty before the first description.
    [[nodiscard]] std::string checkpoint() const;
    /// The stream of a checkpoint, or the one that was set.
    [[nodiscard]] const std::string& stream_arn() const noexcept { return stream_arn_; }
    void set_stream_arn(std::string arn) { stream_arn_ = std::move(arn); }

    [[nodiscard]] stream_action next();
    [[nodiscard]] const shard_state& shard(std::size_t i) const { return shards_.at(i); }
    [[nodiscard]] const std::vector<shard_state>& shards() const noexcept { return shards_; }

    /// All shards of the stream, `enabled` if more may come. @returns shards that are gone before they were
    /// read to their end.
    std::vector<std::string> described(const std::vector<shard_description>& all, bool enabled);
    /// The next description is wanted before anything else.
    void describe_again() noexcept { describe_due_ = true; }
    /// An iterator was made for a shard.
    void located(std::size_t shard, std::string iterator);
    /// A page of `records` was read; no next iterator: the shard is closed.
    void read(std::size_t shard, std::size_t records, std::string next_iterator);
    /// The next record of the page was given out.
    void given(std::string sequence_number);
    /// The shard's iterator is no longer good. @returns false if it was made again just now.
    bool expired(std::size_t shard);
    /// Records of the shard are gone; it goes on at its oldest. @returns whether some are missed.
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

    std::size_t cursor_ = 0;  // the next in the round
    std::size_t round_reads_ = 0;
    std::size_t round_records_ = 0;
    int idle_rounds_ = 0;

    std::size_t page_shard_ = 0;  // whose page is being given out
    std::size_t page_left_ = 0;
};

}  // namespace dynaco::table_calls
