#include "client/route/node_state.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::detail {
namespace {

using std::chrono::milliseconds;

milliseconds pause_after(int failures) noexcept {
    constexpr int doublings = 5;  // enough to reach the longest pause
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

node_state::node_state(std::vector<transport::origin> nodes, std::uint64_t start)
    : configured_(prepared(std::move(nodes))) {
    replace(configured_);
    next_ = start % nodes_.size();  // NOLINT(cppcoreguidelines-prefer-member-initializer): needs nodes_
}

const transport::origin& node_state::next(time_point now) noexcept {
    node* n = next_of(false, now);
    if (!n) n = next_of(true, now);
    if (!n) n = &*std::ranges::min_element(nodes_, {}, &node::tried);
    return n->failures == 0 ? n->at : try_again(*n, now);
}

node_state::node* node_state::next_of(bool in_reserve, time_point now) noexcept {
    for (std::size_t tries = 0; tries < nodes_.size(); ++tries) {
        node& n = nodes_[next_];
        next_ = (next_ + 1) % nodes_.size();
        if (n.in_reserve == in_reserve && (n.failures == 0 || n.out_until <= now)) return &n;
    }
    return nullptr;
}

// Other calls skip the node during the trial: if it is still down, each of them would wait for a connection
// and fail.
const transport::origin& node_state::try_again(node& n, time_point now) noexcept {
    n.on_trial = true;
    n.tried = now;
    n.out_until = now + pause_after(n.failures);
    return n.at;
}

void node_state::failed(const transport::origin& at, time_point now, double jitter) noexcept {
    node* const n = find(at);
    // Many calls may notice the same failure, which counts once.
    if (!n || (n->failures > 0 && !n->on_trial)) return;
    if (n->failures == 0 && !n->in_reserve) ++down_;
    ++n->failures;
    n->on_trial = false;
    n->tried = now;
    const auto pause = pause_after(n->failures);
    n->out_until =
        now + pause / 2 +
        milliseconds(static_cast<milliseconds::rep>(static_cast<double>((pause / 2).count()) * jitter));
}

void node_state::succeeded(const transport::origin& at) noexcept {
    if (all_up()) return;
    node* const n = find(at);
    if (!n || n->failures == 0) return;
    n->failures = 0;
    n->on_trial = false;
    if (!n->in_reserve) --down_;
}

void node_state::replace(std::vector<transport::origin> nodes) {
    if (nodes.empty()) return;
    std::vector<node> fresh;
    const auto add = [&](const transport::origin& at, bool in_reserve) {
        const node* const known = find(at);
        fresh.push_back(known ? *known : node{.at = at});
        fresh.back().in_reserve = in_reserve;
    };
    const std::vector<transport::origin> in_turn = prepared(std::move(nodes));
    for (const transport::origin& at : in_turn) add(at, false);
    for (const transport::origin& at : configured_)
        if (!std::binary_search(in_turn.begin(), in_turn.end(), at)) add(at, true);
    std::sort(fresh.begin(), fresh.end(), [](const node& a, const node& b) { return a.at < b.at; });
    if (!nodes_.empty()) {
        const auto turn = std::lower_bound(fresh.begin(), fresh.end(), nodes_[next_].at, &node::is_before);
        next_ = static_cast<std::size_t>(turn - fresh.begin()) % fresh.size();
    }
    nodes_ = std::move(fresh);
    down_ = static_cast<std::size_t>(
        std::ranges::count_if(nodes_, [](const node& n) { return n.failures > 0 && !n.in_reserve; }));
}

bool node_state::contains(const transport::origin& at) const noexcept {
    const node* const n = find(at);
    return n && !n->in_reserve;
}

std::size_t node_state::size() const noexcept {
    return static_cast<std::size_t>(std::ranges::count(nodes_, false, &node::in_reserve));
}

const node_state::node* node_state::find(const transport::origin& at) const noexcept {
    const auto place = std::lower_bound(nodes_.begin(), nodes_.end(), at, &node::is_before);
    return place != nodes_.end() && place->at == at ? &*place : nullptr;
}

node_state::node* node_state::find(const transport::origin& at) noexcept {
    return const_cast<node*>(std::as_const(*this).find(at));
}

}  // namespace dynaco::detail
