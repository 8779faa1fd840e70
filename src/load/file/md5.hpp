#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace dynaco::loading {

/// The MD5 of bytes that arrive in parts. S3 exports use it as a checksum, not for security.
class md5_digest {
 public:
    /// @throws error  errc::file_failed: OpenSSL offers no MD5 (FIPS mode)
    md5_digest();
    md5_digest(md5_digest&&) noexcept;
    md5_digest& operator=(md5_digest&&) noexcept;
    ~md5_digest();

    void append(std::string_view text);
    /// The digest of all bytes so far, as base64 (S3 exports). More bytes can follow.
    [[nodiscard]] std::string base64() const;
    /// The digest as hexadecimal digits (S3's ETag).
    [[nodiscard]] std::string hex() const;

 private:
    using digest_bytes = std::array<unsigned char, 16>;
    [[nodiscard]] digest_bytes finish() const;

    struct state;
    std::unique_ptr<state> state_;
};

}  // namespace dynaco::loading
