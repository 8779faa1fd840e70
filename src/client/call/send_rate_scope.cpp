#include "client/call/send_rate_scope.hpp"

#include <dynaco/errors.hpp>

#include <algorithm>
#include <array>
#include <string_view>

namespace dynaco::detail {
namespace {

// The operations that consume the capacity of tables and indexes.
constexpr auto of_items =
    std::to_array<std::string_view>({"BatchExecuteStatement", "BatchGetItem", "BatchWriteItem", "DeleteItem",
                                     "ExecuteStatement", "ExecuteTransaction", "GetItem", "PutItem", "Query",
                                     "Scan", "TransactGetItems", "TransactWriteItems", "UpdateItem"});

}  // namespace

retry::send_rate_scope send_rate_scope_of(const encoded_request& request) {
    retry::send_rate_scope scope{.writes = request.info.writes};
    if (std::ranges::find(of_items, request.info.name) == of_items.end()) {
        // This is not the name of a table: table names have no spaces.
        scope.resources.push_back("operation " + std::string(request.info.name));
        return scope;
    }
    for (const std::string& each : request.tables) scope.resources.emplace_back(resource_name(each));
    if (!request.tables.empty()) return scope;
    std::string name(resource_name(request.table));
    if (!request.index.empty()) (name += "/index/") += request.index;
    scope.resources.push_back(std::move(name));
    return scope;
}

}  // namespace dynaco::detail
