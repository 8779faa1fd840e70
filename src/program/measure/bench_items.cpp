#include "program/measure/bench_items.hpp"

#include <dynaco/json.hpp>

#include <algorithm>
#include <string_view>

namespace dynaco::program {
namespace {

constexpr std::uint64_t numbers_per_run = 1'000'000'000;
constexpr std::string_view payload_name = "payload";

// A hash key differs for each item, so that the load spreads over the partitions.
value key_value(const key_description& key, std::uint64_t run, std::uint64_t number) {
    const std::string text = "dynaco-bench-" + std::to_string(run) + "-" + std::to_string(number);
    if (key.type == attribute_type::N) return {run * numbers_per_run + number};
    if (key.type == attribute_type::S) return {text};
    binary bytes(text.size());
    std::ranges::transform(text, bytes.begin(), [](char c) { return static_cast<std::byte>(c); });
    return {bytes};
}

// The bytes of a key's value as DynamoDB counts them. A number of an even number of digits begins with a
// byte for its exponent and has a byte for each two digits; one more is taken to be safe.
std::size_t stored_size(const value& part) {
    if (const auto* text = part.get_if<std::string>()) return text->size();
    if (const auto* bytes = part.get_if<binary>()) return bytes->size();
    return to_json(part).size() / 2 + 2;
}

}  // namespace

bench_items::bench_items(const table_description& table, std::uint64_t run, std::size_t size)
    : hash_(table.hash_keys), range_(table.range_keys), run_(run % 1'000'000'000), size_(size) {}

item bench_items::key(std::uint64_t number) const {
    item made;
    for (const auto* part : {&hash_, &range_})
        for (const key_description& each : *part)
            made.insert_or_assign(each.name, key_value(each, run_, number));
    return made;
}

item bench_items::whole(std::uint64_t number) const {
    item made = key(number);
    std::size_t used = payload_name.size();
    for (const auto& [name, part] : made) used += name.size() + stored_size(part);
    made.insert_or_assign(std::string(payload_name),
                          value(std::string(size_ > used ? size_ - used : 1, 'x')));
    return made;
}

}  // namespace dynaco::program
