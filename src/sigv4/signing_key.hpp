#pragma once

#include "sigv4/amz_date.hpp"
#include "sigv4/digest.hpp"
#include "sigv4/request.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <span>
#include <string_view>
#include <vector>

namespace dynaco::sigv4 {

/// The signing key of 32 bytes for one secret, one UTC day, one region and one service.
///
/// The key is a secret: its bytes are overwritten when the object is destroyed or assigned to.
class signing_key {
 public:
    using bytes_type = std::array<unsigned char, 32>;

    explicit signing_key(const bytes_type& bytes) noexcept : bytes_(bytes) {}
    signing_key(const signing_key&) = default;
    signing_key& operator=(const signing_key&) = default;
    ~signing_key();

    [[nodiscard]] std::span<const unsigned char, 32> bytes() const noexcept { return bytes_; }

 private:
    bytes_type bytes_;
};

/// Derives the signing key: HMAC(HMAC(HMAC(HMAC("AWS4" + secret, day), region), service), "aws4_request").
///
/// Deriving and signing takes five times the work of signing with a known key: see `signing_key_cache`.
[[nodiscard]] signing_key derive_signing_key(std::string_view secret_access_key, const amz_date& date,
                                             const scope& where);

/// A cache of derived signing keys. With a cached key, a signature costs one HMAC instead of five.
///
/// A key is found again only with the same secret, UTC day, region and service, so new credentials and a new
/// day need no special handling. The cache does not store the secret, only a SHA-256 of these four values. If
/// the cache is full, the least recently used key is overwritten. Thread-safe.
class signing_key_cache {
 public:
    static constexpr std::size_t default_capacity = 16;

    /// @param capacity  the largest number of keys, 1 or more (0 means 1).
    explicit signing_key_cache(std::size_t capacity = default_capacity);

    signing_key_cache(const signing_key_cache&) = delete;
    signing_key_cache& operator=(const signing_key_cache&) = delete;

    /// The signing key; it is derived if it is not in the cache.
    [[nodiscard]] signing_key get(std::string_view secret_access_key, const amz_date& date,
                                  const scope& where);

    /// Forgets and overwrites all keys.
    void clear() noexcept;

    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

    /// The number of keys that were derived so far.
    [[nodiscard]] std::uint64_t derivations() const;

 private:
    using fingerprint = std::array<unsigned char, 32>;

    struct entry {
        fingerprint id;
        signing_key key;
        std::uint64_t last_used;
    };

    entry* find(const fingerprint& id) noexcept;
    void insert(const fingerprint& id, const signing_key& key);

    const std::size_t capacity_;
    mutable std::mutex mutex_;
    std::vector<entry> entries_;
    std::uint64_t clock_ = 0;
    std::uint64_t derivations_ = 0;
};

/// The HMAC key "AWS4" + secret. It is sufficient to derive the signing key of any day.
[[nodiscard]] hmac_key secret_hmac(std::string_view secret_access_key);

[[nodiscard]] signing_key derive_signing_key(const hmac_key& secret, std::string_view day,
                                             const scope& where);

}  // namespace dynaco::sigv4
