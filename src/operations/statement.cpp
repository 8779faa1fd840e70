#include "operations/statement.hpp"

#include "operations/reply.hpp"

#include <dynaco/operations/partiql.hpp>

#include <algorithm>
#include <string>
#include <utility>

namespace dynaco::operations {
namespace {

// The length of the string, quoted name, literal or comment that `text` starts with; 0 if it starts with
// something else. If it is not closed, it extends to the end of the text: the service reports the error
// better. A doubled quote counts as two strings in a row, which has the same result.
std::size_t opaque_length(std::string_view text) noexcept {
    const auto up_to = [text](std::string_view end, std::size_t from) {
        const auto at = text.find(end, from);
        return at == std::string_view::npos ? text.size() : at + end.size();
    };
    const char first = text.front();
    if (first == '\'' || first == '"' || first == '`') return up_to(text.substr(0, 1), 1);
    if (text.starts_with("--")) return up_to("\n", 2);
    if (text.starts_with("/*")) return up_to("*/", 2);
    return 0;
}

bool starts_with_word(std::string_view text, std::string_view word) noexcept {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    const auto same = [lower](char a, char b) { return lower(a) == b; };
    if (text.size() < word.size()) return false;
    if (!std::equal(word.begin(), word.end(), text.begin(), [same](char w, char t) { return same(t, w); }))
        return false;
    if (text.size() == word.size()) return true;
    const char next = lower(text[word.size()]);
    return !((next >= 'a' && next <= 'z') || (next >= '0' && next <= '9') || next == '_');
}

}  // namespace

std::size_t count_placeholders(std::string_view statement) noexcept {
    std::size_t count = 0;
    while (!statement.empty()) {
        const std::size_t opaque = opaque_length(statement);
        if (opaque == 0 && statement.front() == '?') ++count;
        statement.remove_prefix(std::max<std::size_t>(opaque, 1));
    }
    return count;
}

bool is_a_read(std::string_view statement) noexcept {
    constexpr std::string_view skipped = " \t\r\n(";
    while (!statement.empty()) {
        const bool comment = statement.starts_with("--") || statement.starts_with("/*");
        if (!comment && skipped.find(statement.front()) == std::string_view::npos) break;
        statement.remove_prefix(comment ? opaque_length(statement) : 1);
    }
    return starts_with_word(statement, "select") || starts_with_word(statement, "exists");
}

namespace {

// A BatchStatementError or a CancellationReason.
struct reason {
    std::string code{};
    std::string message{};
    std::string item{};
};

bool read_reason(detail::json::reader& in, reason& r) {
    return detail::json::read_object(in, [&](std::string_view name) {
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

bool read_answer(detail::json::reader& in, std::vector<statement_answer>& answers) {
    bool refused = false;
    reason why;
    std::string row;
    std::string table_name;
    const bool read = detail::json::read_object(in, [&](std::string_view name) {
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

void write_statements(detail::json::writer& out, std::string_view member,
                      std::span<const detail::encoded_statement> all) {
    out.plain_key(member);
    out.begin_array();
    for (const detail::encoded_statement& each : all) {
        out.element();
        out.raw(each.json);
    }
    out.end_array();
}

bool any_writes(std::span<const detail::encoded_statement> all) noexcept {
    return std::ranges::any_of(all, &detail::encoded_statement::writes);
}

bool read_answers(detail::json::reader& in, std::vector<statement_answer>& answers) {
    if (!in.expect('[')) return false;
    bool first = true;
    while (in.next_element(first)) {
        if (in.take_null())
            answers.emplace_back();  // keeps the positions of the others
        else if (!read_answer(in, answers))
            return false;
    }
    return !in.failed();
}

errc errc_of_reason(std::string_view code) {
    if (code.empty() || code == "None") return errc::transaction_canceled;  // another statement was the cause
    if (code == "ValidationError") return errc::validation_failed;
    if (code == "ThrottlingError") return errc::throttling;
    const errc cause = detail::errc_of_service_code(code);
    return cause != errc::service_error ? cause
                                        : detail::errc_of_service_code(std::string(code) + "Exception");
}

}  // namespace dynaco::operations

namespace dynaco::detail {

bool parameters_ref::write_values(json::writer& out, const void* values) {
    out.begin_array();
    std::size_t index = 0;
    for (const value& each : *static_cast<const std::vector<value>*>(values)) {
        out.element();
        if (!model::write_attribute(out, each)) return out.fail_in(index);
        ++index;
    }
    out.end_array();
    return true;
}

bool statement_request::writes() const noexcept { return !operations::is_a_read(statement); }

bool statement_request::write_members(json::writer& out) const {
    if (statement.empty()) return out.fail(errc::invalid_argument, "the statement is empty");
    if (statement.size() > max_length)
        return out.fail(errc::invalid_argument, "the statement has " + std::to_string(statement.size()) +
                                                    " bytes; the limit is 8192");
    const std::size_t wanted = operations::count_placeholders(statement);
    if (wanted != parameters.count())
        return out.fail(errc::invalid_argument, "the statement has " + std::to_string(wanted) +
                                                    " '?', but the number of parameters is " +
                                                    std::to_string(parameters.count()));
    out.member("Statement", statement);
    if (parameters.count() > 0) {
        out.plain_key("Parameters");
        if (!parameters.write(out)) return out.fail_in("parameters");
    }
    if (consistent_read) out.member("ConsistentRead", true);
    if (return_existing) out.member("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
    return !out.failed();
}

result<encoded_statement> statement_request::encode() const {
    encoded_statement encoded{.json = {}, .writes = writes()};
    json::writer out(encoded.json);
    out.begin_object();
    if (!write_members(out)) return out.why();
    out.end_object();
    return encoded;
}

}  // namespace dynaco::detail
