#include "table/call/unreadable.hpp"
#include "table/read/marker.hpp"

#include <dynaco/detail/table/call/conflict.hpp>
#include <dynaco/partiql.hpp>

#include <utility>

namespace dynaco::detail {

statement_source::statement_source(client db, encoded_request request, std::string next_token)
    : db_(std::move(db)), request_(std::move(request)), next_token_(std::move(next_token)) {}

awaitable<void> statement_source::fetch() {
    encoded_request r = request_;
    if (!r.refused && !next_token_.empty()) {
        r.body.pop_back();  // the closing brace
        json::writer out(r.body);
        out.member("NextToken", next_token_);
        out.end_object();
    }
    result<reply> answer = co_await db_.call(std::move(r));
    page_ = std::move(answer).value();
}

void statement_source::advance(std::string next_token, std::span<const std::string> key_names,
                               std::vector<unreadable_item>& unreadable) {
    if (watch_.repeats(next_token_, next_token)) throw error(page_.explain(endless("NextToken")));
    explain_unreadable(page_, key_names, unreadable);
    next_token_ = std::move(next_token);
    more_ = !next_token_.empty();
}

awaitable<void> executed_statement(awaitable<result<reply>> call) {
    const result<reply> outcome = co_await std::move(call);
    if (!outcome) throw error(outcome.error());
}

awaitable<verdict<item>> judged_statement(awaitable<result<reply>> call) {
    const result<reply> outcome = co_await std::move(call);
    if (outcome) co_return verdict<item>();
    if (!is_refusal(outcome.error().cause())) throw error(outcome.error());
    co_return verdict<item>(outcome.error());
}

}  // namespace dynaco::detail
