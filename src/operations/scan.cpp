#include "operations/page.hpp"
#include "operations/request.hpp"

#include <dynaco/operations/scan.hpp>

#include <algorithm>

namespace dynaco {

bool scan::encode(json::writer& out) const {
    if (segment >= std::max(total_segments, 1U))
        return out.fail(errc::invalid_argument, "segment must be less than total_segments");
    out.begin_object();
    out.member("TableName", table_name);
    if (!index_name.empty()) out.member("IndexName", index_name);
    if (!expressions.write(out)) return false;
    if (!operations::write_start_key(out, exclusive_start_key)) return false;
    if (limit > 0) out.member("Limit", limit);
    if (total_segments > 0) {
        out.member("Segment", segment);
        out.member("TotalSegments", total_segments);
    }
    if (consistent_read) out.member("ConsistentRead", true);
    if (count_only) out.member("Select", "COUNT");
    operations::write_capacity(out, report_capacity);
    out.end_object();
    return true;
}

result<scan::response> scan::decode(std::string_view body) {
    return operations::decode_items<response>(body);
}

result<page_info> scan::decode_into(std::string_view body, attributes_sink sink) {
    return operations::decode_page(body, sink);
}

}  // namespace dynaco
