#include "operations/reply.hpp"

#include <dynaco/operations/list_tables.hpp>

namespace dynaco {
namespace {

bool read_names(json::reader& in, std::vector<std::string>& names) {
    return json::read_array(in, [&] { return operations::read_string(in, names.emplace_back()); });
}

}  // namespace

bool list_tables::encode(json::writer& out) const {
    out.begin_object();
    if (!exclusive_start_table_name.empty())
        out.member("ExclusiveStartTableName", exclusive_start_table_name);
    if (limit > 0) out.member("Limit", limit);
    out.end_object();
    return true;
}

result<list_tables::response> list_tables::decode(std::string_view body) {
    response r;
    const auto read = operations::read_reply(body, [&r](json::reader& in, std::string_view name) {
        if (name == "TableNames") return read_names(in, r.table_names);
        if (name == "LastEvaluatedTableName") return operations::read_string(in, r.last_evaluated_table_name);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

}  // namespace dynaco
