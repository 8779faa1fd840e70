#pragma once

#include "core/cleanse.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dynaco::sigv4 {

using digest_bytes = std::array<unsigned char, 32>;

/// The state of SHA-256 between two blocks (FIPS 180-4: the hash value H). It is cheap to copy, so a common
/// beginning of many messages is hashed once. After the pad of an HMAC it is as secret as the key.
class sha256_state {
 public:
    static constexpr std::size_t block_size = 64;

    /// Hashes `count` whole blocks. No data of them remains on the stack.
    void compress(const unsigned char* blocks, std::size_t count) noexcept;
    /// The digest. It is valid only if the last block ended with the padding.
    [[nodiscard]] digest_bytes bytes() const noexcept;

 private:
    std::array<std::uint32_t, 8> words_{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                        0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
};

/// SHA-256 of `bytes` as 64 lower-case hex digits: the payload hash of a request.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

using hex_digest = std::array<char, 64>;

[[nodiscard]] hex_digest to_hex(const digest_bytes& digest) noexcept;
[[nodiscard]] inline std::string_view view(const hex_digest& hex) noexcept {
    return {hex.data(), hex.size()};
}

[[nodiscard]] inline std::string_view view(std::span<const unsigned char> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// One running SHA-256. A copy continues from the same position. The destructor overwrites the memory.
class digest_writer {
 public:
    digest_writer() = default;
    digest_writer(const digest_writer&) = default;
    digest_writer& operator=(const digest_writer&) = default;
    ~digest_writer() { detail::cleanse(this, sizeof *this); }

    digest_writer& append(std::string_view text) noexcept;
    /// The digest of all appended text. Call it once, at the end.
    [[nodiscard]] digest_bytes finish() noexcept;

 private:
    sha256_state state_;
    std::uint64_t size_ = 0;
    std::array<unsigned char, sha256_state::block_size>
        block_;  // its first size_ % 64 bytes are not hashed yet
};

/// One running HMAC-SHA256. A copy continues from the same position. The destructor overwrites the memory.
class hmac_writer {
 public:
    hmac_writer(const digest_writer& inner, const digest_writer& outer) : inner_(inner), outer_(outer) {}

    hmac_writer& append(std::string_view text) noexcept {
        inner_.append(text);
        return *this;
    }
    [[nodiscard]] digest_bytes finish() noexcept { return outer_.append(view(inner_.finish())).finish(); }

 private:
    digest_writer inner_;
    digest_writer outer_;
};

/// HMAC-SHA256 with a key that is already hashed: it contains only the hash states after the inner and the
/// outer pad. The destructor overwrites them. Immutable, so it can be used from many threads.
class hmac_key {
 public:
    /// The key is `prefix` followed by `key`. They are joined only in memory that is overwritten afterwards.
    explicit hmac_key(std::string_view key, std::string_view prefix = {}) noexcept;

    [[nodiscard]] hmac_writer writer() const noexcept { return {inner_, outer_}; }
    [[nodiscard]] digest_bytes sign(std::string_view text) const noexcept {
        return writer().append(text).finish();
    }

 private:
    digest_writer inner_;
    digest_writer outer_;
};

[[nodiscard]] digest_bytes sha256(std::string_view bytes) noexcept;

}  // namespace dynaco::sigv4
