#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/operations/create_table.hpp>
#include <dynaco/operations/table_description.hpp>
#include <dynaco/table/options.hpp>

#include <string>

/// What `table<T>` does with a table as a whole; it does not depend on the model.
namespace dynaco::administration {

/// Creates the table unless it is there, then waits until it and its indexes are active. @returns whether it
/// was created.
awaitable<bool> create(client db, encoded_request create, table_wait_options wait);
/// Deletes the table and waits until it is gone. @returns false if there was none.
awaitable<bool> remove(client db, std::string table_name, table_wait_options wait);
awaitable<bool> exists(client db, std::string table_name);
awaitable<table_description> describe(client db, std::string table_name);

}  // namespace dynaco::administration
