#pragma once

#include <dynaco/client.hpp>

#include <map>
#include <string>

namespace dynaco::detail {

/// Returns all tags of the table with this ARN, from all pages.
awaitable<std::map<std::string, std::string>> list_tags(client db, std::string arn);

}  // namespace dynaco::detail
