#include "identity/sts/assume_role.hpp"

#include "identity/source/configured.hpp"
#include "identity/source/failure.hpp"
#include "identity/sts/call.hpp"
#include "identity/sts/refusal.hpp"
#include "identity/sts/request.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::identity {
namespace {

using snapshot = std::shared_ptr<const credentials>;

result<void> check(const assume_role_options& role) {
    const auto wrong = [](std::string why) {
        return failure(errc::invalid_configuration, {.detail = std::move(why)});
    };
    constexpr std::chrono::minutes least(15);
    constexpr std::chrono::hours most(12);
    if (role.role_arn.empty())
        return wrong(
            "the ARN of the role to assume is missing: set assume_role_options::role_arn, or `role_arn` of "
            "the profile");
    if (role.duration.count() != 0 && (role.duration < least || role.duration > most))
        return wrong("credentials of a role last 900 s (15 min) to 43200 s (12 h), not the " +
                     std::to_string(role.duration.count()) +
                     " s of assume_role_options::duration or `duration_seconds`");
    return {};
}

bool is_token_code(std::string_view code) noexcept {
    return code.size() == 6 && std::ranges::all_of(code, [](char c) { return c >= '0' && c <= '9'; });
}

// Whether STS refused the keys themselves, so that new keys of the same identity may be accepted.
bool keys_are_refused(const sts_error& e) noexcept {
    const errc cause = detail::errc_of_service_code(e.code);
    return cause == errc::expired_token || cause == errc::unrecognized_client;
}

class role_source final : public credentials_source {
 public:
    role_source(std::shared_ptr<credentials_provider> base, assume_role_options role,
                std::shared_ptr<const settings> configured, machine machine)
        : base_(std::move(base)),
          role_(std::move(role)),
          configured_(std::move(configured)),
          machine_(std::move(machine)) {}

    boost::asio::awaitable<result<loaded_credentials>> load() override;

 private:
    using replied = result<sts_reply>;

    boost::asio::awaitable<result<snapshot>> base_keys();
    boost::asio::awaitable<result<secret>> token_code();
    boost::asio::awaitable<replied> assume(const sts_target& where, const secret& form, snapshot& keys);
    [[nodiscard]] std::string device() const { return "multi-factor device " + role_.mfa_serial; }
    [[nodiscard]] result<loaded_credentials> read(const sts_reply& reply, const std::string& whom,
                                                  const credentials& with, const secret& code) const;

    const std::shared_ptr<credentials_provider> base_;
    const assume_role_options role_;
    const std::shared_ptr<const settings> configured_;
    const machine machine_;
};

boost::asio::awaitable<result<loaded_credentials>> role_source::load() {
    const result<void> checked = check(role_);
    if (!checked) co_return checked.error();
    const std::string role = "role " + role_.role_arn;
    const auto name = sts_session_name(role_.role_session_name, machine_.world->wall_clock());
    if (!name) co_return failure_at(role, name.error());
    const auto where = find_sts(role_.region, *configured_);
    if (!where) co_return failure_at(role, where.error());
    result<snapshot> keys = co_await base_keys();
    if (!keys) co_return failure_at("credentials to assume " + role, keys.error());
    const result<secret> code = co_await token_code();
    if (!code) co_return failure_at(role, code.error());

    const std::string whom = role + ", STS at " + url(where->where.origin);
    const secret form = assume_role_form(role_, *name, *code);
    const replied reply = co_await assume(*where, form, *keys);
    if (!reply) co_return failure_at(whom, reply.error());
    result<loaded_credentials> loaded = read(*reply, whom, **keys, *code);
    co_return loaded;
}

boost::asio::awaitable<result<snapshot>> role_source::base_keys() {
    if (!base_)
        co_return failed_at("assume_role_credentials",
                            "the provider of the credentials that assume the role is null");
    snapshot known = base_->cached();
    if (known) co_return known;
    result<snapshot> got = co_await base_->get();
    co_return got;
}

boost::asio::awaitable<result<secret>> role_source::token_code() {
    if (role_.mfa_serial.empty()) co_return secret();
    if (!role_.mfa)
        co_return failed_at(device(),
                            "a code of the device is needed: set client_options::mfa or "
                            "assume_role_options::mfa to a function that asks the user for it");
    std::string typed = co_await role_.mfa(role_.mfa_serial);
    secret code(std::move(typed));
    if (!is_token_code(code))
        co_return failed_at(
            device(), "client_options::mfa or assume_role_options::mfa did not return a code of six digits");
    co_return code;
}

// If the keys are refused, gets new ones once and repeats the request. `keys` are set to the keys that the
// returned response belongs to.
boost::asio::awaitable<role_source::replied> role_source::assume(const sts_target& where, const secret& form,
                                                                 snapshot& keys) {
    replied first = co_await call_sts(machine_, where, form, *keys);
    if (!first || !keys_are_refused(first->error)) co_return first;
    base_->refused(keys);
    const result<snapshot> refreshed = co_await base_->get();
    if (!refreshed || (*refreshed)->access_key_id == keys->access_key_id) co_return first;
    keys = *refreshed;
    replied second = co_await call_sts(machine_, where, form, *keys);
    co_return second;
}

result<loaded_credentials> role_source::read(const sts_reply& reply, const std::string& whom,
                                             const credentials& with, const secret& code) const {
    if (reply.status != 200)
        return refused_by_sts(whom, reply, remedy_for_role(reply.error),
                              {with.secret_access_key, with.session_token, code});
    auto keys = read_role_credentials("AssumeRole", reply.body);
    if (!keys) return failure_at(whom, keys.error());
    return loaded_credentials{.keys = std::move(*keys), .origin = whom};
}

}  // namespace

std::shared_ptr<credentials_source> assume_role_source(std::shared_ptr<credentials_provider> base,
                                                       assume_role_options options,
                                                       std::shared_ptr<const settings> configured,
                                                       machine machine) {
    return std::make_shared<role_source>(std::move(base), std::move(options), std::move(configured),
                                         std::move(machine));
}

}  // namespace dynaco::identity

namespace dynaco {

std::shared_ptr<credentials_provider> assume_role_credentials(std::shared_ptr<credentials_provider> base,
                                                              const assume_role_options& options) {
    using namespace identity;
    machine machine = this_machine();
    const auto world = machine.world;
    const auto make = [base = std::move(base), options,
                       machine](const std::shared_ptr<const settings>& configured)
        -> result<std::shared_ptr<credentials_source>> {
        return assume_role_source(base, options, configured, machine);
    };
    return refreshing(configured_source(machine, {}, make), world);
}

}  // namespace dynaco
