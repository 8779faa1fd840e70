#pragma once

#include <dynaco/client.hpp>
#include <dynaco/operations/table.hpp>

#include <string>

namespace dynaco {

struct table_wait_options;

}

/// The parts of table administration that do not depend on the model. For `table<T>` and `table_admin`.
namespace dynaco::detail::administration {

/// Creates a table if it does not exist, waits until it and its indexes are active, and switches time to live
/// on if `ttl` is not empty.
///
/// A table that is being deleted is waited for and then created. Sends DescribeTable, CreateTable,
/// DescribeTimeToLive and UpdateTimeToLive as needed.
/// @returns true if this call created the table
/// @throws error  errc::table_not_active: the table is not active after `wait.timeout`. errc::table_differs:
/// time to live is on for another attribute. Any other failure of the calls.
awaitable<bool> create(client db, encoded_request create, std::string ttl, bool ignore_missing_ttl_support,
                       table_wait_options wait);
/// Deletes a table and waits until it no longer exists (DeleteTable).
/// @returns false if the table did not exist
/// @throws error  errc::table_not_active: the table still exists after `wait.timeout`. errc::resource_in_use:
/// the table is being created or changed. Any other failure of the calls.
awaitable<bool> remove(client db, std::string table_name, table_wait_options wait);
/// Returns whether the table exists, in any status (DescribeTable).
/// @throws error  for all failures except errc::resource_not_found
awaitable<bool> exists(client db, std::string table_name);
/// Returns the table's description (DescribeTable).
/// @throws error  errc::resource_not_found: the table does not exist. Any other failure.
awaitable<table_description> describe(client db, std::string table_name);
/// Switches time to live on for `attribute` (UpdateTimeToLive). Does nothing if it is on for this attribute.
/// @throws error  errc::table_differs: time to live is on for another attribute. Any other failure of the
/// calls.
awaitable<void> enable_ttl(client db, std::string table_name, std::string attribute);

}  // namespace dynaco::detail::administration
