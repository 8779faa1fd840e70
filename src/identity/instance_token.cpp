#include "identity/instance_token.hpp"

#include "core/cleanse.hpp"
#include "identity/provider_failure.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace dynaco::identity {
namespace {

failure no_reply(const failure& why, const std::string& whom) {
    switch (why.cause()) {
        case errc::resolve_failed:
        case errc::connect_failed:
        case errc::connect_timed_out: {
            const std::string& detail = why.diagnostics().detail;
            return {errc::missing_credentials,
                    {.detail = whom + ": " + why.code().message() + (detail.empty() ? "" : ", " + detail) +
                               "; this is not EC2, or IMDS is not reachable"}};
        }
        case errc::attempt_timed_out:
            return failed_at(whom,
                             "there is a connection, but no answer to the request for a token; from within a "
                             "container that is the hop limit: aws ec2 modify-instance-metadata-options "
                             "--instance-id <id> --http-put-response-hop-limit 2");
        default: return failure_at(whom, why);
    }
}

std::string refusal(int status, bool has_no_v2) {
    std::string text = "HTTP status " + std::to_string(status) + " to the request for a token";
    if (status == 403)
        return text +
               ", request forbidden: IMDS is disabled or this may not ask it; enable it by aws ec2 "
               "modify-instance-metadata-options --instance-id <id> --http-endpoint enabled";
    if (has_no_v2)
        return text +
               ": it has no version 2 (IMDSv2), and asking by version 1 is not allowed; to allow it, "
               "set ec2_metadata_v1_disabled = false or instance_options::allow_v1";
    if (status == 400)
        return text +
               ": check that AWS_EC2_METADATA_SERVICE_ENDPOINT or ec2_metadata_service_endpoint, if "
               "set, names an instance metadata service";
    return text;
}

bool is_token(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](unsigned char c) { return c > ' ' && c < 127; });
}

}  // namespace

result<instance_token> read_instance_token(result<wire::response> outcome, const instance_access& access) {
    const std::string whom = text_of(access);
    if (!outcome) return no_reply(outcome.error(), whom);
    const int status = outcome->status;
    const bool has_no_v2 = status == 404 || status == 405;
    if (has_no_v2 && access.allow_v1) return instance_token{.is_v1 = true};
    if (status != 200) return failed_at(whom, refusal(status, has_no_v2));
    instance_token token{.text = secret(std::string_view(outcome->body))};
    cleanse(outcome->body);
    if (!is_token(token.text)) return failed_at(whom, "the answer to the request for a token is no token");
    return token;
}

}  // namespace dynaco::identity
