#pragma once

#include <dynaco/core/result.hpp>
#include <dynaco/operations/table_description.hpp>

#include <string_view>

namespace dynaco::operations {

/// The table description that is the member `member` ("Table", "TableDescription") of a reply.
result<table_description> decode_table(std::string_view body, std::string_view member);

}  // namespace dynaco::operations
