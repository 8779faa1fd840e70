#include "operations/reply.hpp"
#include "operations/request.hpp"
#include "operations/statement_text.hpp"

#include <dynaco/operations/execute_statement.hpp>
#include <dynaco/operations/statement_request.hpp>

namespace dynaco {
bool execute_statement::writes() const noexcept { return !operations::is_a_read(statement); }

bool execute_statement::encode(json::writer& out) const {
    const statement_request request{.statement = statement,
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

result<execute_statement::page> execute_statement::decode_into(std::string_view body, attributes_sink sink) {
    page p;
    const auto read = operations::read_reply(body, [&](json::reader& in, std::string_view name) {
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
    auto take = [&r](json::reader& in) { return read_item(in, r.items.emplace_back()); };
    auto p = decode_into(body, take);
    if (!p) return p.error();
    static_cast<page&>(r) = std::move(*p);
    return r;
}

}  // namespace dynaco
