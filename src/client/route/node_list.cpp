#include "client/route/node_list.hpp"

#include "client/route/local_nodes.hpp"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>

#include <exception>
#include <utility>

namespace dynaco {

namespace asio = boost::asio;

namespace {

bool blames_node(errc why) noexcept {
    switch (why) {
        case errc::resolve_failed:
        case errc::connect_failed:
        case errc::connect_timed_out:
        case errc::tls_failed:
        case errc::certificate_rejected:
        case errc::proxy_refused:
        case errc::connection_lost:
        case errc::attempt_timed_out: return true;
        default: return false;
    }
}

identity::http_request request_for(const transport::origin& node, const std::string& target) {
    identity::http_request request;
    request.origin = node;
    request.target = target;
    request.connect_timeout = std::chrono::seconds(2);
    request.timeout = std::chrono::seconds(3);
    return request;
}

}  // namespace

namespace detail {

result<std::shared_ptr<node_list>> node_list::make(parts with, const node_options& options) {
    auto seeds = node_origins(options);
    if (!seeds) return seeds.error();
    const asio::any_io_executor executor = with.executor;
    std::shared_ptr<node_list> made(new node_list(std::move(with), options, std::move(*seeds)));
    transport::tell_context_end(executor, made);
    return made;
}

node_list::node_list(parts with, const node_options& options, std::vector<transport::origin> seeds)
    : parts_(std::move(with)),
      target_(local_nodes_target(options)),
      seeds_(std::move(seeds)),
      strand_(asio::make_strand(parts_.executor)),
      state_(seeds_, parts_.world->random()),
      refreshes_(options.refresh_interval) {}

transport::origin node_list::next() {
    const auto now = parts_.world->now();
    std::unique_lock lock(mutex_);
    transport::origin node = state_.next(now);
    const bool due = !closed_ && refreshes_.begin(now);
    lock.unlock();
    if (due) start_refresh();
    return node;
}

void node_list::failed(const transport::origin& at, errc why) noexcept {
    if (!blames_node(why)) return;
    const auto now = parts_.world->now();
    const double jitter = parts_.world->jitter();
    const std::lock_guard lock(mutex_);
    state_.failed(at, now, jitter);
    all_up_ = state_.all_up();
    refreshes_.node_failed(now);
}

void node_list::succeeded(const transport::origin& at) noexcept {
    if (all_up_) return;
    const std::lock_guard lock(mutex_);
    state_.succeeded(at);
    all_up_ = state_.all_up();
}

void node_list::close() noexcept {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    if (!strand_) return;
    asio::post(*strand_, [self = shared_from_this()] {
        if (self->runs_) self->stop_->emit(asio::cancellation_type::terminal);
    });
}

void node_list::context_ended() noexcept {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    stop_.reset();
    strand_.reset();
    parts_.executor = {};
}

std::size_t node_list::size() const {
    const std::lock_guard lock(mutex_);
    return state_.size();
}

void node_list::start_refresh() {
    const std::lock_guard own(mutex_);
    if (!strand_) return;
    asio::post(*strand_, [self = shared_from_this(), on = *strand_] {
        std::unique_lock lock(self->mutex_);
        if (self->closed_) return;
        lock.unlock();
        self->runs_ = true;
        asio::co_spawn(on, self->refresh(),
                       asio::bind_cancellation_slot(
                           self->stop_->slot(), [self](const std::exception_ptr&) { self->end_refresh(); }));
    });
}

void node_list::end_refresh() noexcept {
    runs_ = false;
    const std::lock_guard lock(mutex_);
    refreshes_.ended();
}

// Returns a node of the list and a configured node, because all nodes of the list may have been removed.
std::vector<transport::origin> node_list::whom_to_ask() {
    const auto now = parts_.world->now();
    const std::lock_guard lock(mutex_);
    std::vector<transport::origin> nodes{state_.next(now)};
    for (std::size_t tries = 0; tries < seeds_.size() && nodes.size() == 1; ++tries) {
        const transport::origin& seed = seeds_[next_seed_++ % seeds_.size()];
        if (seed != nodes.front()) nodes.push_back(seed);
    }
    return nodes;
}

asio::awaitable<void> node_list::refresh() {
    const std::vector<transport::origin> nodes = whom_to_ask();
    for (const transport::origin& node : nodes) {
        const identity::http_request request = request_for(node, target_);
        const result<wire::response> reply = co_await parts_.http->send(request);
        auto named = read(node, reply);
        if (!named) continue;
        std::vector<transport::origin> usable = co_await reachable(std::move(*named), node);
        if (usable.empty()) continue;
        const std::lock_guard lock(mutex_);
        state_.replace(std::move(usable));
        all_up_ = state_.all_up();
        co_return;
    }
}

std::optional<std::vector<transport::origin>> node_list::read(const transport::origin& asked,
                                                              const result<wire::response>& reply) {
    if (!reply) {
        failed(asked, reply.error().cause());
        return std::nullopt;
    }
    succeeded(asked);
    return reply->status == 200 ? parse_local_nodes(reply->body, asked) : std::nullopt;
}

// A cluster may name addresses that are not reachable from here. This check prevents that calls are sent to
// them.
asio::awaitable<std::vector<transport::origin>> node_list::reachable(std::vector<transport::origin> named,
                                                                     transport::origin asked) {
    if (named.size() > node_state::max_nodes) named.resize(node_state::max_nodes);
    std::vector<transport::origin> usable;
    for (const transport::origin& node : named) {
        bool answers = node == asked;
        if (!answers) {
            const std::lock_guard lock(mutex_);
            answers = state_.contains(node);
        }
        if (!answers) {
            const identity::http_request request = request_for(node, target_);
            const result<wire::response> reply = co_await parts_.http->send(request);
            answers = reply && reply->status < 500;
        }
        if (answers) usable.push_back(node);
    }
    co_return usable;
}

}  // namespace detail

}  // namespace dynaco
