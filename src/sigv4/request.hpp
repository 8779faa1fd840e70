#pragma once

#include <span>
#include <string_view>

namespace dynaco::sigv4 {

// All types of this header are trivially copyable views: whoever fills them keeps the text alive until the
// function that takes them returns.

/// The credentials of one attempt. Take all three from one immutable snapshot: a token of one generation
/// with the key of another is refused by the service.
struct key_pair_view {
    std::string_view access_key_id{};
    std::string_view secret_access_key{};  ///< Used as it is: `/` and `+` are not URL-decoded.
    std::string_view session_token{};      ///< Empty for long-term keys.
};

/// One HTTP header field as it is sent; names compare without regard to ASCII case.
struct header {
    std::string_view name{};
    std::string_view value{};
};

/// Where a signature is valid. DynamoDB Streams signs as service `dynamodb` too.
struct scope {
    std::string_view region{};
    std::string_view service{};
};

/// A request to sign.
struct request {
    std::string_view method{};
    std::string_view path{};   ///< As on the request line, hence already percent-encoded; empty means `/`.
    std::string_view query{};  ///< Without the `?`; empty for DynamoDB.

    /// Headers in the order they are sent; `host` must be among them, in lower case and without the scheme's
    /// default port. Ignored here, because signing sets them: `authorization`, `x-amz-date`,
    /// `x-amz-security-token`. An `x-amz-content-sha256` is signed and its value is taken for the payload
    /// hash.
    std::span<const header> headers{};

    std::string_view payload{};       ///< The exact bytes of the body, after any Content-Encoding.
    std::string_view payload_hash{};  ///< If not empty, stands for the payload: lower-case hex SHA-256.
};

/// What a service may want otherwise; the defaults are DynamoDB's.
struct signing_options {
    bool normalise_path = true;       ///< Removes dot segments and repeated slashes; S3 wants this off.
    bool encode_path = true;          ///< Percent-encodes the encoded path once more; S3 wants this off.
    bool omit_session_token = false;  ///< The token is appended after signing and is not covered by it.
    bool add_content_sha256 = false;  ///< Signs an additional `x-amz-content-sha256`.
};

}  // namespace dynaco::sigv4
