#include "client/node_state.hpp"

#include <algorithm>
#include <utility>

namespace dynaco {
namespace {

using std::chrono::milliseconds;

milliseconds pause_after(int failures) noexcept {
    constexpr int doublings = 5;  // these reach the longest pause
    return std::min(node_state::first_pause * (1 << std::min(failures - 1, doublings)),
                    node_state::longest_pause);
}

std::vector<transport::origin> prepared(std::vector<transport::origin> nodes) {
    if (nodes.size() > node_state::max_nodes) nodes.resize(node_state::max_nodes);
    std::sort(nodes.begin(), nodes.end());
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
    return nodes;
}

}  // namespace

node_state::node_state(std::vector<transport::origin> nodes, std::uint64_t start) {
    replace(std::move(nodes));
    next_ = static_cast<std::size_t>(start % nodes_.size());
}

const transport::origin& node_state::next(time_point now) noexcept {
    for (std::size_t tries = 0; tries < nodes_.size(); ++tries) {
        node& n = nodes_[next_];
        next_ = (next_ + 1) % nodes_.size();
        if (n.failures == 0) return n.at;
        if (n.out_until <= now) return try_again(n, now);
    }
    return try_again(*std::ranges::min_element(nodes_, {}, &node::tried), now);
}

// Others pass it over meanwhile: if it is still down, each of them would wait for a connection in vain.
const transport::origin& node_state::try_again(node& n, time_point now) noexcept {
    n.on_trial = true;
    n.tried = now;
    n.out_until = now + pause_after(n.failures);
    return n.at;
}

void node_state::failed(const transport::origin& at, time_point now, double jitter) noexcept {
    node* const n = find(at);
    // Many calls may notice the same failure: it counts once.
    if (!n || (n->failures > 0 && !n->on_trial)) return;
    if (n->failures == 0) ++down_;
    ++n->failures;
    n->on_trial = false;
    n->tried = now;
    const auto pause = pause_after(n->failures);
    n->out_until =
        now + pause / 2 +
        milliseconds(static_cast<milliseconds::rep>(static_cast<double>(pause.count() / 2) * jitter));
}

void node_state::succeeded(const transport::origin& at) noexcept {
    if (all_up()) return;
    node* const n = find(at);
    if (!n || n->failures == 0) return;
    n->failures = 0;
    n->on_trial = false;
    --down_;
}

void node_state::replace(std::vector<transport::origin> nodes) {
    if (nodes.empty()) return;
    std::vector<node> fresh;
    std::size_t down = 0;
    for (transport::origin& at : prepared(std::move(nodes))) {
        const node* const known = find(at);
        fresh.push_back(known ? *known : node{.at = std::move(at)});
        down += fresh.back().failures > 0 ? 1 : 0;
    }
    if (!nodes_.empty()) {
        const auto turn = std::lower_bound(fresh.begin(), fresh.end(), nodes_[next_].at, &node::is_before);
        next_ = static_cast<std::size_t>(turn - fresh.begin()) % fresh.size();
    }
    nodes_ = std::move(fresh);
    down_ = down;
}

node_state::node* node_state::find(const transport::origin& at) noexcept {
    const auto place = std::lower_bound(nodes_.begin(), nodes_.end(), at, &node::is_before);
    return place != nodes_.end() && place->at == at ? &*place : nullptr;
}

}  // namespace dynaco
