#include "core/counted.hpp"
#include "core/listed.hpp"
#include "table/batch/plan.hpp"
#include "table/call/pause.hpp"
#include "table/call/unreadable.hpp"

#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/detail/table/batch/queue.hpp>
#include <dynaco/operations/batch.hpp>

#include <algorithm>
#include <list>
#include <optional>
#include <span>
#include <unordered_set>
#include <utility>

namespace dynaco::detail {

namespace {

// Members of the request that are encoded already.
struct encoded_members {
    std::string_view json{};
    bool write(json::writer& out) const {
        if (json.empty()) return true;
        out.element();
        out.raw(json);
        return true;
    }
};

// The keys of one request: at most 100 keys, and each table only once.
struct round {
    struct share {
        std::size_t part = 0;
        std::size_t count = 0;
        encoded_members more{};
        std::function<bool(json::reader&)> take{};
    };
    std::list<share> shares{};  // a list, because the tables refer to its elements
    std::vector<batch_keys> tables{};
    std::size_t size = 0;
};

round next_round(const std::vector<batch_get_queue::part>& parts) {
    round r;
    for (std::size_t i = 0; i < parts.size() && r.size < batch_get_item::max_keys; ++i) {
        const auto& part = parts[i];
        if (part.keys.empty() ||
            std::ranges::find(r.tables, part.table, &batch_keys::table_name) != r.tables.end())
            continue;
        const std::size_t count = std::min(part.keys.size(), batch_get_item::max_keys - r.size);
        auto& share = r.shares.emplace_back();
        share.part = i;
        share.count = count;
        share.more = {part.more_members};
        r.tables.push_back(
            {.table_name = part.table, .keys = std::span(part.keys).first(count), .expressions = share.more});
        r.size += count;
    }
    return r;
}

}  // namespace

struct batch_get_queue::state {
    client db;
    std::vector<part> parts{};
    table_calls::batch_plan plan{detail::client_access::max_attempts(db)};
    std::optional<std::chrono::milliseconds> pause{};
    reply page{};
    std::chrono::nanoseconds spent{};  // time of the rounds since the last one that read something

    [[noreturn]] void fail(const part& where, errc cause, diagnostics about) const {
        about.operation = batch_get_item::info.name;
        about.table = where.table;
        about.endpoint = db.endpoint();
        throw error(cause, std::move(about));
    }

    [[nodiscard]] std::string tables() const {
        std::vector<std::string_view> names;
        for (const part& p : parts)
            if (!p.keys.empty()) names.push_back(p.table);
        return listed(names);
    }
    // The diagnostics of an error that leaves keys unread.
    [[nodiscard]] diagnostics leftovers() const {
        std::size_t keys = 0;
        for (const part& p : parts) keys += p.keys.size();
        return {.operation = std::string(batch_get_item::info.name),
                .table = tables(),
                .detail = counted(keys, "key was not read and stays", "keys were not read and stay") +
                          " in the batch",
                .endpoint = db.endpoint()};
    }
    [[noreturn]] void fail(const failure& why) const {
        diagnostics about = why.diagnostics();
        if (!about.detail.empty()) about.detail += "; ";
        about.detail += leftovers().detail;
        throw error(why.cause(), std::move(about));
    }

