#pragma once

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/operations/operation.hpp>

#include <vector>

namespace dynaco::detail {

/// Reads the ConsumedCapacity of any answer: one, or a list of them.
bool read_consumed(json::reader& in, std::vector<consumed_capacity>& all);

/// Says whether the units were read or written, where the service does not: it does so in transactions only.
void name_units(consumed_capacity& c, bool writes);

}  // namespace dynaco::detail
