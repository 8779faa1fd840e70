#include "floors.hpp"
#include "item.hpp"
#include "rapidjson_reading.hpp"
#include "subject.hpp"
#include "subjects.hpp"

#include <dynaco/detail/operations/item_appender.hpp>
#include <dynaco/operations/item.hpp>

#include <optional>
#include <string>
#include <vector>

namespace micro {
namespace {

using dynaco::detail::read_item;

// Decodes as table<T>::get and item_iterator<T> do.
std::optional<bench_item> decode_item(const std::string& reply) {
    std::optional<bench_item> item;
    auto take = [&item](dynaco::detail::json::reader& in) {
        return dynaco::detail::read_item(in, item.emplace());
    };
    const auto found = dynaco::get_item::decode_into(reply, take);
    if (!found) item.reset();
    return item;
}

std::vector<bench_item> decode_page(const std::string& reply) {
    std::vector<bench_item> items;
    dynaco::detail::item_appender<bench_item> take(items);
    const auto page = dynaco::query::decode_into(reply, take);
    if (!page) items.clear();
    return items;
}

void one_item() {
    const bench_item item = make_item(7);
    const std::string reply = get_item_reply();
    require(decode_item(reply) == item, "an item by dynaco");
    require(read_item_document(reply) == item, "an item by RapidJSON's DOM");
    require(read_item_events(reply) == item, "an item by RapidJSON's SAX");

    const subject s("decode item 1 KB", reply.size());
    s.measure("dynaco", [reply] { return decode_item(reply); });
    s.measure("floor: memcpy", memcpy_of(reply));
    s.measure("floor: a copy of the result", copy_of(item));
    s.measure("other: RapidJSON SAX, no-op", [reply] { return parse_only(reply); });
    s.measure("other: RapidJSON SAX", [reply] { return read_item_events(reply); });
    s.measure("other: RapidJSON DOM", [reply] { return read_item_document(reply); });
}

void one_page() {
    const std::vector<bench_item> items = make_items(1000);
    const std::string reply = query_reply(items);
    require(decode_page(reply) == items, "a page by dynaco");
    require(read_page_document(reply) == items, "a page by RapidJSON's DOM");
    require(read_page_events(reply) == items, "a page by RapidJSON's SAX");

    const subject s("decode page 1 MB", reply.size());
    s.measure("dynaco", [reply] { return decode_page(reply); });
    s.measure("floor: memcpy", memcpy_of(reply));
    s.measure("floor: a copy of the result", copy_of(items));
    s.measure("other: RapidJSON SAX, no-op", [reply] { return parse_only(reply); });
    s.measure("other: RapidJSON SAX", [reply] { return read_page_events(reply); });
    s.measure("other: RapidJSON DOM", [reply] { return read_page_document(reply); });
}

}  // namespace

void decoding() {
    one_item();
    one_page();
}

}  // namespace micro
