#pragma once

#include "json/walk.hpp"

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/detail/operations/item_appender.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/operations/attributes.hpp>
#include <dynaco/operations/operation.hpp>
#include <dynaco/types.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::operations {

/// Decodes the response of Query or Scan. Each item is passed to `sink`.
result<page_info> decode_page(std::string_view body, detail::attributes_sink sink);

template <class Response>
result<Response> decode_items(std::string_view body) {
    Response r;
    detail::item_appender<item> take(r.items);
    auto page = decode_page(body, take);
    if (!page) return page.error();
    r.page = std::move(*page);
    return r;
}

}  // namespace dynaco::operations

/// Reads members that many responses have.
namespace dynaco::operations {

/// Reads the object in `body`. `member(in, name)` reads the value of one member and returns false on failure.
/// An empty body is an empty object (AWS JSON 1.0).
template <class Member>
result<void> read_reply(std::string_view body, const Member& member) {
    detail::json::reader in(body);
    if (in.at_end()) return {};
    if (!detail::json::read_object(in, [&](std::string_view name) { return member(in, name); }))
        return in.why();
    if (!in.at_end()) return in.malformed(), in.why();
    return {};
}

/// Passes each item of an array to `sink`.
bool read_items(detail::json::reader& in, detail::attributes_sink sink);
bool read_capacity(detail::json::reader& in, std::optional<consumed_capacity>& capacity);
bool read_capacities(detail::json::reader& in, std::vector<consumed_capacity>& capacities);
bool read_collection(detail::json::reader& in, std::optional<item_collection_metrics>& collection);
/// Reads the ItemCollectionMetrics of any write: one object for `table`, or a list for each table.
bool read_collections(detail::json::reader& in, std::string_view table,
                      std::vector<item_collection_metrics>& all);
bool read_number(detail::json::reader& in, double& value);
bool read_count(detail::json::reader& in, std::uint64_t& value);
bool read_string(detail::json::reader& in, std::string& value);
bool read_raw(detail::json::reader& in, std::string& value);
/// Reads the key at which a page ended, as JSON. `key` is empty for `{}`, which some services send on the
/// last page.
bool read_key_marker(detail::json::reader& in, std::string& key);

}  // namespace dynaco::operations
