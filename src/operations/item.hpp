#pragma once

#include "operations/reply.hpp"

namespace dynaco::operations {

/// Decodes the response of PutItem, UpdateItem or DeleteItem: `Attributes`, `ConsumedCapacity` and
/// `ItemCollectionMetrics`.
template <class Response>
result<Response> decode_returned_item(std::string_view body) {
    Response r;
    const auto read = read_reply(body, [&r](detail::json::reader& in, std::string_view name) {
        if (name == "Attributes") return detail::read_item(in, r.attributes.emplace());
        if (name == "ConsumedCapacity") return read_capacity(in, r.capacity);
        if (name == "ItemCollectionMetrics") return read_collection(in, r.collection);
        return in.skip();
    });
    if (!read) return read.error();
    return r;
}

}  // namespace dynaco::operations
