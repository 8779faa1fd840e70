#include "identity/chain/source.hpp"

#include "identity/chain/plan.hpp"
#include "identity/container/source.hpp"
#include "identity/instance/source.hpp"
#include "identity/login/source.hpp"
#include "identity/source/process.hpp"
#include "identity/sso/source.hpp"
#include "identity/sts/assume_role.hpp"
#include "identity/sts/web_identity.hpp"
#include "identity/text/host.hpp"

#include <utility>

namespace dynaco::identity {
namespace {

using source_pointer = std::shared_ptr<credentials_source>;

// A source of fixed keys.
class known_keys final : public credentials_source {
 public:
    known_keys(credentials keys, std::string origin) : keys_(std::move(keys)), origin_(std::move(origin)) {}

    boost::asio::awaitable<result<loaded_credentials>> load() override {
        loaded_credentials loaded;
        loaded.keys = keys_;
        loaded.origin = origin_;
        co_return loaded;
    }

 private:
    const credentials keys_;
    const std::string origin_;
};

class environment_keys final : public credentials_source {
 public:
    explicit environment_keys(environment env) : env_(std::move(env)) {}

    boost::asio::awaitable<result<loaded_credentials>> load() override { co_return read(); }

 private:
    [[nodiscard]] result<loaded_credentials> read() const {
        auto keys = keys_in_environment(env_);
        if (!keys) return keys.error();
        if (!*keys)
            return failure(errc::missing_credentials,
                           {.detail = "`credential_source = Environment`: the environment variables "
                                      "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set"});
        loaded_credentials loaded;
        loaded.keys = std::move(**keys);
        loaded.origin = "environment variables";
        return loaded;
    }

    const environment env_;
};

// Makes the source of a chain's base.
struct base_source {
    const default_credentials_options& options;
    const std::shared_ptr<const settings>& configured;
    const identity::machine& machine;

    source_pointer operator()(const credentials& keys) const {
        return std::make_shared<known_keys>(keys, "access keys");
    }
    source_pointer operator()(web_identity_options o) const {
        if (o.region.empty()) o.region = options.region;
        return web_identity_source(std::move(o), configured, machine);
    }
    source_pointer operator()(const sso_options& o) const { return sso_source(o, configured, machine); }
    source_pointer operator()(login_options o) const {
        // For the selected profile, the settings have the region: there the environment precedes the profile.
        if (o.profile == configured->profile_name()) o.region = options.region;
        return login_source(std::move(o), configured, machine);
    }
    source_pointer operator()(const process_options& o) const { return process_source(o, machine); }
    source_pointer operator()(const named_source& o) const {
        const std::string name = lower(o.name);
        if (name == "environment") return std::make_shared<environment_keys>(machine.env);
        if (name == "ecscontainer") return container_source(configured, machine);
        return instance_source({}, configured, machine);
    }
};

}  // namespace

source_pointer chain_source(const profile_chain& chain, const default_credentials_options& options,
                            const std::shared_ptr<const settings>& configured, const machine& machine) {
    source_pointer source =
        std::visit(base_source{.options = options, .configured = configured, .machine = machine}, chain.base);
    for (assume_role_options role : chain.roles) {
        role.region = options.region;
        role.mfa = options.mfa;
        source = assume_role_source(refreshing(std::move(source), machine.world), std::move(role), configured,
                                    machine);
    }
    return source;
}

}  // namespace dynaco::identity
