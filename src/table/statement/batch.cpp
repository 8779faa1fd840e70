#include "core/counted.hpp"
#include "table/batch/plan.hpp"
#include "table/call/pause.hpp"

#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/detail/client/handle/one_call.hpp>
#include <dynaco/operations/partiql.hpp>
#include <dynaco/partiql.hpp>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace dynaco {
namespace {

bool is_throttled(const statement_answer& answer) {
    return !answer && answer.why().code() == condition::throttled;
}

// A request contains only reads or only writes. Takes as many statements as fit, in order, of the same kind
// as the first.
std::vector<std::size_t> next_round(const std::vector<detail::encoded_statement>& all,
                                    const std::vector<std::size_t>& waiting) {
    std::vector<std::size_t> round;
    for (const std::size_t i : waiting) {
        if (round.size() == batch_execute_statement::max_statements) break;
        if (!round.empty() && all[i].writes != all[round.front()].writes) break;
        round.push_back(i);
    }
    return round;
}

void throw_if_any_failed(const std::vector<statement_answer>& answers, std::string endpoint) {
    const auto failed = std::ranges::count_if(answers, [](const auto& each) { return !each; });
    if (failed == 0) return;
    diagnostics about{.operation = std::string(batch_execute_statement::info.name),
                      .detail = std::to_string(failed) + " of " +
                                detail::counted(answers.size(), "statement was", "statements were") +
                                " not executed; the others were executed",
                      .endpoint = std::move(endpoint)};
    for (const statement_answer& each : answers) about.cancellation_reasons.push_back(each.as_reason());
    const auto first = std::ranges::find_if(answers, [](const auto& each) { return !each; });
    throw error(first->why().cause(), std::move(about));
}

}  // namespace

struct statement_batch::state {
    client db;
    detail::statement_list list{};
    std::vector<std::optional<statement_answer>> answers{};
    table_calls::batch_plan plan{detail::client_access::max_attempts(db)};
    std::optional<client> bounded{};  // starts again after each round that executed something

    [[nodiscard]] std::vector<std::size_t> waiting() const {
        std::vector<std::size_t> indexes;
        for (std::size_t i = 0; i < answers.size(); ++i)
            if (!answers[i]) indexes.push_back(i);
        return indexes;
    }

    awaitable<void> send(std::vector<std::size_t> round) {
        std::vector<detail::encoded_statement> statements;
        statements.reserve(round.size());
        for (const std::size_t i : round) statements.push_back(list.all()[i]);
        const batch_execute_statement op{.statements = statements};
        if (!bounded) bounded = detail::client_access::within_deadline(db);
        result<batch_execute_statement::response> outcome = co_await bounded->send(op);
        batch_execute_statement::response response = std::move(outcome).value();
        if (response.answers.size() != round.size())
            throw error(errc::malformed_reply,
                        {.operation = std::string(op.info.name),
                         .detail = "the response does not contain one result for each statement",
                         .endpoint = db.endpoint()});
        co_await settle(round, response.answers);
    }

    // Keeps the throttled statements for another round, unless the plan says to stop.
    awaitable<void> settle(const std::vector<std::size_t>& round, std::vector<statement_answer>& got) {
        const auto throttled = static_cast<std::size_t>(std::ranges::count_if(got, is_throttled));
        const auto pause = plan.round(round.size(), throttled);
        for (std::size_t k = 0; k < round.size(); ++k)
            if (!pause || !is_throttled(got[k])) answers[round[k]] = std::move(got[k]);
        if (throttled < round.size()) bounded = detail::client_access::within_deadline(db);
        if (!pause || pause->count() == 0) co_return;
        // A named variable, because g++ 12 destroys a temporary aggregate twice.
        diagnostics about{.operation = std::string(batch_execute_statement::info.name)};
        about.detail =
            detail::counted(waiting().size(), "statement of the batch was", "statements of the batch were") +
            " not executed";
        co_await table_calls::pause(*bounded, *pause, std::move(about));
    }

    awaitable<void> send_all() {
        for (auto to_send = waiting(); !to_send.empty(); to_send = waiting())
            co_await send(next_round(list.all(), to_send));
    }

    std::vector<statement_answer> take_answers() {
        std::vector<statement_answer> all;
        for (auto& each : answers) all.push_back(std::move(*each));
        answers.clear();
        list.clear();
        return all;
    }
};

statement_batch::statement_batch(client db) : state_(std::make_unique<state>(state{.db = std::move(db)})) {}
statement_batch::~statement_batch() = default;
statement_batch::statement_batch(statement_batch&&) noexcept = default;
statement_batch& statement_batch::operator=(statement_batch&&) noexcept = default;

detail::statement_list& statement_batch::list() noexcept { return state_->list; }
std::size_t statement_batch::size() const noexcept { return state_->list.size(); }

awaitable<std::vector<statement_answer>> statement_batch::try_execute() {
    state& s = *state_;
    if (s.list.refused()) {
        diagnostics about = s.list.refused()->diagnostics();
        about.operation = batch_execute_statement::info.name;
        throw error(s.list.refused()->cause(), std::move(about));
    }
    s.answers.resize(s.list.size());
    s.bounded.reset();
    co_await detail::one_call(s.db, s.send_all(), std::string(batch_execute_statement::info.name), {});
    co_return s.take_answers();
}

awaitable<std::vector<statement_answer>> statement_batch::execute() {
    const client db = state_->db;
    std::vector<statement_answer> answers = co_await try_execute();
    throw_if_any_failed(answers, db.endpoint());
    co_return answers;
}

}  // namespace dynaco
