#include "operations/request.hpp"
#include "operations/returned_item.hpp"

#include <dynaco/operations/update_item.hpp>

namespace dynaco {

bool update_item::encode(json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    if (!operations::write_attributes(out, "Key", key)) return false;
    if (!expressions.write(out)) return false;
    operations::write_return_values(out, returned);
    if (return_existing) out.member("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
    operations::write_capacity(out, report_capacity);
    if (report_collection) out.member("ReturnItemCollectionMetrics", "SIZE");
    out.end_object();
    return true;
}

result<update_item::response> update_item::decode(std::string_view body) {
    return operations::decode_returned_item<response>(body);
}

}  // namespace dynaco
