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

/// Reads tags, time to live and backups of a table. What the server does not support is left empty. What
/// cannot be read for another reason, such as a missing permission, is in `unread`.
[[nodiscard]] awaitable<table_extras> read_extras(client db, std::string table, std::string arn);

/// The parts of a table's ARN: "arn:aws:dynamodb:eu-west-1:123456789012:table/orders".
struct arn_parts {
    std::string_view region{};    ///< "eu-west-1"
    std::string_view account{};   ///< "123456789012"
    std::string_view resource{};  ///< "table/orders"
};
/// Splits an ARN. The parts are views of `arn`; all are empty if it is not an ARN.
[[nodiscard]] arn_parts parts_of_arn(std::string_view arn) noexcept;

}  // namespace dynaco::program
