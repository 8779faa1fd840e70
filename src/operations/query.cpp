#include "operations/page.hpp"
#include "operations/request.hpp"

#include <dynaco/operations/query.hpp>

namespace dynaco {

bool query::encode(json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    if (!index_name.empty()) out.member("IndexName", index_name);
    if (!expressions.write(out)) return false;
    if (!operations::write_start_key(out, exclusive_start_key)) return false;
    if (limit > 0) out.member("Limit", limit);
    if (!forward) out.member("ScanIndexForward", false);
    if (consistent_read) out.member("ConsistentRead", true);
    if (count_only) out.member("Select", "COUNT");
    operations::write_capacity(out, report_capacity);
    out.end_object();
    return true;
}

result<query::response> query::decode(std::string_view body) {
    return operations::decode_items<response>(body);
}

result<page_info> query::decode_into(std::string_view body, attributes_sink sink) {
    return operations::decode_page(body, sink);
}

}  // namespace dynaco
