#pragma once

/// All of dynaco, for users; the library's own files include what they need.

#include <dynaco/client/client.hpp>
#include <dynaco/core/binary.hpp>
#include <dynaco/core/error.hpp>
#include <dynaco/core/number.hpp>
#include <dynaco/core/result.hpp>
#include <dynaco/core/value.hpp>
#include <dynaco/expression/condition_of.hpp>
#include <dynaco/expression/key_condition_of.hpp>
#include <dynaco/expression/readable.hpp>
#include <dynaco/expression/statement.hpp>
#include <dynaco/expression/updates_of.hpp>
#include <dynaco/identity/credentials.hpp>
#include <dynaco/model/record_codec.hpp>
#include <dynaco/model/schema.hpp>
#include <dynaco/model/value_codec.hpp>
#include <dynaco/operations/batch_get_item.hpp>
#include <dynaco/operations/batch_write_item.hpp>
#include <dynaco/operations/create_table.hpp>
#include <dynaco/operations/delete_item.hpp>
#include <dynaco/operations/delete_table.hpp>
#include <dynaco/operations/describe_table.hpp>
#include <dynaco/operations/get_item.hpp>
#include <dynaco/operations/list_tables.hpp>
#include <dynaco/operations/put_item.hpp>
#include <dynaco/operations/query.hpp>
#include <dynaco/operations/scan.hpp>
#include <dynaco/operations/update_item.hpp>
#include <dynaco/table/table.hpp>
