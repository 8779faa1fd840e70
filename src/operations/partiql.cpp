#include "operations/reply.hpp"
#include "operations/request.hpp"
#include "operations/statement.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/operations/partiql.hpp>

#include <utility>

namespace dynaco {

bool batch_execute_statement::writes() const noexcept { return operations::any_writes(statements); }

bool batch_execute_statement::encode(detail::json::writer& out) const {
    out.begin_object();
    operations::write_statements(out, "Statements", statements);
    operations::write_capacity(out, report_capacity);
    out.end_object();
    return true;
}

result<batch_execute_statement::response> batch_execute_statement::decode(std::string_view body) {
    response r;
    const auto read = operations::read_reply(body, [&r](detail::json::reader& in, std::string_view name) {
        if (name == "Responses") return operations::read_answers(in, r.answers);
        if (name == "ConsumedCapacity") return operations::read_capacities(in, r.capacity);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

bool execute_statement::writes() const noexcept { return !operations::is_a_read(statement); }

bool execute_statement::encode(detail::json::writer& out) const {
    const detail::statement_request request{.statement = statement,
                                            .parameters = parameters,
                                            .consistent_read = consistent_read,
                                            .return_existing = return_existing};
    out.begin_object();
    if (!request.write_members(out)) return false;
    if (!next_token.empty()) out.member("NextToken", next_token);
    if (limit > 0) out.member("Limit", limit);
    operations::write_capacity(out, report_capacity);
    out.end_object();
    return true;
}

result<execute_statement::page> execute_statement::decode_into(std::string_view body,
                                                               detail::attributes_sink sink) {
    page p;
    const auto read = operations::read_reply(body, [&](detail::json::reader& in, std::string_view name) {
        if (name == "Items") return operations::read_items(in, sink);
        if (name == "NextToken") return operations::read_string(in, p.next_token);
        if (name == "LastEvaluatedKey") return operations::read_key_marker(in, p.last_evaluated_key);
        if (name == "ConsumedCapacity") return operations::read_capacity(in, p.capacity);
        return in.skip();
    });
    if (!read) return read.error();
    return p;
}

result<execute_statement::response> execute_statement::decode(std::string_view body) {
    response r;
    auto take = [&r](detail::json::reader& in) { return detail::read_item(in, r.items.emplace_back()); };
    auto p = decode_into(body, take);
    if (!p) return p.error();
    static_cast<page&>(r) = std::move(*p);
    return r;
}

bool execute_transaction::writes() const noexcept { return operations::any_writes(statements); }

bool execute_transaction::encode(detail::json::writer& out) const {
    if (token.size() > max_token_length)
        return out.fail(errc::invalid_argument, "the token has more than 36 characters");
    out.begin_object();
    operations::write_statements(out, "TransactStatements", statements);
    if (!token.empty()) out.member("ClientRequestToken", token);
    operations::write_capacity(out, report_capacity);
    out.end_object();
    return true;
}

result<execute_transaction::response> execute_transaction::decode(std::string_view body) {
    response r;
    const auto read = operations::read_reply(body, [&r](detail::json::reader& in, std::string_view name) {
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
        // A statement without a reason was not executed either, because of another statement.
        const errc cause = reason ? reason.cause : errc::transaction_canceled;
        diagnostics about{.service_message = reason.message};
        if (reason) about.service_code = reason.code;
        answers.emplace_back(failure(cause, std::move(about)), reason.item);
    }
    return answers;
}

void statement_answer::fail(const failure& why) const {
    diagnostics about = why.diagnostics();
    about.table = table_name_;
    throw error(why.cause(), std::move(about));
}

cancellation_reason statement_answer::as_reason() const {
    if (*this) return {};
    const diagnostics& about = why_.diagnostics();
    return {
        .code = about.service_code, .cause = why_.cause(), .message = about.service_message, .item = item_};
}

}  // namespace dynaco
