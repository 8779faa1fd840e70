#pragma once

#include <dynaco/operations/describe_continuous_backups.hpp>

namespace dynaco::operations {

result<continuous_backups_description> decode_continuous_backups(std::string_view body);

}  // namespace dynaco::operations
