#include "operations/page.hpp"

#include "operations/reply.hpp"

namespace dynaco::operations {
result<page_info> decode_page(std::string_view body, attributes_sink sink) {
    page_info page;
    const auto read = read_reply(body, [&](json::reader& in, std::string_view name) {
        if (name == "Items") return read_items(in, sink);
        if (name == "Count") return read_count(in, page.count);
        if (name == "ScannedCount") return read_count(in, page.scanned_count);
        if (name == "LastEvaluatedKey") return read_key_marker(in, page.last_evaluated_key);
        if (name == "ConsumedCapacity") return read_capacity(in, page.capacity);
        return in.skip();
    });
    if (!read) return read.error();
    return page;
}

}  // namespace dynaco::operations
