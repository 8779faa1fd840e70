#pragma once

/// Includes all public headers except <dynaco/operations.hpp>, which has all operations of the API.

#if !defined(_MSVC_LANG) && __cplusplus < 202002L
#error "dynaco needs C++20: compile with -std=c++20 (in Meson: cpp_std=c++20)"
#else

#include <dynaco/admin.hpp>
#include <dynaco/attribute.hpp>
#include <dynaco/attribute_types.hpp>
#include <dynaco/batch.hpp>
#include <dynaco/client.hpp>
#include <dynaco/codec.hpp>
#include <dynaco/composed.hpp>
#include <dynaco/connection_statistics.hpp>
#include <dynaco/credentials.hpp>
#include <dynaco/enums.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/expressions.hpp>
#include <dynaco/item_table.hpp>
#include <dynaco/json.hpp>
#include <dynaco/key_parts.hpp>
#include <dynaco/observing.hpp>
#include <dynaco/options.hpp>
#include <dynaco/partiql.hpp>
#include <dynaco/polymorphic.hpp>
#include <dynaco/reading.hpp>
#include <dynaco/retry.hpp>
#include <dynaco/runtime_expressions.hpp>
#include <dynaco/schema.hpp>
#include <dynaco/stream.hpp>
#include <dynaco/table.hpp>
#include <dynaco/transact_get.hpp>
#include <dynaco/transact_write.hpp>
#include <dynaco/types.hpp>
#include <dynaco/version.hpp>
#include <dynaco/writing.hpp>

#endif
