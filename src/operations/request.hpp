#pragma once

#include <dynaco/detail/json/writer.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>

#include <string_view>

/// Writes members that many requests have.
namespace dynaco::operations {

void write_capacity(detail::json::writer& out, report_capacity what);
void write_return_values(detail::json::writer& out, return_values what);
/// Writes `"Key":{…}`. A failure has the path inside the item.
bool write_attributes(detail::json::writer& out, std::string_view member, detail::attributes_ref attributes);
/// Writes `"ExclusiveStartKey":{…}`. `json` is the text of `page_info::last_evaluated_key`; empty text writes
/// nothing. Fails with errc::invalid_argument if the text is not an item.
bool write_start_key(detail::json::writer& out, std::string_view json);

}  // namespace dynaco::operations
