#include "identity/sts/request.hpp"

#include "identity/endpoint/service.hpp"
#include "json/quoted.hpp"
#include "sigv4/signature.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::identity {
namespace {

bool is_unreserved(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

std::size_t encoded_size(std::string_view text) noexcept {
    const auto plain = static_cast<std::size_t>(std::ranges::count_if(text, is_unreserved));
    return plain + 3 * (text.size() - plain);
}

void append_encoded(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_unreserved(c))
            out += c;
        else
            ((out += '%') += digits[byte >> 4]) += digits[byte & 15];
    }
}

// Views of the form's fields. A field without a value is not sent.
class form {
 public:
    explicit form(std::string_view action) { add("Action", action).add("Version", "2011-06-15"); }

    form& add(std::string_view name, std::string_view value) {
        if (!value.empty()) fields_.emplace_back(name, value);
        return *this;
    }
    [[nodiscard]] secret text() const {
        std::size_t size = 0;
        for (const auto& [name, value] : fields_) size += name.size() + 2 + encoded_size(value);
        std::string all;
        all.reserve(size);  // so that the string does not grow, which would leave a copy behind
        for (const auto& [name, value] : fields_) {
            if (!all.empty()) all += '&';
            (all += name) += '=';
            append_encoded(all, value);
        }
        return secret(std::move(all));
    }

 private:
    std::vector<std::pair<std::string_view, std::string_view>> fields_{};
};

}  // namespace

secret assume_role_form(const assume_role_options& role, std::string_view session_name,
                        std::string_view token_code) {
    const std::string seconds = role.duration.count() > 0 ? std::to_string(role.duration.count()) : "";
    form f("AssumeRole");
    f.add("RoleArn", role.role_arn).add("RoleSessionName", session_name).add("DurationSeconds", seconds);
    f.add("ExternalId", role.external_id);
    if (!token_code.empty()) f.add("SerialNumber", role.mfa_serial).add("TokenCode", token_code);
    return f.text();
}

secret web_identity_form(std::string_view role_arn, std::string_view session_name, std::string_view token) {
    form f("AssumeRoleWithWebIdentity");
    f.add("RoleArn", role_arn).add("RoleSessionName", session_name).add("WebIdentityToken", token);
    return f.text();
}

namespace {

bool is_allowed(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_+=,.@-").find(c) != std::string_view::npos;
}

}  // namespace

result<std::string> sts_session_name(std::string_view configured,
                                     std::chrono::sys_time<std::chrono::milliseconds> now) {
    constexpr std::size_t least = 2, most = 64;
    if (configured.empty()) {
        const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
        return "dynaco-" + std::to_string(seconds);
    }
    if (configured.size() >= least && configured.size() <= most &&
        std::ranges::all_of(configured, is_allowed))
        return std::string(configured);
    return failure(errc::invalid_configuration,
                   {.detail = "the role session name " + detail::json::quoted(configured) +
                              " is not valid: STS accepts 2 to 64 letters, digits and _+=,.@-"});
}

result<sts_target> find_sts(std::string_view region, const settings& configured) {
    std::string chosen(region);
    if (const auto found = configured.region(); chosen.empty() && found) chosen = found->value;
    if (chosen.empty())
        return failure(errc::missing_region, {.detail = "STS needs a region to return a role's credentials: "
                                                        "set AWS_REGION, or `region` of profile \"" +
                                                        configured.profile_name() +
                                                        "\", or the region in the options of the role"});
    const auto uncorrected =
        configured.flag("AWS_DISABLE_CLOCK_SKEW_CORRECTION", "disable_clock_skew_correction");
    if (!uncorrected) return uncorrected.error();
    auto where = service_endpoint(credentials_service::sts, chosen, configured);
    if (!where) return where.error();
    return sts_target{.where = std::move(*where), .corrects_clock = !uncorrected->value_or(false)};
}

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
        return failure(errc::credentials_failed, {.detail = "the credentials that assume the role " + why});
    };
    if (keys.access_key_id.empty() || keys.secret_access_key.empty())
        return unusable("are anonymous, but STS requires a signature");
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
