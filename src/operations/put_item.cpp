#include "operations/item_size.hpp"
#include "operations/reply.hpp"
#include "operations/request.hpp"
#include "operations/returned_item.hpp"

#include <dynaco/operations/put_item.hpp>

namespace dynaco {

bool put_item::encode(json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    out.plain_key("Item");
    const std::size_t start = out.text().size();
    if (!item.write(out)) return false;
    if (!operations::check_item_size(out, start)) return false;
    if (!expressions.write(out)) return false;
    operations::write_return_values(out, returned);
    if (return_existing) out.member("ReturnValuesOnConditionCheckFailure", "ALL_OLD");
    operations::write_capacity(out, report_capacity);
    if (report_collection) out.member("ReturnItemCollectionMetrics", "SIZE");
    out.end_object();
    return true;
}

result<put_item::response> put_item::decode(std::string_view body) {
    return operations::decode_returned_item<response>(body);
}

}  // namespace dynaco
