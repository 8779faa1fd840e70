#include "sigv4/signature.hpp"

#include "sigv4/canonical_request.hpp"
#include "sigv4/digest.hpp"
#include "sigv4/header_text.hpp"

#include <utility>

namespace dynaco::sigv4 {

signed_request sign(const request& what, const key_pair_view& keys, const scope& where,
                    std::chrono::sys_seconds time, signing_key_cache& cache, const signing_options& options) {
    require_header_text(keys.session_token, "session token");
    const amz_date date{time};
    canonical_form canonical = canonical_request(what, keys, date, options);
    const signing_key key = cache.get(keys.secret_access_key, date, where);
    const std::string proof = signature(key, string_to_sign(date, where, canonical.text));
    return {date, authorization(keys.access_key_id, date, where, canonical.signed_headers, proof),
            std::move(canonical.payload_hash)};
}

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
