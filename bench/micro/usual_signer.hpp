#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace micro {

/// How a signer gets SHA-256 from libcrypto.
enum class digest_source {
    global,           ///< EVP_sha256(), which OpenSSL 3 looks up for each digest.
    fetched_by_call,  ///< EVP_MD_fetch for each digest.
};

/// SigV4 written directly from the documentation: strings for the canonical request and the string to sign,
/// and HMAC() for each HMAC.
class usual_signer {
 public:
    struct options {
        digest_source source = digest_source::global;
        bool keeps_key = false;  ///< Derives the key of the day once, not for each signature.
    };
    explicit usual_signer(const options& o) : options_(o) {}

    /// The value of Authorization, for the keys "local", region us-east-1, host 127.0.0.1:8000.
    [[nodiscard]] std::string sign(std::string_view target, std::string_view body,
                                   std::chrono::sys_seconds time);

 private:
    options options_;
    std::string key_{};
    std::string key_day_{};
};

}  // namespace micro
