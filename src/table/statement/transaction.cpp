#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/partiql.hpp>
#include <dynaco/partiql.hpp>

#include <algorithm>
#include <concepts>
#include <string>

namespace dynaco {

struct statement_transaction::state {
    client db;
    detail::statement_list list{};
    std::string token{};  // the token of these statements, set by the first execution

    [[nodiscard]] encoded_request request() const {
        encoded_request r =
            encoded_request::of(execute_transaction{.statements = list.all(), .token = token});
        if (list.refused()) r.refused = list.refused();
        const bool sound = list.size() > 0 && list.size() <= execute_transaction::max_statements;
        if (!r.refused && !sound)
            r.refused = failure(errc::invalid_argument,
                                {.detail = "a transaction must have 1 to 100 statements; this one has " +
                                           std::to_string(list.size())});
        return r;
    }
    void forget() {
        list.clear();
        token.clear();
    }
};

statement_transaction::statement_transaction(client db)
    : state_(std::make_unique<state>(state{.db = std::move(db)})) {}
statement_transaction::~statement_transaction() = default;
statement_transaction::statement_transaction(statement_transaction&&) noexcept = default;
statement_transaction& statement_transaction::operator=(statement_transaction&&) noexcept = default;

namespace {

// Conditions that did not hold are a result. Conflicts, throttling and mistakes are failures.
bool refused_by_conditions(const failure& why) {
    const auto& reasons = why.diagnostics().cancellation_reasons;
    const auto is_condition = [](const cancellation_reason& r) {
        return r.cause == errc::conditional_check_failed || r.cause == errc::duplicate_item;
    };
    return why.cause() == errc::transaction_canceled && std::ranges::any_of(reasons, is_condition) &&
           std::ranges::all_of(reasons, [&](const cancellation_reason& r) { return !r || is_condition(r); });
}

}  // namespace

// A new statement makes it another transaction, which needs another token.
detail::statement_list& statement_transaction::list() noexcept {
    state_->token.clear();
    return state_->list;
}
std::size_t statement_transaction::size() const noexcept { return state_->list.size(); }

void statement_transaction::set_token(const statement_transaction_options& options) {
    if (!options.client_request_token.empty())
        state_->token = options.client_request_token;
    else if (state_->token.empty())
        state_->token = detail::client_access::random_token(state_->db);
}

awaitable<std::vector<statement_answer>> statement_transaction::execute(
    statement_transaction_options options) {
    set_token(options);
    return run<std::vector<statement_answer>>();
}

awaitable<statement_transaction_verdict> statement_transaction::try_execute(
    statement_transaction_options options) {
    set_token(options);
    return run<statement_transaction_verdict>();
}

template <class Answer>
awaitable<Answer> statement_transaction::run() {
    state& s = *state_;
    const result<reply> outcome = co_await s.db.call(s.request());
    if (outcome) {
        auto response = execute_transaction::decode(outcome->body);
        if (!response) throw error(outcome->explain(response.error()));
        s.forget();
        co_return Answer(std::move(response->answers));
    }
    const failure& why = outcome.error();
    if (!refused_by_conditions(why)) throw error(why);
    s.forget();
    if constexpr (std::same_as<Answer, statement_transaction_verdict>)
        co_return Answer(why, execute_transaction::decode_reasons(why));
    throw error(why);
}

}  // namespace dynaco
