#include "operations/describe.hpp"

#include <dynaco/operations/describe_table.hpp>

namespace dynaco {

bool describe_table::encode(json::writer& out) const {
    out.begin_object();
    out.member("TableName", table_name);
    out.end_object();
    return true;
}

result<describe_table::response> describe_table::decode(std::string_view body) {
    return operations::decode_table(body, "Table");
}

}  // namespace dynaco
