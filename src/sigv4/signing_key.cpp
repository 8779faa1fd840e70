#include "derive_key.hpp"

#include <dynaco/sigv4/signing_key.hpp>

namespace dynaco::sigv4 {

signing_key::~signing_key() { cleanse(bytes_); }

signing_key derive_signing_key(std::string_view secret_access_key, const amz_date& date, const scope& where) {
    return derive_signing_key(secret_hmac(secret_access_key), date.day(), where);
}

hmac_key secret_hmac(std::string_view secret_access_key) { return hmac_key{secret_access_key, "AWS4"}; }

signing_key derive_signing_key(const hmac_key& secret, std::string_view day, const scope& where) {
    digest_bytes step = secret.sign(day);
    const cleanse_at_exit cleanse_step{step};
    for (const std::string_view part : {where.region, where.service, std::string_view{"aws4_request"}}) {
        digest_bytes next = hmac_key{view(step)}.sign(part);
        const cleanse_at_exit cleanse_next{next};
        step = next;
    }
    return signing_key{step};
}

}  // namespace dynaco::sigv4
