#include "identity/container/source.hpp"

#include "core/cleanse.hpp"
#include "identity/container/address.hpp"
#include "identity/machine/machine.hpp"
#include "identity/profile/file.hpp"
#include "identity/source/attempts.hpp"
#include "identity/source/failure.hpp"
#include "identity/text/json.hpp"

#include <dynaco/credentials.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <utility>

namespace dynaco::identity {
namespace {

constexpr const char* file_variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE";
constexpr const char* token_variable = "AWS_CONTAINER_AUTHORIZATION_TOKEN";

result<secret> checked(secret token, const std::string& where) {
    const auto is_control = [](unsigned char c) { return c < ' ' || c == 127; };
    const std::string_view text = token.view();
    if (std::ranges::none_of(text, is_control)) return token;
    const bool at_end = text.ends_with('\n') && std::ranges::count_if(text, is_control) <= 2;
    return failed_at(where, at_end ? "the token ends with a newline, which an HTTP header cannot contain: "
                                     "write the token without it, for example with printf '%s'"
                                   : "the token contains a newline or another control character, which an "
                                     "HTTP header cannot contain: remove it");
}

}  // namespace

result<secret> read_container_token(const environment& env, file_access& files) {
    const std::string path = env(file_variable);
    if (trimmed(path).empty()) {
        secret token(env(token_variable));
        if (trimmed(token).empty()) return secret();
        return checked(std::move(token), std::string("environment variable ") + token_variable);
    }
    const std::string where = path + " (environment variable " + file_variable + ')';
    auto read = files.read(path);
    if (!read) return failure_at(where, read.error());
    if (!*read) return failed_at(where, "the file does not exist");
    if ((*read)->empty()) return failed_at(where, "the file is empty");
    return checked(std::move(**read), where);
}

namespace {

using namespace std::chrono_literals;

http_request request_to(const container_address& where, secret token) {
    http_request request{
        .origin = where.origin, .target = where.target, .connect_timeout = 2s, .timeout = 5s, .direct = true};
    request.headers.push_back({.name = "Accept", .value = "application/json"});
    if (!token.empty()) request.headers.push_back({.name = "Authorization", .value = std::move(token)});
    return request;
}

const char* remedy_of(int status) {
    if (status == 401 || status == 403)
        return "; check AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE or AWS_CONTAINER_AUTHORIZATION_TOKEN, and "
               "that "
               "a role is associated with this container";
    if (status == 404) return "; check the URI, and that a role is associated with this container";
    return "";
}

result<loaded_credentials> read_reply(const wire::response& reply, const std::string& whom) {
    if (reply.status != 200) {
        const std::string said = text_of(parse_provider_error(reply.body));
        return failed_at(whom, "HTTP status " + std::to_string(reply.status) +
                                   (said.empty() ? "" : ", " + said) + remedy_of(reply.status));
    }
    auto keys = parse_provider_json(reply.body, {});
    if (!keys) return failure_at(whom, keys.error());
    return loaded_credentials{.keys = std::move(*keys), .origin = whom};
}

class container final : public credentials_source {
 public:
    container(std::shared_ptr<const settings> configured, machine machine,
              std::shared_ptr<transport::resolver> names)
        : configured_(std::move(configured)), machine_(std::move(machine)), names_(std::move(names)) {}

    boost::asio::awaitable<result<loaded_credentials>> load() override {
        const auto where = find_container_address(configured_->env());
        if (!where) co_return where.error();
        const std::string whom = "container credentials at " + text_of(*where);
        if (where->must_be_resolved) {
            const result<void> allowed = co_await check_addresses(where->origin);
            if (!allowed) co_return failure_at(whom, allowed.error());
        }
        auto token = read_container_token(configured_->env(), *machine_.files);
        if (!token) co_return failure_at(whom, token.error());

        const http_request request = request_to(*where, std::move(*token));
        const std::function<result<http_request>()> make = [&request] {
            return result<http_request>(request);
        };
        result<wire::response> reply = co_await send_with_retries(machine_.http, machine_.world, make, {});
        if (!reply) co_return failure_at(whom, reply.error());
        result<loaded_credentials> loaded = read_reply(*reply, whom);
        detail::cleanse(reply->body);
        co_return loaded;
    }

 private:
    // The connection resolves the name again. An attacker who can change the addresses in between can read
    // what is sent without TLS anyway.
    boost::asio::awaitable<result<void>> check_addresses(const transport::origin& origin) {
        const auto found = co_await names_->resolve(origin.host, origin.port);
        if (!found) co_return found.error();
        for (const auto& each : *found)
            if (!may_be_asked_plainly(each.address()))
                co_return may_not_be_asked_plainly(origin.host, each.address());
        co_return result<void>();
    }

    const std::shared_ptr<const settings> configured_;
    const machine machine_;
    const std::shared_ptr<transport::resolver> names_;
};

}  // namespace

std::shared_ptr<credentials_source> container_source(std::shared_ptr<const settings> configured,
                                                     machine machine,
                                                     std::shared_ptr<transport::resolver> names) {
    if (!names) names = std::make_shared<transport::system_resolver>();
    return std::make_shared<container>(std::move(configured), std::move(machine), std::move(names));
}

}  // namespace dynaco::identity

namespace dynaco {

// The shared files are not used here.
std::shared_ptr<credentials_provider> container_credentials() {
    const identity::machine machine = identity::this_machine();
    const auto configured = std::make_shared<const identity::settings>(
        machine.env, std::make_shared<const identity::profile_set>(), std::string());
    return identity::refreshing(identity::container_source(configured, machine), machine.world);
}

}  // namespace dynaco
