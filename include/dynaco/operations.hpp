#pragma once

#include <dynaco/detail/core/requirements.hpp>

/// The operations of the DynamoDB API, one struct for each: a request that `client::execute` and
/// `client::send` send unchanged. `table<T>` uses them, too. Use them directly for functions that `table<T>`
/// does not have.

#include <dynaco/operations/backup.hpp>
#include <dynaco/operations/batch.hpp>
#include <dynaco/operations/document.hpp>
#include <dynaco/operations/item.hpp>
#include <dynaco/operations/partiql.hpp>
#include <dynaco/operations/stream.hpp>
#include <dynaco/operations/table.hpp>
#include <dynaco/operations/table_settings.hpp>
#include <dynaco/operations/transaction.hpp>
