#include "operations/describe.hpp"

#include <dynaco/operations/delete_table.hpp>

namespace dynaco {

bool delete_table::encode(json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    out.end_object();
    return true;
}

result<delete_table::response> delete_table::decode(std::string_view body) {
    return operations::decode_table(body, "TableDescription");
}

}  // namespace dynaco
