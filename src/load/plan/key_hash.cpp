#include "load/plan/key_hash.hpp"

#include <cstring>

namespace dynaco::loading {
namespace {

__extension__ using key_product_type = unsigned __int128;

// The two halves of a product depend on all bits of both factors.
std::uint64_t key_product(std::uint64_t a, std::uint64_t b) noexcept {
    const key_product_type product = static_cast<key_product_type>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t key_word_at(const char* from, std::size_t size) noexcept {
    std::uint64_t word = 0;
    std::memcpy(&word, from, size);
    return word;
}

constexpr std::uint64_t key_factor_a = 0x9e3779b97f4a7c15;  // the golden ratio
constexpr std::uint64_t key_factor_b = 0xd1342543de82ef95;
constexpr std::size_t key_step = sizeof(std::uint64_t);

}  // namespace

std::uint64_t hash_of(std::uint32_t table, std::string_view bytes, std::uint64_t seed) noexcept {
    std::uint64_t hash = key_product(seed ^ key_factor_a, (bytes.size() << 32 | table) ^ key_factor_b);
    const char* at = bytes.data();
    std::size_t left = bytes.size();
    for (; left >= key_step; at += key_step, left -= key_step)
        hash = key_product(hash ^ key_word_at(at, key_step), key_factor_a);
    if (left > 0) hash = key_product(hash ^ key_word_at(at, left), key_factor_b);
    return key_product(hash ^ key_factor_b, key_factor_a);
}

}  // namespace dynaco::loading
