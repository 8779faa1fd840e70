#include "identity/instance/region.hpp"

#include "identity/instance/access.hpp"
#include "identity/instance/answers.hpp"
#include "identity/instance/session.hpp"
#include "identity/instance/source.hpp"

#include <utility>

namespace dynaco::identity {
namespace {

using region_answer = boost::asio::awaitable<result<std::string>>;

// The caller wants a region, so missing or failed credentials mean that the region is missing.
failure no_region(const failure& why) {
    const errc cause = why.cause();
    const bool of_credentials = cause == errc::missing_credentials || cause == errc::credentials_failed;
    return of_credentials ? failure(errc::missing_region, why.diagnostics()) : why;
}

region_answer ask(std::shared_ptr<const settings> configured, std::shared_ptr<const machine> machine) {
    const instance_options options;
    auto access = find_instance_access(options, *configured);
    if (!access) co_return no_region(access.error());
    instance_session session(std::move(*access), machine->http, machine->world);
    const result<wire::response> reply = co_await session.get("/latest/meta-data/placement/region");
    if (!reply) co_return no_region(reply.error());
    co_return read_instance_region(*reply, session.whom());
}

}  // namespace

// This function is not a coroutine: g++ 12 loses the members of an aggregate that is passed to one.
region_answer instance_region(std::shared_ptr<const settings> configured, machine machine) {
    return ask(std::move(configured), std::make_shared<const identity::machine>(std::move(machine)));
}

namespace {

failure without_region(const failure& why) {
    return {errc::missing_region,
            {.detail = "it could not be read from the instance metadata: " + why.text()}};
}

class source_with_region final : public credentials_source {
 public:
    source_with_region(std::shared_ptr<credentials_source> source, std::shared_ptr<late_region> region,
                       std::shared_ptr<const settings> configured, machine machine)
        : source_(std::move(source)),
          region_(std::move(region)),
          configured_(std::move(configured)),
          machine_(std::move(machine)) {}

    boost::asio::awaitable<result<loaded_credentials>> load() override {
        result<loaded_credentials> loaded = co_await source_->load();
        if (!loaded || !region_->get().empty()) co_return loaded;
        result<std::string> found = co_await instance_region(configured_, machine_);
        if (!found) co_return without_region(found.error());
        region_->set(std::move(*found));
        co_return loaded;
    }

 private:
    const std::shared_ptr<credentials_source> source_;
    const std::shared_ptr<late_region> region_;
    const std::shared_ptr<const settings> configured_;
    const machine machine_;
};

}  // namespace

std::shared_ptr<credentials_source> with_instance_region(std::shared_ptr<credentials_source> source,
                                                         std::shared_ptr<late_region> region,
                                                         std::shared_ptr<const settings> configured,
                                                         machine machine) {
    return std::make_shared<source_with_region>(std::move(source), std::move(region), std::move(configured),
                                                std::move(machine));
}

}  // namespace dynaco::identity
