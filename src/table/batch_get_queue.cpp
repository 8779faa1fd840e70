#include "table/batch_plan.hpp"

#include <dynaco/operations/batch_get_item.hpp>
#include <dynaco/table/batch_queue.hpp>

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace dynaco {

namespace {

// Members that were encoded before.
struct encoded_members {
    std::string_view json;
    bool write(json::writer& out) const {
        if (json.empty()) return true;
        out.element();
        out.raw(json);
        return true;
    }
};

}  // namespace

struct batch_get_queue::state {
    client db;
    std::string table;
    std::string more_members;
    std::vector<std::string> pending;
    std::optional<failure> refused;
    table::batch_plan plan{};
    std::optional<std::chrono::milliseconds> pause{};
};

batch_get_queue::batch_get_queue(client db, std::string table, std::string more_members,
                                 std::vector<std::string> keys, std::optional<failure> refused)
    : state_(std::make_unique<state>(state{.db = std::move(db),
                                           .table = std::move(table),
                                           .more_members = std::move(more_members),
                                           .pending = std::move(keys),
                                           .refused = std::move(refused)})) {
    // DynamoDB refuses a request that asks for an item twice.
    std::vector<std::string> distinct;
    for (std::string& key : state_->pending)
        if (std::ranges::find(distinct, key) == distinct.end()) distinct.push_back(std::move(key));
    state_->pending = std::move(distinct);
}
batch_get_queue::~batch_get_queue() = default;
batch_get_queue::batch_get_queue(batch_get_queue&&) noexcept = default;
batch_get_queue& batch_get_queue::operator=(batch_get_queue&&) noexcept = default;

bool batch_get_queue::more() const noexcept { return !state_->pending.empty() || state_->refused; }
const std::vector<std::string>& batch_get_queue::pending() const noexcept { return state_->pending; }

awaitable<void> batch_get_queue::fetch(attributes_sink take) {
    state& s = *state_;
    const auto fail = [&s](errc cause, diagnostics about) {
        about.operation = batch_get_item::info.name;
        about.table = s.table;
        about.endpoint = s.db.endpoint();
        throw error(cause, std::move(about));
    };
    if (s.refused) fail(s.refused->cause(), s.refused->diagnostics());
    if (s.pause && s.pause->count() > 0) co_await s.db.pause(*s.pause);

    const std::size_t count = std::min(s.pending.size(), batch_get_item::max_keys);
    const encoded_members more{s.more_members};
    const std::array<batch_keys, 1> tables{
        {{.table_name = s.table, .keys = std::span(s.pending).first(count), .expressions = more}}};
    const batch_get_item op{.tables = tables};
    result<reply> answer = co_await s.db.call(encoded_request::of(op));
    const reply page = std::move(answer).value();
    const auto rest = batch_get_item::decode_into(page.body, take);
    if (!rest) throw error(page.explain(rest.error()));
    s.pending.erase(s.pending.begin(), s.pending.begin() + static_cast<std::ptrdiff_t>(count));
    std::size_t unprocessed = 0;
    for (const auto& leftover : rest->unprocessed) {
        unprocessed += leftover.keys.size();
        s.pending.insert(s.pending.end(), leftover.keys.begin(), leftover.keys.end());
    }
    s.pause = s.plan.round(count, unprocessed);
    if (s.pause) co_return;
    s.plan = {};
    fail(errc::unprocessed, {.detail = std::to_string(s.pending.size()) + " keys are left"});
}

}  // namespace dynaco
