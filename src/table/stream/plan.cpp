#include "table/stream/plan.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::table_calls {

shard_state* shard_plan::find(std::string_view id) noexcept {
    const auto at = std::ranges::find(shards_, id, &shard_state::id);
    return at == shards_.end() ? nullptr : &*at;
}

// An unknown parent was trimmed, so that nothing of it is left to read.
bool shard_plan::is_due(const shard_state& s) noexcept {
    if (s.position == shard_position::done) return false;
    if (!follow_ && s.empty_pages >= caught_up_after) return false;
    const shard_state* const parent = s.parent == s.id ? nullptr : find(s.parent);
    return !parent || parent->position == shard_position::done;
}

stream_action shard_plan::next() {
    for (;;) {
        if (describe_due_) return {.what = stream_action::kind::describe};
        while (cursor_ < shards_.size()) {
            const std::size_t i = cursor_++;
            if (!is_due(shards_[i])) continue;
            ++round_reads_;
            return {.what = stream_action::kind::read, .shard = i};
        }
        cursor_ = 0;
        const bool nothing_due = std::exchange(round_reads_, 0) == 0;
        const bool idle = std::exchange(round_records_, 0) == 0;
        if (nothing_due && (!follow_ || !enabled_)) return {};
        if (nothing_due) describe_due_ = true;
        if (follow_ && idle) return rest();
        if (!idle) idle_rounds_ = 0;
    }
}

stream_action shard_plan::rest() {
    const auto ceiling = shortest_pause * (1LL << std::min(idle_rounds_, 10));
    // New shards are usually children of closed ones. This finds all others.
    if (++idle_rounds_ % idle_rounds_per_description == 0) describe_due_ = true;
    return {.what = stream_action::kind::pause,
            .ceiling = std::min<std::chrono::milliseconds>(ceiling, longest_pause_)};
}

// A closed shard without children may have children that are not listed yet. Local servers set an ending
// sequence number for open shards, too.
void shard_plan::add(const shard_description& d, bool has_children) {
    shard_state s{.id = d.shard_id, .parent = d.parent_shard_id};
    const bool is_over = has_children && !d.ending_sequence_number.empty();
    if (!known_ && start_ == stream_start::latest)
        s.position = is_over ? shard_position::done : shard_position::latest;
    shards_.push_back(std::move(s));
}

std::vector<std::string> shard_plan::described(const std::vector<shard_description>& all, bool enabled) {
    for (const shard_description& d : all) {
        if (shard_state* const s = find(d.shard_id))
            s->parent = d.parent_shard_id;
        else
            add(d, std::ranges::find(all, d.shard_id, &shard_description::parent_shard_id) != all.end());
    }
    known_ = true;
    enabled_ = enabled;
    describe_due_ = false;
    cursor_ = 0;

    std::vector<std::string> lost;
    const auto is_gone = [&all](const shard_state& s) {
        return std::ranges::find(all, s.id, &shard_description::shard_id) == all.end();
    };
    for (const shard_state& s : shards_)
        if (is_gone(s) && s.position != shard_position::done) lost.push_back(s.id);
    std::erase_if(shards_, is_gone);
    return lost;
}

void shard_plan::located(std::size_t shard, std::string iterator) {
    shard_state& s = shards_.at(shard);
    if (s.position == shard_position::latest) s.first_iterator = iterator;
    s.iterator = std::move(iterator);
}

void shard_plan::read(std::size_t shard, std::size_t records, std::string next_iterator) {
    shard_state& s = shards_.at(shard);
    s.iterator = std::move(next_iterator);
    s.empty_pages = records > 0 ? 0 : s.empty_pages + 1;
    s.remade = false;
    if (records == 0 && !s.iterator.empty()) s.first_iterator = s.iterator;
    round_records_ += records;
    page_shard_ = shard;
    page_left_ = records;
    if (records == 0) settle_page();
}

void shard_plan::given(std::string sequence_number) {
    shard_state& s = shards_.at(page_shard_);
    s.position = shard_position::after;
    s.sequence_number = std::move(sequence_number);
    if (--page_left_ == 0) settle_page();
}

// A shard is done when its last record was returned to the caller, not when it was read. Until then a
// checkpoint must continue in this shard.
void shard_plan::settle_page() {
    shard_state& s = shards_.at(page_shard_);
    if (!s.iterator.empty()) return;
    s.position = shard_position::done;
    describe_due_ = true;  // to find its children
}

bool shard_plan::expired(std::size_t shard) {
    shard_state& s = shards_.at(shard);
    s.iterator.clear();
    // The position of "latest" is lost. Reading too many records is better than missing some.
    if (s.position == shard_position::latest) s.position = shard_position::trim_horizon;
    return !std::exchange(s.remade, true);
}

bool shard_plan::trimmed(std::size_t shard) {
    shard_state& s = shards_.at(shard);
    const bool at_horizon = s.position == shard_position::trim_horizon;
    s.iterator.clear();
    s.position = shard_position::trim_horizon;
    const bool again = std::exchange(s.remade, true);  // the horizon moves while the shard is read
    return !at_horizon || again;
}

}  // namespace dynaco::table_calls
