#pragma once

#include <dynaco/client/client.hpp>

#include <string>
#include <vector>

namespace dynaco {

/// The names of the account's tables in the client's region, in DynamoDB's order; all pages (ListTables).
[[nodiscard]] awaitable<std::vector<std::string>> table_names(client db);

}  // namespace dynaco
