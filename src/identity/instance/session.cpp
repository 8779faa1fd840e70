#include "identity/instance/session.hpp"

#include "core/cleanse.hpp"
#include "identity/instance/address.hpp"
#include "identity/source/failure.hpp"

#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

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
                               "; this machine is not an EC2 instance, or IMDS cannot be reached"}};
        }
        case errc::attempt_timed_out:
            return failed_at(whom,
                             "the connection succeeded, but the request for a token got no response; in a "
                             "container, raise the hop limit: aws ec2 modify-instance-metadata-options "
                             "--instance-id <id> --http-put-response-hop-limit 2");
        default: return failure_at(whom, why);
    }
}

std::string refusal(int status, bool has_no_v2) {
    std::string text = "HTTP status " + std::to_string(status) + " in response to the request for a token";
    if (status == 403)
        return text +
               ", request forbidden: IMDS is disabled, or this process is not allowed to use it; enable it "
               "with aws ec2 modify-instance-metadata-options --instance-id <id> --http-endpoint enabled";
    if (has_no_v2)
        return text +
               ": IMDSv2 is not available, and IMDSv1 is not allowed; to allow it, set "
               "ec2_metadata_v1_disabled = false or instance_options::allow_v1";
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
    detail::cleanse(outcome->body);
    if (!is_token(token.text))
        return failed_at(whom, "the response to the request for a token is not a token");
    return token;
}

instance_session::instance_session(instance_access access, std::shared_ptr<http_client> http,
                                   std::shared_ptr<detail::effects> world)
    : access_(std::move(access)), http_(std::move(http)), world_(std::move(world)), whom_(text_of(access_)) {}

boost::asio::awaitable<result<wire::response>> instance_session::get(std::string path) {
    for (bool refreshed = false;;) {
        if (!token_) {
            const result<void> has_token = co_await refresh_token();
            if (!has_token) co_return has_token.error();
        }
        http_request question = request("GET", path);
        if (!token_->is_v1)
            question.headers.push_back({.name = "x-aws-ec2-metadata-token", .value = token_->text});
        result<wire::response> reply = co_await send(question);
        if (!reply) co_return failure_at(whom_, reply.error());
        if (reply->status != 401 || refreshed || token_->is_v1) co_return reply;
        refreshed = true;
        token_.reset();
    }
}

boost::asio::awaitable<result<void>> instance_session::refresh_token() {
    http_request question = request("PUT", "/latest/api/token");
    question.headers.push_back({.name = "x-aws-ec2-metadata-token-ttl-seconds", .value = "21600"});
    result<wire::response> reply = co_await send(question);
    auto token = read_instance_token(std::move(reply), access_);
    if (!token) co_return token.error();
    token_.emplace(std::move(*token));
    co_return result<void>();
}

boost::asio::awaitable<result<wire::response>> instance_session::send(const http_request& request) {
    const std::function<result<http_request>()> make = [&request] { return request; };
    // If the service does not exist, for example on a laptop, each further attempt would cost a timeout.
    const http_retry_rules rules{.max_attempts = access_.max_attempts, .after_failed_connects = false};
    result<wire::response> reply = co_await send_with_retries(http_, world_, make, rules);
    co_return reply;
}

http_request instance_session::request(const char* method, const std::string& path) const {
    return {.method = method,
            .origin = access_.where.origin,
            .target = target_below(access_.where, path),
            .connect_timeout = access_.timeout,
            .timeout = access_.timeout,
            .direct = true};
}

}  // namespace dynaco::identity
