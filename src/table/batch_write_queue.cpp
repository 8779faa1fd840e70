#include "operations/reply.hpp"
#include "table/batch_plan.hpp"

#include <dynaco/operations/batch_write_item.hpp>
#include <dynaco/table/batch_queue.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace dynaco {
namespace {

// A request as what it means: two spellings of one are equal.
struct parsed_request {
    bool is_put = false;
    item attributes{};
    friend bool operator==(const parsed_request&, const parsed_request&) = default;
};

std::optional<parsed_request> parse(std::string_view json) {
    parsed_request r;
    json::reader in(json);
    bool first = true;
    std::string_view name;
    if (!in.expect('{') || !in.next_member(first, name)) return std::nullopt;
    r.is_put = name == "PutRequest";
    first = true;
    if (!in.expect('{') || !in.next_member(first, name) || !read_item(in, r.attributes)) return std::nullopt;
    return r;
}

}  // namespace

struct batch_write_queue::state {
    client db;
    std::string table;
    std::vector<entry> pending{};
    table::batch_plan plan{};

    // As many from the front as fit one request.
    [[nodiscard]] std::vector<std::string> next_requests() const {
        std::vector<std::string> requests;
        std::size_t bytes = 0;
        for (const entry& e : pending) {
            bytes += e.request.size();
            const bool fits =
                requests.size() < batch_write_item::max_requests && bytes < batch_write_item::max_bytes;
            if (!fits && !requests.empty()) break;
            requests.push_back(e.request);
        }
        return requests;
    }

    // What was processed leaves the queue; what was not goes to its end.
    void settle(std::size_t sent, const std::vector<batch_write_item::leftover>& leftovers,
                std::size_t& unprocessed) {
        std::vector<entry> sent_entries(
            std::make_move_iterator(pending.begin()),
            std::make_move_iterator(pending.begin() + static_cast<std::ptrdiff_t>(sent)));
        pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(sent));
        for (const auto& leftover : leftovers)
            for (const std::string& request : leftover.requests) put_back(sent_entries, request, unprocessed);
    }

    void put_back(std::vector<entry>& sent_entries, const std::string& request, std::size_t& unprocessed) {
        ++unprocessed;
        const auto at = find(sent_entries, request);
        entry back = at != sent_entries.end() ? std::move(*at) : entry{.key = {}, .request = request};
        const auto newer = std::ranges::find(pending, back.key, &entry::key);
        if (!back.key.empty() && newer != pending.end()) return;  // a later write of the item stands already
        pending.push_back(std::move(back));
    }

    // DynamoDB may write a request that comes back in another spelling than it was sent in.
    static std::vector<entry>::iterator find(std::vector<entry>& sent, const std::string& request) {
        const auto same = std::ranges::find(sent, request, &entry::request);
        const auto meant = same == sent.end() ? parse(request) : std::nullopt;
        if (!meant) return same;
        return std::ranges::find_if(sent, [&meant](const entry& e) { return parse(e.request) == meant; });
    }
};

batch_write_queue::batch_write_queue(client db, std::string table)
    : state_(std::make_unique<state>(state{.db = std::move(db), .table = std::move(table)})) {}
batch_write_queue::~batch_write_queue() = default;
batch_write_queue::batch_write_queue(batch_write_queue&&) noexcept = default;
batch_write_queue& batch_write_queue::operator=(batch_write_queue&&) noexcept = default;

const std::vector<batch_write_queue::entry>& batch_write_queue::pending() const noexcept {
    return state_->pending;
}

awaitable<void> batch_write_queue::add(result<entry> e) {
    if (!e) {
        diagnostics about = e.error().diagnostics();
        about.operation = batch_write_item::info.name;
        about.table = state_->table;
        throw error(e.error().cause(), std::move(about));
    }
    auto& pending = state_->pending;
    const auto same = std::ranges::find(pending, e->key, &entry::key);
    if (same != pending.end())
        *same = std::move(*e);
    else
        pending.push_back(std::move(*e));
    if (pending.size() >= batch_write_item::max_requests)
        co_await send_down_to(batch_write_item::max_requests - 1);
}

awaitable<void> batch_write_queue::flush() { return send_down_to(0); }

awaitable<void> batch_write_queue::send_down_to(std::size_t rest) {
    state& s = *state_;
    while (s.pending.size() > rest) {
        const std::vector<std::string> requests = s.next_requests();
        const std::array<batch_writes, 1> tables{{{.table_name = s.table, .requests = requests}}};
        result<batch_write_item::response> answer = co_await s.db.send(batch_write_item{.tables = tables});
        const batch_write_item::response response = std::move(answer).value();
        std::size_t unprocessed = 0;
        s.settle(requests.size(), response.unprocessed, unprocessed);
        const auto pause = s.plan.round(requests.size(), unprocessed);
        if (!pause) {
            s.plan = {};
            throw error(errc::unprocessed, {.operation = std::string(batch_write_item::info.name),
                                            .table = s.table,
                                            .detail = std::to_string(s.pending.size()) + " writes are left",
                                            .endpoint = s.db.endpoint()});
        }
        if (pause->count() > 0) co_await s.db.pause(*pause);
    }
}

}  // namespace dynaco
