#pragma once

/// DynamoDB's operations as it defines them, one struct each: a request that `client` sends as it is. The
/// table layer sends the same ones; use these for what it has no call for.

#include <dynaco/operations/backup.hpp>
#include <dynaco/operations/batch.hpp>
#include <dynaco/operations/document.hpp>
#include <dynaco/operations/item.hpp>
#include <dynaco/operations/partiql.hpp>
#include <dynaco/operations/stream.hpp>
#include <dynaco/operations/table.hpp>
#include <dynaco/operations/table_settings.hpp>
#include <dynaco/operations/transaction.hpp>
