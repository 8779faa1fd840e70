#include "identity/instance/source.hpp"

#include "identity/instance/access.hpp"
#include "identity/instance/answers.hpp"
#include "identity/instance/session.hpp"
#include "identity/machine/machine.hpp"
#include "identity/source/configured.hpp"

#include <dynaco/credentials.hpp>

#include <utility>

namespace dynaco::identity {
namespace {

constexpr const char* roles = "/latest/meta-data/iam/security-credentials/";

class instance final : public credentials_source {
 public:
    instance(instance_options options, std::shared_ptr<const settings> configured, machine machine)
        : options_(std::move(options)), configured_(std::move(configured)), machine_(std::move(machine)) {}

    boost::asio::awaitable<result<loaded_credentials>> load() override {
        auto access = find_instance_access(options_, *configured_);
        if (!access) co_return access.error();
        instance_session session(std::move(*access), machine_.http, machine_.world);
        const result<wire::response> list = co_await session.get(roles);
        if (!list) co_return list.error();
        const auto role = read_instance_role(*list, session.whom());
        if (!role) co_return role.error();
        result<wire::response> reply = co_await session.get(roles + *role);
        if (!reply) co_return reply.error();
        co_return read_instance_keys(*reply, session.whom(), *role);
    }

 private:
    const instance_options options_;
    const std::shared_ptr<const settings> configured_;
    const machine machine_;
};

}  // namespace

std::shared_ptr<credentials_source> instance_source(instance_options options,
                                                    std::shared_ptr<const settings> configured,
                                                    machine machine) {
    return std::make_shared<instance>(std::move(options), std::move(configured), std::move(machine));
}

}  // namespace dynaco::identity

namespace dynaco {

std::shared_ptr<credentials_provider> instance_credentials(const instance_options& options) {
    const identity::machine machine = identity::this_machine();
    const auto make = [options, machine](const std::shared_ptr<const identity::settings>& configured)
        -> result<std::shared_ptr<identity::credentials_source>> {
        return identity::instance_source(options, configured, machine);
    };
    return identity::refreshing(identity::configured_source(machine, {}, make), machine.world);
}

}  // namespace dynaco
