#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

// OpenSSL's EVP_MD_CTX, so that only digest.cpp needs its headers.
struct evp_md_ctx_st;

namespace dynaco::sigv4 {

using digest_bytes = std::array<unsigned char, 32>;
using hex_digest = std::array<char, 64>;

[[nodiscard]] hex_digest to_hex(const digest_bytes& digest) noexcept;
[[nodiscard]] inline std::string_view view(const hex_digest& hex) noexcept {
    return {hex.data(), hex.size()};
}

[[nodiscard]] inline std::string_view view(std::span<const unsigned char> bytes) noexcept {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Overwrites memory in a way that the compiler may not remove.
void cleanse(std::span<unsigned char> bytes) noexcept;
void cleanse(std::string& text) noexcept;

/// Cleanses at the end of the scope, whichever way it is left.
struct cleanse_at_exit {
    std::span<unsigned char> bytes;
    explicit cleanse_at_exit(std::span<unsigned char> secret) noexcept : bytes(secret) {}
    cleanse_at_exit(const cleanse_at_exit&) = delete;
    cleanse_at_exit& operator=(const cleanse_at_exit&) = delete;
    ~cleanse_at_exit() { cleanse(bytes); }
};

struct free_context {
    void operator()(evp_md_ctx_st* context) const noexcept;
};
using context_ptr = std::unique_ptr<evp_md_ctx_st, free_context>;

class hmac_key;

/// One running SHA-256 or HMAC in a context of the calling thread. Small pieces are gathered on the stack,
/// since each call into libcrypto costs as much as hashing a block.
///
/// At most one lives per thread at a time; the constructor starts, `finish` ends it.
class digest_writer {
 public:
    digest_writer();                              // SHA-256
    explicit digest_writer(const hmac_key& key);  // the inner hash of an HMAC
    digest_writer(const digest_writer&) = delete;
    digest_writer& operator=(const digest_writer&) = delete;

    digest_writer& append(std::string_view text);
    digest_writer& append_secret(std::string_view text);  // is not gathered, leaves no copy on the stack
    void finish(digest_bytes& out);
    [[nodiscard]] digest_bytes finish();

 private:
    void update(const void* data, std::size_t size);
    void flush();

    evp_md_ctx_st* context_;
    const hmac_key* key_ = nullptr;
    std::size_t used_ = 0;
    std::array<char, 512> gathered_;
};

/// HMAC-SHA256 with the key already hashed: what is kept are the states after the inner and the outer pad.
/// Immutable, hence usable from many threads. libcrypto overwrites the states when it frees them.
class hmac_key {
 public:
    /// The key is `prefix` followed by `key`, never joined in memory that is not overwritten.
    explicit hmac_key(std::string_view key, std::string_view prefix = {});

    [[nodiscard]] digest_bytes sign(std::string_view text) const;
    void sign(std::string_view text, digest_bytes& out) const;

 private:
    friend class digest_writer;
    context_ptr inner_;
    context_ptr outer_;
};

[[nodiscard]] digest_bytes sha256(std::string_view bytes);

}  // namespace dynaco::sigv4
