#include "operations/statement_text.hpp"

#include <dynaco/operations/statement_request.hpp>

#include <string>

namespace dynaco {

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
        return out.fail(errc::invalid_argument,
                        "the statement has " + std::to_string(statement.size()) + " bytes, more than 8192");
    const std::size_t wanted = operations::count_placeholders(statement);
    if (wanted != parameters.count())
        return out.fail(errc::invalid_argument, "the statement has " + std::to_string(wanted) + " '?', but " +
                                                    std::to_string(parameters.count()) +
                                                    " parameters were given");
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

}  // namespace dynaco
