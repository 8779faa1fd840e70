#pragma once

#include <dynaco/sigv4/amz_date.hpp>
#include <dynaco/sigv4/request.hpp>
#include <dynaco/sigv4/signing_key.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string_view>
#include <vector>

namespace dynaco::sigv4 {

/// Remembers the last derived signing keys, so that a signature costs one HMAC and not five.
///
/// A key is found again only with the same secret, UTC day, region and service: rotated credentials and
/// midnight need no notice. Holds no secret in plain text, only a SHA-256 over those four; the least recently
/// used key is overwritten when the cache is full. All functions may be called from any thread.
class signing_key_cache {
 public:
    static constexpr std::size_t default_capacity = 16;

    /// @param capacity  keys to hold, 1 or more (0 is taken for 1).
    explicit signing_key_cache(std::size_t capacity = default_capacity);

    signing_key_cache(const signing_key_cache&) = delete;
    signing_key_cache& operator=(const signing_key_cache&) = delete;

    /// The key, derived now if it is not there.
    [[nodiscard]] signing_key get(std::string_view secret_access_key, const amz_date& date,
                                  const scope& where);

    /// Forgets and overwrites all keys.
    void clear() noexcept;

    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }

    /// How many keys had to be derived so far.
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

}  // namespace dynaco::sigv4
