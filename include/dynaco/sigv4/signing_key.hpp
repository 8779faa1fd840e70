#pragma once

#include <dynaco/sigv4/amz_date.hpp>
#include <dynaco/sigv4/request.hpp>

#include <array>
#include <span>
#include <string_view>

namespace dynaco::sigv4 {

/// The 32 byte key that signs for one secret, one UTC day, one region and one service.
///
/// A secret itself: its bytes are overwritten when the object dies or is assigned to.
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

/// Derives the key: HMAC(HMAC(HMAC(HMAC("AWS4" + secret, day), region), service), "aws4_request").
///
/// Five times the work of signing with a known key: see `signing_key_cache`.
[[nodiscard]] signing_key derive_signing_key(std::string_view secret_access_key, const amz_date& date,
                                             const scope& where);

}  // namespace dynaco::sigv4
