#include "header_text.hpp"

#include <dynaco/sigv4/canonical_request.hpp>
#include <dynaco/sigv4/sign.hpp>
#include <dynaco/sigv4/signature.hpp>

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

}  // namespace dynaco::sigv4
