#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace bench {

inline constexpr const char* table_name = "bench";
inline constexpr const char* partition = "bench";  ///< The value of "pk" of all items.
inline constexpr std::int64_t first_sort_key = 1000;

/// The text of "payload" with which the DynamoDB-JSON of a written item has 1024 bytes.
[[nodiscard]] inline const std::string& sample_payload() {
    static const std::string payload = [] {
        constexpr std::size_t length = 573;
        std::string text;
        while (text.size() < length) text += "the quick brown fox jumps over the lazy dog and runs on ";
        text.resize(length);
        return text;
    }();
    return payload;
}

/// The item that all clients write, the `index`-th of a batch. Each client sets its own typed object from it.
/// `Item` is an aggregate with the members `pk`, `sk`, `name` and so on, with the client's types.
template <class Item>
[[nodiscard]] Item sample_item(std::int64_t index = 0) {
    Item item{};
    item.pk = partition;
    item.sk = first_sort_key + index;
    item.name = "Wilhelmina Featherstonehaugh";
    item.email = "w.featherstonehaugh@example.com";
    item.count = 42;
    item.price = decltype(item.price){"1999.95"};
    item.active = true;
    item.tags = {"blue", "large", "new"};
    item.address.street = "10 Downing Street";
    item.address.city = "London";
    item.address.zip = "SW1A 2AA";
    item.scores = {71, 82, 93, 64, 55};
    item.created = decltype(item.created){1'700'000'000};
    item.payload = sample_payload();
    return item;
}

}  // namespace bench
