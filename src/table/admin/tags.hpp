#pragma once

#include <dynaco/client.hpp>

#include <map>
#include <string>

namespace dynaco::detail {

/// All pages of the tags of a table, given by its ARN.
awaitable<std::map<std::string, std::string>> list_tags(client db, std::string arn);

}  // namespace dynaco::detail
