#pragma once

#include <dynaco/core/result.hpp>
#include <dynaco/core/value.hpp>
#include <dynaco/operations/item_appender.hpp>
#include <dynaco/operations/page_info.hpp>

#include <string_view>

namespace dynaco::operations {

/// The reply of Query and Scan.
result<page_info> decode_page(std::string_view body, attributes_sink sink);

template <class Response>
result<Response> decode_items(std::string_view body) {
    Response r;
    item_appender<item> take(r.items);
    auto page = decode_page(body, take);
    if (!page) return page.error();
    r.page = std::move(*page);
    return r;
}

}  // namespace dynaco::operations
