#pragma once

#include <span>
#include <string_view>

namespace dynaco::sigv4 {

// All types in this header are trivially copyable views. The caller keeps the texts alive until the function
// that takes the views returns.

/// The credentials of one attempt. Take all three from one immutable snapshot: the service refuses a token
/// with the key of other credentials.
struct key_pair_view {
    std::string_view access_key_id{};
    std::string_view secret_access_key{};  ///< Used unchanged: `/` and `+` are not URL-decoded.
    std::string_view session_token{};      ///< Empty for long-term keys.
};

/// One HTTP header field as it is sent. Names are compared without regard to ASCII case.
struct header {
    std::string_view name{};
    std::string_view value{};
};

/// The region and the service for which a signature is valid. DynamoDB Streams also uses the service
/// `dynamodb`.
struct scope {
    std::string_view region{};
    std::string_view service{};
};

/// A request to sign.
struct request {
    std::string_view method{};
    std::string_view path{};   ///< As on the request line, already percent-encoded; empty means `/`.
    std::string_view query{};  ///< The query without the `?`; empty for DynamoDB.

    /// The headers in the order in which they are sent. `host` is required; its value is in lower case and
    /// without the scheme's default port. `authorization`, `x-amz-date` and `x-amz-security-token` are
    /// ignored, because signing sets them. `x-amz-content-sha256` is signed, and its value is used as the
    /// payload hash.
    std::span<const header> headers{};

    std::string_view payload{};       ///< The exact bytes of the body, after any Content-Encoding.
    std::string_view payload_hash{};  ///< SHA-256 in lower-case hex; if set, used instead of `payload`.
};

/// Settings that differ between services. The defaults are DynamoDB's.
struct signing_options {
    bool normalise_path = true;       ///< Removes dot segments and repeated slashes; off for S3.
    bool encode_path = true;          ///< Percent-encodes the encoded path once more; off for S3.
    bool omit_session_token = false;  ///< Does not sign the token; it is added after signing.
    bool add_content_sha256 = false;  ///< Signs an additional `x-amz-content-sha256`.
};

}  // namespace dynaco::sigv4
