#pragma once

/// Includes all public headers except <dynaco/operations.hpp>, which has all operations of the API.

#include <dynaco/admin.hpp>
#include <dynaco/attribute_types.hpp>
#include <dynaco/batch.hpp>
#include <dynaco/client.hpp>
#include <dynaco/client_options.hpp>
#include <dynaco/codec.hpp>
#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/expressions.hpp>
#include <dynaco/item_table.hpp>
#include <dynaco/json.hpp>
#include <dynaco/observing.hpp>
#include <dynaco/partiql.hpp>
#include <dynaco/polymorphic.hpp>
#include <dynaco/reading.hpp>
#include <dynaco/schema.hpp>
#include <dynaco/stream.hpp>
#include <dynaco/table.hpp>
#include <dynaco/transaction.hpp>
#include <dynaco/types.hpp>
#include <dynaco/version.hpp>
#include <dynaco/writing.hpp>
