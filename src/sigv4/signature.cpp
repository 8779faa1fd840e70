#include "digest.hpp"
#include "header_text.hpp"

#include <dynaco/sigv4/signature.hpp>

namespace dynaco::sigv4 {

std::string credential_scope(const amz_date& date, const scope& where) {
    std::string out{date.day()};
    (out += '/') += where.region;
    (out += '/') += where.service;
    out += "/aws4_request";
    return out;
}

std::string string_to_sign(const amz_date& date, const scope& where, std::string_view canonical_text) {
    std::string out = "AWS4-HMAC-SHA256\n";
    (out += date.text()) += '\n';
    (out += credential_scope(date, where)) += '\n';
    out += view(to_hex(sha256(canonical_text)));
    return out;
}

std::string signature(const signing_key& key, std::string_view text_to_sign) {
    return std::string{view(to_hex(hmac_key{view(key.bytes())}.sign(text_to_sign)))};
}

std::string authorization(std::string_view access_key_id, const amz_date& date, const scope& where,
                          std::string_view signed_headers, std::string_view signature) {
    require_header_text(access_key_id, "access key id");
    require_header_text(where);
    std::string out = "AWS4-HMAC-SHA256 Credential=";
    (out += access_key_id) += '/';
    out += credential_scope(date, where);
    (out += ", SignedHeaders=") += signed_headers;
    (out += ", Signature=") += signature;
    return out;
}

}  // namespace dynaco::sigv4
