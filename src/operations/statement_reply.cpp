#include "operations/statement_reply.hpp"

#include "operations/reply.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace dynaco::operations {
namespace {

// BatchStatementError and CancellationReason.
struct reason {
    std::string code{};
    std::string message{};
    std::string item{};
};

bool read_reason(json::reader& in, reason& r) {
    return json::read_object(in, [&](std::string_view name) {
        if (name == "Code") return read_string(in, r.code);
        if (name == "Message") return read_string(in, r.message);
        if (name == "Item") return read_raw(in, r.item);
        return in.skip();
    });
}

statement_answer refusal(reason r, std::string table_name) {
    const errc cause = errc_of_reason(r.code);
    failure why(
        cause,
        {.table = table_name, .service_code = std::move(r.code), .service_message = std::move(r.message)});
    return {std::move(why), std::move(r.item), std::move(table_name)};
}

bool read_answer(json::reader& in, std::vector<statement_answer>& answers) {
    bool refused = false;
    reason why;
    std::string row;
    std::string table_name;
    const bool read = json::read_object(in, [&](std::string_view name) {
        if (name == "Error") return refused = read_reason(in, why);
        if (name == "Item") return read_raw(in, row);
        if (name == "TableName") return read_string(in, table_name);
        return in.skip();
    });
    if (!read) return false;
    answers.push_back(refused ? refusal(std::move(why), std::move(table_name))
                              : statement_answer(std::move(row), std::move(table_name)));
    return true;
}

}  // namespace

void write_statements(json::writer& out, std::string_view member, std::span<const encoded_statement> all) {
    out.plain_key(member);
    out.begin_array();
    for (const encoded_statement& each : all) {
        out.element();
        out.raw(each.json);
    }
    out.end_array();
}

bool any_writes(std::span<const encoded_statement> all) noexcept {
    return std::ranges::any_of(all, &encoded_statement::writes);
}

bool read_answers(json::reader& in, std::vector<statement_answer>& answers) {
    if (!in.expect('[')) return false;
    bool first = true;
    while (in.next_element(first)) {
        if (in.take_null())
            answers.emplace_back();  // keeps the places
        else if (!read_answer(in, answers))
            return false;
    }
    return !in.failed();
}

errc errc_of_reason(std::string_view code) {
    if (code.empty() || code == "None") return errc::transaction_canceled;  // another statement's fault
    if (code == "ValidationError") return errc::validation_failed;
    if (code == "ThrottlingError") return errc::throttling;
    const errc cause = errc_of_service_code(code);
    return cause != errc::service_error ? cause : errc_of_service_code(std::string(code) + "Exception");
}

}  // namespace dynaco::operations
