#include "load/plan/source_progress.hpp"

namespace dynaco::loading {
namespace {

acknowledged_ranges ended_in(const load_checkpoint& kept) {
    acknowledged_ranges ended(kept.low);
    for (const sequence_range& each : kept.beyond) ended.add(each);
    return ended;
}

}  // namespace

source_progress::source_progress(load_checkpoint identity, const load_checkpoint& kept)
    : identity_(std::move(identity)), ended_(ended_in(kept)), before_(ended_in(kept)), first_(kept.sequence) {
    identity_.damage = kept.damage;
}

bool source_progress::begin(std::uint64_t sequence, const source_position& position) {
    if (is_marked(sequence)) marks_.note({sequence, position});
    return !before_.contains(sequence);
}

load_checkpoint source_progress::now(const load_counts& counts) {
    load_checkpoint kept = identity_;
    kept.low = ended_.low();
    const position_mark mark = marks_.at(kept.low);
    kept.sequence = mark.sequence;
    kept.position = mark.position;
    kept.beyond = ended_.beyond();
    kept.counts = counts;
    kept.counts.accepted = ended_.low() + ended_.count_beyond();
    return kept;
}

}  // namespace dynaco::loading
