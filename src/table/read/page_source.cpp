#include "operations/reply.hpp"
#include "table/call/unreadable.hpp"
#include "table/read/page_state.hpp"

#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/detail/table/read/page_source.hpp>

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace dynaco::detail {
namespace {

void add(consumed_capacity& sum, const consumed_capacity& page) {
    sum.table_name = page.table_name;
    sum.capacity_units += page.capacity_units;
    sum.read_capacity_units += page.read_capacity_units;
    sum.write_capacity_units += page.write_capacity_units;
    for (const auto& [index, units] : page.indexes) sum.indexes[index] += units;
}

}  // namespace

page_source::page_source(client db, encoded_request request, plan p, std::vector<std::string> key_names)
    : state_(std::make_unique<state>(std::move(db), std::move(request), std::move(p), std::move(key_names))) {
}
page_source::page_source(page_source&&) noexcept = default;
page_source& page_source::operator=(page_source&&) noexcept = default;
page_source::~page_source() = default;

bool page_source::more() const noexcept { return state_->more(); }
bool page_source::limit_reached() const noexcept { return state_->left == 0; }
const reply& page_source::page() const noexcept { return state_->fetched; }
std::uint64_t page_source::scanned_count() const noexcept { return state_->scanned; }
const consumed_capacity& page_source::capacity() const noexcept { return state_->capacity; }

awaitable<void> page_source::fetch() { return fetch_page(*state_, false); }

awaitable<void> page_source::fetch_page(state& s, bool count_only) {
    s.executor = co_await boost::asio::this_coro::executor;
    std::optional<paging::page_fetches::outcome> ended;
    if (s.sequences.size() == 1 && !s.fetches.any()) {
        // Does not use a background fetch: most queries have only one page.
        const auto turn = s.sequences[0].turn = s.rate.next(detail::client_access::now(s.db));
        result<reply> answer = co_await paging::call_after(s.db, turn.wait, s.request_for(0, count_only));
        ended.emplace().answer.emplace(std::move(answer));
    } else {
        s.start_all(count_only);
        ended = co_await s.fetches.next();
    }
    if (!ended) {
        s.stop();
        throw error(errc::canceled,
                    {.operation = s.scope.operation, .table = s.scope.table, .endpoint = s.db.endpoint()});
    }
    if (ended->thrown || !*ended->answer) s.rate.release(s.sequences[ended->slot].turn);
    if (ended->thrown) std::rethrow_exception(ended->thrown);
    s.fetched = std::move(*ended->answer).value();
    s.source = ended->slot;
}

std::size_t page_source::advance(page_info info, std::size_t readable,
                                 std::vector<unreadable_item>& unreadable) {
    state& s = *state_;
    page_sequence& sequence = s.sequences[s.source];
    const auto same_key = [](std::string_view a, std::string_view b) { return same_item(a, b); };
    sequence.stuck = sequence.watch.repeats(sequence.next.key, info.last_evaluated_key, same_key);
    explain_unreadable(s.fetched, s.key_names, unreadable);
    const std::size_t size = readable + unreadable.size();
    const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(readable, s.left));
    if (s.left != std::numeric_limits<std::uint64_t>::max()) s.left -= wanted;
    s.scanned += info.scanned_count;
    if (info.capacity) add(s.capacity, *info.capacity);
    s.page = std::move(s.fetched);
    s.current = s.source;
    s.page_items = size;
    ++s.pages;
    s.rate.settle(sequence.turn, info.capacity ? info.capacity->capacity_units : 0);
    const bool finished = info.last_evaluated_key.empty();
    sequence.last = std::exchange(
        sequence.next, paging::position{.key = std::move(info.last_evaluated_key), .finished = finished});
    if (s.left == 0) s.stop();
    return wanted;
}

void page_source::drop_added(std::vector<item>& items) const {
    for (const std::string& name : state_->options.added)
        for (item& each : items) each.erase(name);
}

void page_source::fetch_ahead() {
    state& s = *state_;
    // A caller that has read only one page may not want a second one, which would consume capacity.
    if (s.more() && (s.options.parallel || (s.options.ahead && s.pages > 1))) s.start_all(false);
}

void page_source::want_at_most(std::uint64_t items) noexcept { state_->left = std::min(state_->left, items); }

awaitable<std::uint64_t> page_source::count() {
    const state& s = *state_;
    return one_call(s.db, count_pages(), s.scope.operation, s.scope.table);
}

void page_source::rethrow(const boost::system::system_error& thrown) const {
    rethrow_canceled(thrown, state_->scope.operation, state_->scope.table, state_->db.endpoint());
}

awaitable<std::uint64_t> page_source::count_pages() {
    state_->counting = true;
    while (more()) {
        co_await fetch_page(*state_, true);
        auto skip = [](json::reader& in) { return in.skip(); };
        result<page_info> info = operations::decode_page(page().body, skip);
        if (!info) throw error(page().explain(info.error()));
        const std::size_t found = info->count;
        std::vector<unreadable_item> none;
        const std::size_t wanted = advance(std::move(*info), found, none);
        state_->counted += wanted;
    }
    state_->page_items = 0;
    state_->counting = false;
    co_return std::exchange(state_->counted, 0);
}

std::string page_source::resume_token(std::size_t given) const {
    const state& s = *state_;
    if (s.counting) throw error(errc::no_resume_token, {});
    std::vector<paging::position> positions;
    for (const page_sequence& sequence : s.sequences) positions.push_back(sequence.next);
    if (given == 0 && s.page_items > 0) positions[s.current] = s.sequences[s.current].last;
    if (given > 0 && given < s.page_items) {
        std::string key;
        auto take = [&, index = std::size_t{0}](json::reader& in) mutable {
            return ++index == given ? read_key_members(in, s.key_names, key) || in.fail(errc::no_resume_token)
                                    : in.skip();
        };
        const auto read = operations::decode_page(s.page.body, take);
        if (!read) throw error(s.page.explain(failure(errc::no_resume_token, {})));
        positions[s.current] = {.key = std::move(key)};
    }
    if (std::ranges::all_of(positions, &paging::position::finished)) return {};
    return paging::write_resume_token(s.scope, positions);
}

}  // namespace dynaco::detail
