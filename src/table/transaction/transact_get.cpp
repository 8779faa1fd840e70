#include "core/counted.hpp"
#include "table/call/unreadable.hpp"
#include "table/statement/list.hpp"

#include <dynaco/transaction.hpp>

#include <vector>

namespace dynaco {

namespace detail {

void read_slot::check() const {
    if (!fetched_) throw error(errc::not_fetched, {.operation = std::string(transact_get_items::info.name)});
    if (!unreadable_.empty()) throw error(unreadable_.front().why);
}

struct read_requests::state {
    client db;
    call_report* report;
    std::vector<encoded_get> actions{};
    std::vector<std::shared_ptr<read_slot>> slots{};
};

void read_requests::add(const transact_get_action& action, std::shared_ptr<read_slot> slot) {
    state& s = *state_;
    result<encoded_get> encoded = transact_get_items::encode_action(action);
    if (!encoded)
        throw error(refuse_statement(encoded.error(), transact_get_items::info.name, action.table_name,
                                     s.actions.size() + 1, action.key));
    s.actions.push_back(std::move(*encoded));
    s.slots.push_back(std::move(slot));
}

}  // namespace detail

namespace {

// Adds the response and the table of the item to a failure.
failure explain(const reply& page, const failure& why, std::string_view table) {
    const failure explained = page.explain(why);
    diagnostics about = explained.diagnostics();
    if (about.table.empty()) about.table = table;
    return {explained.cause(), std::move(about)};
}

}  // namespace

transact_get::transact_get(client db, transact_get_options options)
    : read_requests(std::make_shared<state>(state{.db = std::move(db), .report = options.report})) {}
transact_get::~transact_get() = default;
transact_get::transact_get(transact_get&&) noexcept = default;
transact_get& transact_get::operator=(transact_get&&) noexcept = default;

std::size_t transact_get::size() const noexcept { return state_->actions.size(); }

awaitable<void> transact_get::fetch() {
    encoded_request request = encoded_request::of(transact_get_items{
        .actions = state_->actions,
        .report_capacity = state_->report ? report_capacity::indexes : report_capacity::none});
    return run(state_, std::move(request), state_->slots.size());
}

awaitable<void> transact_get::run(std::shared_ptr<state> s, encoded_request request, std::size_t count) {
    if (count == 0) co_return;
    const result<reply> outcome = co_await s->db.call(std::move(request));
    if (s->report) s->report->add(outcome);
    if (!outcome)
        throw error(detail::name_statements(outcome.error(), detail::names_of_statements(s->actions)));
    std::size_t at = 0;
    auto take = [&](std::size_t i, detail::json::reader& in) {
        at = i;
        return i < count ? s->slots[i]->read(in) : in.malformed();
    };
    for (std::size_t i = 0; i < count; ++i) s->slots[i]->drop();
    const auto read = transact_get_items::decode_into(outcome->body, take);
    if (!read) throw error(explain(*outcome, read.error(), at < count ? s->actions[at].table_name : ""));
    if (read->count != count)
        throw error(outcome->explain(
            failure(errc::malformed_reply,
                    {.detail = "the response has " + detail::counted(read->count, "result", "results") +
                               " for " + detail::counted(count, "statement", "statements")})));
    for (std::size_t i = 0; i < count; ++i) {
        s->slots[i]->keep();
        if (s->slots[i]->unreadable().empty()) continue;
        reply from = *outcome;
        from.table = s->actions[i].table_name;
        detail::explain_unreadable(from, detail::attribute_names_in(s->actions[i].key),
                                   s->slots[i]->unreadable());
    }
}

}  // namespace dynaco
