#pragma once

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/operations/operation.hpp>

#include <vector>

namespace dynaco::detail {

/// Reads a ConsumedCapacity member, which holds one object or a list of them, and appends to `all`.
bool read_consumed(json::reader& in, std::vector<consumed_capacity>& all);

/// Sets the read or the write units from the total if the service sent only the total. It sends both only in
/// transactions.
void name_units(consumed_capacity& c, bool writes);

}  // namespace dynaco::detail
