#include "operations/reply.hpp"
#include "operations/request.hpp"
#include "operations/statement_reply.hpp"

#include <dynaco/operations/batch_execute_statement.hpp>

namespace dynaco {

bool batch_execute_statement::writes() const noexcept { return operations::any_writes(statements); }

bool batch_execute_statement::encode(json::writer& out) const {
    out.begin_object();
    operations::write_statements(out, "Statements", statements);
    operations::write_capacity(out, report_capacity);
    out.end_object();
    return true;
}

result<batch_execute_statement::response> batch_execute_statement::decode(std::string_view body) {
    response r;
    const auto read = operations::read_reply(body, [&r](json::reader& in, std::string_view name) {
        if (name == "Responses") return operations::read_answers(in, r.answers);
        if (name == "ConsumedCapacity") return operations::read_capacities(in, r.capacity);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

}  // namespace dynaco
