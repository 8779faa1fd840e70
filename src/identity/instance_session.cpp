#include "identity/instance_session.hpp"

#include "identity/instance_address.hpp"
#include "identity/provider_failure.hpp"

#include <functional>
#include <utility>

namespace dynaco::identity {

instance_session::instance_session(instance_access access, std::shared_ptr<http_client> http,
                                   std::shared_ptr<effects> world)
    : access_(std::move(access)), http_(std::move(http)), world_(std::move(world)), whom_(text_of(access_)) {}

boost::asio::awaitable<result<wire::response>> instance_session::get(std::string path) {
    for (bool renewed = false;;) {
        if (!token_) {
            const result<void> has_token = co_await renew_token();
            if (!has_token) co_return has_token.error();
        }
        http_request question = request("GET", path);
        if (!token_->is_v1)
            question.headers.push_back({.name = "x-aws-ec2-metadata-token", .value = token_->text});
        result<wire::response> reply = co_await send(question);
        if (!reply) co_return failure_at(whom_, reply.error());
        if (reply->status != 401 || renewed || token_->is_v1) co_return reply;
        renewed = true;
        token_.reset();
    }
}

boost::asio::awaitable<result<void>> instance_session::renew_token() {
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
    // Where nobody listens, as on a laptop, each further attempt would cost a time-out.
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
