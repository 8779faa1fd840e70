#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace dynaco::sigv4 {

using digest_bytes = std::array<unsigned char, 32>;

/// SHA-256 between two blocks (FIPS 180-4: the hash value H). Cheap to copy, so what begins many messages is
/// hashed once. After the pad of an HMAC it is worth as much as the key.
class sha256_state {
 public:
    static constexpr std::size_t block_size = 64;

    /// Takes in `count` whole blocks; of them nothing stays on the stack.
    void compress(const unsigned char* blocks, std::size_t count) noexcept;
    /// The digest, if the blocks so far ended with the padding.
    [[nodiscard]] digest_bytes bytes() const noexcept;

 private:
    std::array<std::uint32_t, 8> words_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
};

}  // namespace dynaco::sigv4
