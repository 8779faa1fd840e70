#include "item.hpp"

#include <dynaco/detail/json/writer.hpp>

namespace micro {

bench_item make_item(std::int64_t sk) {
    bench_item item{.pk = "customer-0000000042",
                    .sk = sk,
                    .name = "Wilhelmina Featherstonehaugh",
                    .email = "wilhelmina@featherstone.example",
                    .count = 1742,
                    .price = 1299.95,
                    .active = true,
                    .tags = {"express", "gift", "insured"},
                    .address = {.street = "221b Baker Street", .city = "London", .zip = "NW1 6XE"},
                    .scores = {17, 29, 311, 4242, 5},
                    .created = 1'767'225'600 + sk};
    item.payload.assign(item_bytes - item_json(item).size(), 'x');
    return item;
}

std::string item_json(const bench_item& item) {
    std::string text;
    dynaco::detail::json::writer out(text);
    dynaco::codec<bench_item>::write(out, item);
    return text;
}

std::string get_item_reply() { return R"({"Item":)" + item_json(make_item(7)) + "}"; }

std::vector<bench_item> make_items(std::size_t count) {
    std::vector<bench_item> items;
    for (std::size_t i = 0; i < count; ++i) items.push_back(make_item(static_cast<std::int64_t>(1000 + i)));
    return items;
}

std::string query_reply(const std::vector<bench_item>& items) {
    const std::string count = std::to_string(items.size());
    std::string text = R"({"Count":)" + count + R"(,"Items":[)";
    for (const bench_item& each : items) {
        if (text.back() != '[') text += ',';
        text += item_json(each);
    }
    return text + R"(],"ScannedCount":)" + count + "}";
}

}  // namespace micro
