#include "load/bulk/scan_page.hpp"

#include "json/walk.hpp"
#include "operations/reply.hpp"

#include <dynaco/detail/json/reader.hpp>

namespace dynaco::loading {
namespace {

bool read_slices(json::reader& in, std::vector<std::string_view>& items) {
    return json::read_array(in, [&] {
        std::string_view item;
        if (!in.raw(item) || !item.starts_with('{')) return in.malformed();
        items.push_back(item);
        return true;
    });
}

}  // namespace

result<void> read_scan_page(scan_page& page) {
    page_info& info = page.info;
    return operations::read_reply(page.body, [&](json::reader& in, std::string_view name) {
        if (name == "Items") return read_slices(in, page.items);
        if (name == "Count") return operations::read_count(in, info.count);
        if (name == "ScannedCount") return operations::read_count(in, info.scanned_count);
        if (name == "LastEvaluatedKey") return operations::read_key_marker(in, info.last_evaluated_key);
        if (name == "ConsumedCapacity") return operations::read_capacity(in, info.capacity);
        return in.skip();
    });
}

}  // namespace dynaco::loading
