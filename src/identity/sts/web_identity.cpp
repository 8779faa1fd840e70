#include "identity/sts/web_identity.hpp"

#include "identity/source/configured.hpp"
#include "identity/source/failure.hpp"
#include "identity/sts/call.hpp"
#include "identity/sts/refusal.hpp"
#include "identity/sts/request.hpp"

#include <utility>

namespace dynaco::identity {
namespace {

// Fills empty options from the settings.
web_identity_options completed(web_identity_options options, const settings& configured) {
    const auto fill = [&configured](std::string& text, std::string_view variable, std::string_view property) {
        if (!text.empty()) return;
        if (auto found = configured.find(variable, property)) text = std::move(found->value);
    };
    fill(options.role_arn, "AWS_ROLE_ARN", "role_arn");
    fill(options.token_file, "AWS_WEB_IDENTITY_TOKEN_FILE", "web_identity_token_file");
    fill(options.role_session_name, "AWS_ROLE_SESSION_NAME", "role_session_name");
    return options;
}

result<void> check(const web_identity_options& role) {
    const auto missing = [](const char* what) {
        return failure(errc::missing_credentials, {.detail = what});
    };
    if (role.role_arn.empty())
        return missing(
            "the role to assume with a web identity token is not configured: set AWS_ROLE_ARN, `role_arn` of "
            "the profile, or web_identity_options::role_arn");
    if (role.token_file.empty())
        return missing(
            "the file of the web identity token is not configured: set AWS_WEB_IDENTITY_TOKEN_FILE, "
            "`web_identity_token_file` of the profile, or web_identity_options::token_file");
    return {};
}

class web_identity final : public credentials_source {
 public:
    web_identity(const web_identity_options& options, std::shared_ptr<const settings> configured,
                 machine machine)
        : role_(completed(options, *configured)),
          configured_(std::move(configured)),
          machine_(std::move(machine)) {}

    boost::asio::awaitable<result<loaded_credentials>> load() override;

 private:
    [[nodiscard]] result<secret> read_token() const;
    [[nodiscard]] result<loaded_credentials> read(const sts_reply& reply, const std::string& whom,
                                                  const secret& token) const;

    const web_identity_options role_;
    const std::shared_ptr<const settings> configured_;
    const machine machine_;
};

boost::asio::awaitable<result<loaded_credentials>> web_identity::load() {
    const result<void> checked = check(role_);
    if (!checked) co_return checked.error();
    const std::string role = "role " + role_.role_arn + " by web identity";
    const auto name = sts_session_name(role_.role_session_name, machine_.world->wall_clock());
    if (!name) co_return failure_at(role, name.error());
    const auto where = find_sts(role_.region, *configured_);
    if (!where) co_return failure_at(role, where.error());

    const std::string whom = role + ", STS at " + url(where->where.origin);
    secret token;
    // The file may be replaced between two attempts.
    const std::function<result<secret>()> make = [&]() -> result<secret> {
        result<secret> current = read_token();
        if (!current) return current.error();
        token = std::move(*current);
        return web_identity_form(role_.role_arn, *name, token);
    };
    const result<sts_reply> reply = co_await call_sts_unsigned(machine_, *where, make);
    if (!reply) co_return failure_at(whom, reply.error());
    result<loaded_credentials> loaded = read(*reply, whom, token);
    co_return loaded;
}

result<secret> web_identity::read_token() const {
    const auto unusable = [this](const char* why) {
        return failed_at("web identity token file " + role_.token_file, why);
    };
    const auto text = machine_.files->read(role_.token_file);
    if (!text) return failed_at("web identity token file", text.error().diagnostics().detail);
    if (!*text)
        return unusable(
            "the file does not exist. In Kubernetes the kubelet writes it, in CI the job's runner: check "
            "AWS_WEB_IDENTITY_TOKEN_FILE or `web_identity_token_file`, and the volume");
    constexpr std::string_view white_space = " \t\r\n";
    const std::string_view all = (*text)->view();
    const auto begin = all.find_first_not_of(white_space);
    if (begin == std::string_view::npos)
        return unusable(
            "the file is empty. The program that writes it (in Kubernetes, the kubelet) has not done so yet");
    return secret(all.substr(begin, all.find_last_not_of(white_space) - begin + 1));
}

result<loaded_credentials> web_identity::read(const sts_reply& reply, const std::string& whom,
                                              const secret& token) const {
    if (reply.status != 200)
        return refused_by_sts(whom + ", token file " + role_.token_file, reply, remedy_for_token(reply.error),
                              {token});
    auto keys = read_role_credentials("AssumeRoleWithWebIdentity", reply.body);
    if (!keys) return failure_at(whom, keys.error());
    return loaded_credentials{.keys = std::move(*keys), .origin = whom};
}

}  // namespace

std::shared_ptr<credentials_source> web_identity_source(web_identity_options options,
                                                        std::shared_ptr<const settings> configured,
                                                        machine machine) {
    return std::make_shared<web_identity>(options, std::move(configured), std::move(machine));
}

}  // namespace dynaco::identity

namespace dynaco {

std::shared_ptr<credentials_provider> web_identity_credentials(const web_identity_options& options) {
    using namespace identity;
    machine machine = this_machine();
    const auto world = machine.world;
    const auto make = [options, machine](const std::shared_ptr<const settings>& configured)
        -> result<std::shared_ptr<credentials_source>> {
        return web_identity_source(options, configured, machine);
    };
    return refreshing(configured_source(machine, {}, make), world);
}

}  // namespace dynaco
