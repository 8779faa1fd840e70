#include "identity/chain/default_source.hpp"

#include "identity/chain/source.hpp"

#include <utility>

namespace dynaco::identity {
namespace {

result<credentials_plan> plan_by(const settings& configured, credentials_scope scope) {
    return scope == credentials_scope::profile_only ? plan_profile_credentials(configured)
                                                    : plan_credentials(configured);
}

// Keys in the environment are used even if the shared files are broken.
result<credentials_plan> plan_without_files(const default_credentials_options& options,
                                            credentials_scope scope, const environment& env) {
    if (scope == credentials_scope::profile_only || !options.profile.empty()) return credentials_plan();
    return plan_environment_credentials(env);
}

// If no other source is configured, an instance that cannot be reached is one more source without
// credentials.
bool is_no_answer(errc cause) {
    switch (cause) {
        case errc::missing_credentials:
        case errc::resolve_failed:
        case errc::connect_failed:
        case errc::connect_timed_out:
        case errc::connection_lost:
        case errc::attempt_timed_out: return true;
        default: return false;
    }
}

class default_chain final : public credentials_source {
 public:
    default_chain(default_credentials_options options, machine machine, credentials_scope scope)
        : options_(std::move(options)), machine_(std::move(machine)), scope_(scope) {}

    boost::asio::awaitable<result<loaded_credentials>> load() override {
        const auto planned = plan_source(options_, scope_, machine_);
        if (!planned) co_return planned.error();
        result<loaded_credentials> loaded = co_await planned->source->load();
        co_return with_plan(std::move(loaded), planned->plan);
    }

 private:
    const default_credentials_options options_;
    const machine machine_;
    const credentials_scope scope_;
};

}  // namespace

result<planned_source> plan_source(const default_credentials_options& options, credentials_scope scope,
                                   const machine& machine) {
    auto plan = plan_without_files(options, scope, machine.env);
    if (!plan) return plan.error();
    std::shared_ptr<const settings> configured;
    if (!plan->chosen) {
        auto read = load_settings(machine, options.profile);
        if (!read) return read.error();
        configured = std::make_shared<const settings>(std::move(*read));
        plan = plan_by(*configured, scope);
        if (!plan) return plan.error();
        if (!plan->chosen) return failure(errc::missing_credentials, {.detail = plan->skipped_text()});
    }
    planned_source planned;
    planned.source = chain_source(*plan->chosen, options, configured, machine);
    planned.plan = std::move(*plan);
    return planned;
}

result<loaded_credentials> with_plan(result<loaded_credentials> loaded, const credentials_plan& plan) {
    if (loaded) {
        loaded->origin = loaded->origin.empty() ? plan.name : plan.name + ", " + loaded->origin;
        return loaded;
    }
    if (!plan.why.empty() || loaded.error().cause() == errc::canceled) return loaded;
    const errc cause = loaded.error().cause();
    diagnostics about = loaded.error().diagnostics();
    const std::string said =
        about.detail.empty() ? loaded.error().code().message() : std::exchange(about.detail, {});
    about.detail = plan.skipped_text();
    if (!about.detail.empty()) about.detail += "; ";
    about.detail += plan.name + ": ";
    if (is_no_answer(cause)) (about.detail += not_enabled) += ": ";
    about.detail += said;
    return failure(is_no_answer(cause) ? errc::missing_credentials : cause, std::move(about));
}

std::shared_ptr<credentials_source> default_source(const default_credentials_options& options,
                                                   machine machine, credentials_scope scope) {
    return std::make_shared<default_chain>(options, std::move(machine), scope);
}

}  // namespace dynaco::identity

namespace dynaco {
namespace {

std::shared_ptr<credentials_provider> found_here(const default_credentials_options& options,
                                                 identity::credentials_scope scope) {
    auto machine = identity::this_machine();
    auto world = machine.world;
    return identity::refreshing(identity::default_source(options, std::move(machine), scope),
                                std::move(world));
}

}  // namespace

std::shared_ptr<credentials_provider> default_credentials(const default_credentials_options& options) {
    return found_here(options, identity::credentials_scope::all_sources);
}

std::shared_ptr<credentials_provider> profile_credentials(std::string name,
                                                          const default_credentials_options& options) {
    default_credentials_options of_profile = options;
    of_profile.profile = std::move(name);
    return found_here(of_profile, identity::credentials_scope::profile_only);
}

}  // namespace dynaco
