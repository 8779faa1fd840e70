#include "load/engine/put_if_new.hpp"

#include <dynaco/detail/json/writer.hpp>
#include <dynaco/operations/item.hpp>

namespace dynaco::loading {

encoded_request put_if_new(const std::string& table, std::string_view item, const table_keys& keys) {
    encoded_request made{.info = put_item::info, .table = table};
    json::writer out(made.body);
    out.begin_object();
    out.member("TableName", table);
    out.plain_key("Item");
    out.raw(item);
    out.member("ConditionExpression", "attribute_not_exists(#0)");
    out.plain_key("ExpressionAttributeNames");
    out.begin_object();
    out.member("#0", keys.attributes.front().name);
    out.end_object();
    out.end_object();
    return made;
}

}  // namespace dynaco::loading
