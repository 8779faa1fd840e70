#pragma once

#include "program/definition/create_document.hpp"

#include <dynaco/client.hpp>
#include <dynaco/types.hpp>

#include <string>
#include <string_view>

namespace dynaco::program {

/// Returns the TableDescription of a table as plain JSON, with all members (DescribeTable).
/// @throws error  errc::resource_not_found: the table does not exist
[[nodiscard]] awaitable<item> read_description(client db, std::string table);

/// Reads tags, time to live and backups of a table. Members that the server does not support are left empty.
/// Members that cannot be read for another reason, such as a missing permission, are listed in `unread`.
[[nodiscard]] awaitable<table_extras> read_extras(client db, std::string table, std::string arn);

}  // namespace dynaco::program
