#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/operations/table_description.hpp>
#include <dynaco/table/wait_options.hpp>

#include <string>

/// What `table<T>` does with a table as a whole; it does not depend on the model.
namespace dynaco::administration {

/// Creates the table unless it is there, waits until it and its indexes are active, and switches time to live
/// on if `ttl` names an attribute. @returns whether it was created.
awaitable<bool> create(client db, encoded_request create, std::string ttl, bool ignore_missing_ttl_support,
                       table_wait_options wait);
/// Deletes the table and waits until it is gone. @returns false if there was none.
awaitable<bool> remove(client db, std::string table_name, table_wait_options wait);
awaitable<bool> exists(client db, std::string table_name);
awaitable<table_description> describe(client db, std::string table_name);
/// Switches time to live on for `attribute`; a no-op if it is on.
/// @throws error  errc::table_differs if it is on for another attribute
awaitable<void> enable_ttl(client db, std::string table_name, std::string attribute);

}  // namespace dynaco::administration
