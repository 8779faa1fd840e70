#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace bench {

inline constexpr const char* table_name = "bench";
inline constexpr const char* partition = "bench";  ///< The value of "pk" of all items.
inline constexpr std::int64_t first_sort_key = 1000;

/// The text of "payload" that makes the DynamoDB-JSON of an item that is written 1024 bytes.
[[nodiscard]] inline std::string sample_payload() {
    constexpr const char* text = "the quick brown fox jumps over the lazy dog and runs on ";
    constexpr std::size_t length = 573;
    std::string payload;
    while (payload.size() < length) payload += text;
    payload.resize(length);
    return payload;
}

/// The item that all clients write, its `index`-th of a batch: each sets its own typed object from it.
/// `Item` is an aggregate with the members `pk`, `sk`, `name` and so on, of whatever types the client has.
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