    // Removes the keys that were read and moves the unprocessed ones to the end. Returns the number of
    // unprocessed keys.
    std::size_t settle(const round& asked, std::vector<batch_get_item::leftover>& leftovers) {
        std::size_t unprocessed = 0;
        for (const round::share& share : asked.shares) {
            part& p = parts[share.part];
            p.keys.erase(p.keys.begin(), p.keys.begin() + static_cast<std::ptrdiff_t>(share.count));
            const auto left = std::ranges::find(leftovers, p.table, &batch_get_item::leftover::table_name);
            if (left == leftovers.end()) continue;
            unprocessed += left->keys.size();
            for (std::string& key : left->keys) p.keys.push_back(std::move(key));
        }
        return unprocessed;
    }
};

batch_get_queue::batch_get_queue(client db) : state_(std::make_unique<state>(state{.db = std::move(db)})) {}
batch_get_queue::~batch_get_queue() = default;
batch_get_queue::batch_get_queue(batch_get_queue&&) noexcept = default;
batch_get_queue& batch_get_queue::operator=(batch_get_queue&&) noexcept = default;

std::size_t batch_get_queue::add(part p) {
    // DynamoDB rejects a request that contains a key twice.
    std::unordered_set<std::string> seen;
    std::erase_if(p.keys, [&seen](const std::string& key) { return !seen.insert(key).second; });
    if (!p.keys.empty()) p.key_names = attribute_names_in(p.keys.front());
    state_->parts.push_back(std::move(p));
    return state_->parts.size() - 1;
}

bool batch_get_queue::more() const noexcept {
    return std::ranges::any_of(state_->parts, [](const part& p) { return !p.keys.empty() || p.refused; });
}
std::size_t batch_get_queue::pending() const noexcept {
    std::size_t sum = 0;
    for (const part& p : state_->parts) sum += p.keys.size();
    return sum;
}

awaitable<void> batch_get_queue::fetch(const take_item& take) {
    state& s = *state_;
    for (const part& p : s.parts)
        if (p.refused) s.fail(p, p.refused->cause(), p.refused->diagnostics());
    if (!more()) co_return;
    const std::chrono::nanoseconds spent = std::exchange(s.spent, {});
    const client db = detail::client_access::within_deadline(s.db, spent);
    const auto begin = detail::client_access::now(db);
    const auto pause =
        std::exchange(s.pause, std::nullopt);  // no pause after a failure: the caller has waited
    if (pause && pause->count() > 0) co_await table_calls::pause(db, *pause, s.leftovers());

    round asked = next_round(s.parts);
    const batch_get_item op{.tables = asked.tables};
    result<reply> answer = co_await db.call(encoded_request::of(op));
    if (!answer) s.fail(answer.error());
    reply& page = s.page = std::move(answer).value();
    std::vector<batch_get_item::table_sink> sinks;
    for (round::share& share : asked.shares) {
        const auto check = s.parts[share.part].check;
        auto& unreadable = s.parts[share.part].unreadable;
        share.take = [&take, &share, &unreadable, check](json::reader& in) {
            const json::reader::place item_begin = in.here();
            if (check && !check(in)) return skip_unreadable(in, item_begin, ~std::size_t{0}, unreadable);
            return take(share.part, in);
        };
        sinks.push_back({.table_name = s.parts[share.part].table, .sink = share.take});
    }
    auto rest = batch_get_item::decode_into(page.body, sinks);
    if (!rest) throw error(page.explain(rest.error()));
    const std::size_t unprocessed = s.settle(asked, rest->unprocessed);
    s.pause = s.plan.round(asked.size, unprocessed);
    if (unprocessed == asked.size) s.spent = spent + (detail::client_access::now(db) - begin);
    if (s.pause) co_return;
    s.spent = {};
    throw error(errc::unprocessed, s.leftovers());
}

void batch_get_queue::take_unreadable(std::size_t index, std::size_t items,
                                      std::vector<unreadable_item>& unreadable) {
    part& p = state_->parts[index];
    for (unreadable_item& each : p.unreadable) {
        each.before = items;
        unreadable.push_back(std::move(each));
    }
    p.unreadable.clear();
    if (unreadable.empty()) return;
    reply page = state_->page;
    page.table = p.table;
    explain_unreadable(page, p.key_names, unreadable);
}

void batch_get_queue::rethrow(const boost::system::system_error& thrown) const {
    rethrow_canceled(thrown, std::string(batch_get_item::info.name), state_->tables(), state_->db.endpoint());
}

std::string canonical_key(std::string_view key_json) {
    json::reader in(key_json);
    item key;
    std::string text;
    json::writer out(text);
    if (!read_item(in, key) || !codec<item>::write(out, key)) return std::string(key_json);
    return text;
}

bool read_canonical_key(json::reader& in, const item& names, std::string& key) {
    item found;
    if (!in.expect('{')) return false;
    bool first = true;
    std::string_view name;
    while (in.next_member(first, name)) {
        if (!names.contains(name)) {
            if (!in.skip()) return false;
            continue;
        }
        if (!model::read_attribute(in, found[name])) return false;
    }
    if (in.failed()) return false;
    key.clear();
    json::writer out(key);
    if (found.size() == names.size()) return codec<item>::write(out, found);
    return true;
}

}  // namespace dynaco::detail
