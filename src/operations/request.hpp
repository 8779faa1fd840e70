#pragma once

#include <dynaco/detail/json/writer.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>

#include <string_view>

/// Members that many requests have.
namespace dynaco::operations {

void write_capacity(json::writer& out, report_capacity what);
void write_return_values(json::writer& out, return_values what);
/// `"Key":{…}`; a failure names the path below the item.
bool write_attributes(json::writer& out, std::string_view member, detail::attributes_ref attributes);
/// `"ExclusiveStartKey":{…}` from text that `page_info::last_evaluated_key` gave.
bool write_start_key(json::writer& out, std::string_view json);

}  // namespace dynaco::operations
