#include "table/statement/list.hpp"

#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/operations/transaction.hpp>
#include <dynaco/transaction.hpp>

#include <utility>

namespace dynaco {

const cancellation_reason& transaction_reason::details() const noexcept {
    static const cancellation_reason none;
    const auto& reasons = canceled_.diagnostics().cancellation_reasons;
    return statement_ < reasons.size() ? reasons[statement_] : none;
}

std::vector<transaction_reason> transaction_verdict::reasons() const {
    std::vector<transaction_reason> all;
    for (std::size_t i = 0; canceled_ && i < statements_; ++i)
        if (transaction_reason each(*canceled_, i); each) all.push_back(std::move(each));
    return all;
}

void transaction_verdict::or_throw() const {
    if (canceled_) throw error(*canceled_);
}

transaction_reason transaction_verdict::reason_at(std::size_t statement) const {
    if (statement >= statements_)
        throw error(errc::invalid_argument, {.detail = "the statement belongs to another transaction"});
    return {canceled_.value_or(failure()), statement};
}

namespace detail {

struct write_statements::state {
    client db;
    std::string token;
    call_report* report;
    std::vector<encoded_action> actions{};
    std::vector<write_guard> guards{};         // the conditions of the statements, one for each
    std::optional<encoded_request> request{};  // set by the first commit
    std::vector<std::function<void()>> when_applied{};
    std::optional<std::chrono::steady_clock::time_point>
        in_doubt_since{};  // when a request that may have been applied was sent
    bool under_way = false;
    bool done = false;

    [[nodiscard]] error misuse(std::string detail) const {
        return {errc::invalid_argument,
                {.operation = std::string(transact_write_items::info.name),
                 .detail = std::move(detail),
                 .endpoint = db.endpoint()}};
    }

    [[nodiscard]] error token_forgotten() const {
        return {
            errc::outcome_unknown,
            {.operation = std::string(transact_write_items::info.name),
             .detail = "an earlier commit() may have been applied. DynamoDB remembers a transaction's token "
                       "for 10 min, so sending it again now could apply it twice. Read the items and make a "
                       "new transaction",
             .endpoint = db.endpoint()}};
    }

    // The request is made once: DynamoDB rejects a different request with the same token.
    void freeze() {
        if (token.empty()) token = client_access::random_token(db);
        request = encoded_request::of(
            transact_write_items{.actions = actions,
                                 .client_request_token = token,
                                 .report_capacity = report ? report_capacity::indexes : report_capacity::none,
                                 .report_collections = report != nullptr});
        // What the request contains is not needed any more; the rest names the statements in errors.
        for (encoded_action& each : actions) each.json = std::string();
    }
};

std::size_t write_statements::add_action(const transact_action& action, const write_options& options,
                                         const write_guard& guard) {
    state& s = *state_;
    if (s.request) throw s.misuse("a statement cannot be added after commit(); make a new transaction");
    if (options.report)
        throw s.misuse("a report covers the whole transaction; set transact_write_options::report instead");
    result<encoded_action> encoded = transact_write_items::encode_action(action);
    if (!encoded)
        throw error(refuse_statement(encoded.error(), transact_write_items::info.name, action.table_name,
                                     s.guards.size() + 1, action.key));
    write_guard kept = guard;
    s.guards.reserve(s.guards.size() + 1);
    s.actions.push_back(std::move(*encoded));
    s.guards.push_back(std::move(kept));
    return s.guards.size() - 1;
}

void write_statements::when_applied(std::function<void()> call) {
    state_->when_applied.push_back(std::move(call));
}

wall_time write_statements::wall_clock() const { return client_access::wall_clock(state_->db); }

}  // namespace detail

namespace {

failure explained(const failure& why, const std::vector<detail::write_guard>& guards) {
    diagnostics about = why.diagnostics();
    if (about.cancellation_reasons.size() != guards.size()) return why;
    for (std::size_t i = 0; i < guards.size(); ++i)
        detail::explain_conflict(about.cancellation_reasons[i], guards[i]);
    return {why.cause(), std::move(about)};
}

// Whether try_commit returns a verdict instead of throwing: only conditions failed, and each reason is known.
bool only_conditions(const failure& why, std::size_t statements) {
    const auto& reasons = why.diagnostics().cancellation_reasons;
    return why.cause() == errc::transaction_canceled && reasons.size() == statements &&
           canceled_only_by(errc::conditional_check_failed, reasons);
}

// Sets a flag until the call ends, also by an exception.
class mark {
 public:
    explicit mark(bool& flag) noexcept : flag_(flag) { flag = true; }
    mark(const mark&) = delete;
    mark& operator=(const mark&) = delete;
    ~mark() { flag_ = false; }

 private:
    bool& flag_;
};

}  // namespace

transact_write::transact_write(client db, transact_write_options options)
    : write_statements(std::make_shared<state>(state{.db = std::move(db),
                                                     .token = std::string(options.client_request_token),
                                                     .report = options.report})) {}
transact_write::~transact_write() = default;
transact_write::transact_write(transact_write&&) noexcept = default;
transact_write& transact_write::operator=(transact_write&&) noexcept = default;

std::size_t transact_write::size() const noexcept { return state_->guards.size(); }

awaitable<void> transact_write::commit() {
    if (!state_->request) state_->freeze();
    return run<void>(state_);
}

awaitable<transaction_verdict> transact_write::try_commit() {
    if (!state_->request) state_->freeze();
    return run<transaction_verdict>(state_);
}

template <class Answer>
awaitable<Answer> transact_write::run(std::shared_ptr<state> s) {
    constexpr bool answers = !std::is_void_v<Answer>;
    if (s->done) throw s->misuse("the transaction was already committed or canceled; make a new transaction");
    if (s->under_way) throw s->misuse("another commit() of the transaction is still running");
    const auto begun = detail::client_access::now(s->db);
    if (s->in_doubt_since && begun - *s->in_doubt_since >= detail::idempotency_token_life)
        throw s->token_forgotten();
    const std::size_t count = s->guards.size();
    const mark busy(s->under_way);
    if (count > 0) {
        encoded_request request = *s->request;
        const result<reply> outcome = co_await s->db.call(std::move(request));
        if (s->report) s->report->add(outcome);
        if (!outcome) {
            if (outcome.error().cause() == errc::outcome_unknown && !s->in_doubt_since)
                s->in_doubt_since = begun;
            const failure named =
                detail::name_statements(outcome.error(), detail::names_of_statements(s->actions));
            const failure why = explained(named, s->guards);
            s->done = only_conditions(named, count);
            if constexpr (answers)
                if (s->done) co_return transaction_verdict(count, why);
            throw error(why);
        }
    }
    s->done = true;
    for (const auto& call : s->when_applied) call();
    if constexpr (answers) co_return transaction_verdict(count);
}

}  // namespace dynaco
