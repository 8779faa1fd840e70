#include "load/bulk/scan_page.hpp"

#include <dynaco/detail/json/reader.hpp>
#include <dynaco/operations/item.hpp>

#include <utility>

namespace dynaco::loading {

result<void> read_scan_page(scan_page& page) {
    auto take_slice = [&page](detail::json::reader& in) {
        std::string_view item;
        if (!in.raw(item) || !item.starts_with('{')) return in.malformed();
        page.items.push_back(item);
        return true;
    };
    result<page_info> info = scan::decode_into(page.body, take_slice);
    if (!info) return info.error();
    page.info = std::move(*info);
    return {};
}

}  // namespace dynaco::loading
