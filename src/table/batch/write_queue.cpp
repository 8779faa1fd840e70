#include "core/listed.hpp"
#include "operations/reply.hpp"
#include "table/batch/plan.hpp"
#include "table/call/pause.hpp"

#include <dynaco/batch.hpp>
#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/detail/table/batch/queue.hpp>
#include <dynaco/operations/batch.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <span>

namespace dynaco {
namespace {

// A parsed request. Requests with the same meaning are equal, even if their JSON differs.
struct parsed_request {
    bool is_put = false;
    item attributes{};
    friend bool operator==(const parsed_request&, const parsed_request&) = default;
};

std::optional<parsed_request> parse(std::string_view json) {
    parsed_request r;
    detail::json::reader in(json);
    bool first = true;
    std::string_view name;
    if (!in.expect('{') || !in.next_member(first, name)) return std::nullopt;
    r.is_put = name == "PutRequest";
    first = true;
    if (!in.expect('{') || !in.next_member(first, name) || !detail::read_item(in, r.attributes))
        return std::nullopt;
    return r;
}

}  // namespace

namespace detail {

struct batch_write_queue::state {
    client db;
    std::vector<entry> pending{};
    table_calls::batch_plan plan{detail::client_access::max_attempts(db)};

    [[nodiscard]] std::string tables() const {
        std::vector<std::string_view> names;
        for (const entry& e : pending) names.push_back(e.table);
        return listed(names);
    }
    // The diagnostics of an error that leaves writes pending.
    [[nodiscard]] diagnostics leftovers() const {
        const bool is_one = pending.size() == 1;
        return {.operation = std::string(batch_write_item::info.name),
                .table = tables(),
                .detail = std::to_string(pending.size()) +
                          (is_one ? " write is pending and stays" : " writes are pending and stay") +
                          " in the batch",
                .endpoint = db.endpoint()};
    }
    [[noreturn]] void fail(const failure& why) const {
        diagnostics about = why.diagnostics();
        if (!about.detail.empty()) about.detail += "; ";
        about.detail += leftovers().detail;
        throw error(why.cause(), std::move(about));
    }

    // The number of writes from the front that fit into one request.
    [[nodiscard]] std::size_t next_count() const {
        std::size_t count = 0;
        std::size_t bytes = 0;
        for (const entry& e : pending) {
            bytes += e.request.size();
            const bool fits = count < batch_write_item::max_requests && bytes < batch_write_item::max_bytes;
            if (!fits && count > 0) break;
            ++count;
        }
        return count;
    }

    // The first `count` requests, grouped by table.
    [[nodiscard]] std::map<std::string_view, std::vector<std::string_view>> by_table(
        std::size_t count) const {
        std::map<std::string_view, std::vector<std::string_view>> requests;
        for (const entry& e : std::span(pending).first(count)) requests[e.table].push_back(e.request);
        return requests;
    }

    // Removes the processed writes and moves the unprocessed ones to the end.
    void settle(std::size_t sent, const std::vector<batch_write_item::leftover>& leftovers,
                std::size_t& unprocessed) {
        std::vector<entry> sent_entries(
            std::make_move_iterator(pending.begin()),
            std::make_move_iterator(pending.begin() + static_cast<std::ptrdiff_t>(sent)));
        pending.erase(pending.begin(), pending.begin() + static_cast<std::ptrdiff_t>(sent));
        for (const auto& leftover : leftovers)
            for (const std::string& request : leftover.requests)
                put_back(sent_entries, {.table = leftover.table_name, .request = request}, unprocessed);
    }

    void put_back(std::vector<entry>& sent_entries, entry unmade, std::size_t& unprocessed) {
        ++unprocessed;
        const auto at = find(sent_entries, unmade);
        entry back = at != sent_entries.end() ? std::move(*at) : std::move(unmade);
        // Unless a later write of the same item is pending already.
        if (back.key.empty() || find_same_item(back) == pending.end()) pending.push_back(std::move(back));
    }

    std::vector<entry>::iterator find_same_item(const entry& e) {
        return std::ranges::find_if(pending,
                                    [&e](const entry& p) { return p.key == e.key && p.table == e.table; });
    }

    // The JSON of an unprocessed request may differ from the JSON that was sent.
    static std::vector<entry>::iterator find(std::vector<entry>& sent, const entry& back) {
        const auto same = std::ranges::find_if(
            sent, [&back](const entry& e) { return e.table == back.table && e.request == back.request; });
        const auto meant = same == sent.end() ? parse(back.request) : std::nullopt;
        if (!meant) return same;
        return std::ranges::find_if(
            sent, [&](const entry& e) { return e.table == back.table && parse(e.request) == meant; });
    }
};

batch_write_queue::batch_write_queue(client db)
    : state_(std::make_unique<state>(state{.db = std::move(db)})) {}
batch_write_queue::~batch_write_queue() = default;
batch_write_queue::batch_write_queue(batch_write_queue&&) noexcept = default;
batch_write_queue& batch_write_queue::operator=(batch_write_queue&&) noexcept = default;

const std::vector<batch_write_queue::entry>& batch_write_queue::pending() const noexcept {
    return state_->pending;
}

awaitable<void> batch_write_queue::add(std::string table, result<entry> e) {
    if (!e) {
        diagnostics about = e.error().diagnostics();
        about.operation = batch_write_item::info.name;
        about.table = std::move(table);
        throw error(e.error().cause(), std::move(about));
    }
    e->table = std::move(table);
    auto& pending = state_->pending;
    const auto same = state_->find_same_item(*e);
    if (same != pending.end())
        *same = std::move(*e);
    else
        pending.push_back(std::move(*e));
    if (pending.size() >= batch_write_item::max_requests)
        co_await one_call(state_->db, send_down_to(batch_write_item::max_requests - 1),
                          std::string(batch_write_item::info.name), state_->tables());
}

awaitable<void> batch_write_queue::flush() {
    state& s = *state_;
    return one_call(s.db, send_down_to(0), std::string(batch_write_item::info.name), s.tables());
}

awaitable<void> batch_write_queue::send_down_to(std::size_t rest) {
    state& s = *state_;
    const client db = detail::client_access::within_deadline(s.db);  // one deadline for all rounds and pauses
    while (s.pending.size() > rest) {
        const std::size_t count = s.next_count();
        const auto requests = s.by_table(count);
        std::vector<batch_writes> tables;
        tables.reserve(requests.size());
        for (const auto& [table, of_table] : requests)
            tables.push_back({.table_name = table, .scattered = of_table});
        result<batch_write_item::response> answer = co_await db.send(batch_write_item{.tables = tables});
        if (!answer) s.fail(answer.error());
        const batch_write_item::response response = std::move(answer).value();
        std::size_t unprocessed = 0;
        s.settle(count, response.unprocessed, unprocessed);
        const auto pause = s.plan.round(count, unprocessed);
        if (!pause) throw error(errc::unprocessed, s.leftovers());
        if (pause->count() > 0) co_await table_calls::pause(db, *pause, s.leftovers());
    }
}

result<batch_write_queue::entry> batch_entry(attributes_ref key, result<std::string> request) {
    auto text = batch_get_item::encode_key(key);
    if (!request) {
        diagnostics about = request.error().diagnostics();
        if (text) about.key = std::move(*text);
        return failure(request.error().cause(), std::move(about));
    }
    if (!text) return text.error();
    return batch_write_queue::entry{.key = std::move(*text), .request = std::move(*request)};
}

}  // namespace detail
}  // namespace dynaco
