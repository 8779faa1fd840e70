#include "operations/reply.hpp"
#include "operations/request.hpp"
#include "operations/statement_reply.hpp"

#include <dynaco/core/cancellation_reason.hpp>
#include <dynaco/operations/execute_transaction.hpp>

#include <utility>

namespace dynaco {

bool execute_transaction::writes() const noexcept { return operations::any_writes(statements); }

bool execute_transaction::encode(json::writer& out) const {
    if (token.size() > max_token_length)
        return out.fail(errc::invalid_argument, "a token has at most 36 characters");
    out.begin_object();
    operations::write_statements(out, "TransactStatements", statements);
    if (!token.empty()) out.member("ClientRequestToken", token);
    operations::write_capacity(out, report_capacity);
    out.end_object();
    return true;
}

result<execute_transaction::response> execute_transaction::decode(std::string_view body) {
    response r;
    const auto read = operations::read_reply(body, [&r](json::reader& in, std::string_view name) {
        if (name == "Responses") return operations::read_answers(in, r.answers);
        if (name == "ConsumedCapacity") return operations::read_capacities(in, r.capacity);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

std::vector<statement_answer> execute_transaction::decode_reasons(const failure& canceled) {
    std::vector<statement_answer> answers;
    for (const cancellation_reason& reason : canceled.diagnostics().cancellation_reasons) {
        // One that was not in the way is not executed either: another statement's fault.
        const errc cause = reason ? reason.cause : errc::transaction_canceled;
        diagnostics about{.service_message = reason.message};
        if (reason) about.service_code = reason.code;
        answers.emplace_back(failure(cause, std::move(about)), reason.item);
    }
    return answers;
}

}  // namespace dynaco
