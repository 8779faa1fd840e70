#include "identity/sts_request.hpp"

#include <dynaco/sigv4/sign.hpp>

#include <array>
#include <stdexcept>
#include <string>
#include <utility>

namespace dynaco::identity {
namespace {

constexpr std::string_view content_type = "application/x-www-form-urlencoded; charset=utf-8";

sigv4::signed_request signature_of(const endpoint& where, const secret& form, const credentials& keys,
                                   std::chrono::sys_seconds time, sigv4::signing_key_cache& cache) {
    const std::string host = transport::host_header(where.origin);
    const std::array<sigv4::header, 2> headers{
        {{.name = "Host", .value = host}, {.name = "Content-Type", .value = content_type}}};
    return sigv4::sign({.method = "POST", .path = where.path, .headers = headers, .payload = form},
                       {.access_key_id = keys.access_key_id,
                        .secret_access_key = keys.secret_access_key,
                        .session_token = keys.session_token},
                       {.region = where.signing_region, .service = "sts"}, time, cache);
}

}  // namespace

http_request sts_request(const endpoint& where, const secret& form) {
    http_request request{.method = "POST", .origin = where.origin, .target = where.path, .body = form};
    request.headers.push_back({.name = "Content-Type", .value = content_type});
    return request;
}

result<http_request> signed_sts_request(const endpoint& where, const secret& form, const credentials& keys,
                                        std::chrono::sys_seconds time, sigv4::signing_key_cache& cache) {
    const auto unusable = [](const std::string& why) {
        return failure(errc::credentials_failed, {.detail = "the credentials to assume it with " + why});
    };
    if (keys.access_key_id.empty() || keys.secret_access_key.empty())
        return unusable("are anonymous: STS wants a signature");
    http_request request = sts_request(where, form);
    try {
        sigv4::signed_request made = signature_of(where, form, keys, time, cache);
        request.headers.push_back({.name = "X-Amz-Date", .value = made.date.text()});
        if (!keys.session_token.empty())
            request.headers.push_back({.name = "X-Amz-Security-Token", .value = keys.session_token});
        request.headers.push_back({.name = "Authorization", .value = std::move(made.authorization)});
    } catch (const std::invalid_argument& e) {
        return unusable(std::string("cannot be used: ") + e.what());
    }
    return request;
}

}  // namespace dynaco::identity
