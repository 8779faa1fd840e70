#include "program/measure/bench_items.hpp"

#include <algorithm>

namespace dynaco::program {
namespace {

constexpr std::uint64_t numbers_per_run = 1'000'000'000;
constexpr std::size_t bytes_of_key = 40;

// A hash key differs for each item, so that the load spreads over the partitions.
value key_value(const key_description& key, std::uint64_t run, std::uint64_t number) {
    const std::string text = "dynaco-bench-" + std::to_string(run) + "-" + std::to_string(number);
    if (key.type == attribute_type::N) return {run * numbers_per_run + number};
    if (key.type == attribute_type::S) return {text};
    binary bytes(text.size());
    std::ranges::transform(text, bytes.begin(), [](char c) { return static_cast<std::byte>(c); });
    return {bytes};
}

}  // namespace

bench_items::bench_items(const table_description& table, std::uint64_t run, std::size_t size)
    : hash_(table.hash_keys),
      range_(table.range_keys),
      run_(run % 1'000'000'000),
      payload_(size > bytes_of_key ? size - bytes_of_key : 1, 'x') {}

item bench_items::key(std::uint64_t number) const {
    item made;
    for (const auto* part : {&hash_, &range_})
        for (const key_description& each : *part)
            made.insert_or_assign(each.name, key_value(each, run_, number));
    return made;
}

item bench_items::whole(std::uint64_t number) const {
    item made = key(number);
    made.insert_or_assign("payload", value(payload_));
    return made;
}

}  // namespace dynaco::program
