#include "identity/instance_access.hpp"
#include "identity/instance_answers.hpp"
#include "identity/instance_session.hpp"
#include "identity/instance_source.hpp"

#include <utility>

namespace dynaco::identity {
namespace {

using region_answer = boost::asio::awaitable<result<std::string>>;

// Whatever is wrong, it is the region that is missing.
failure no_region(const failure& why) {
    const errc cause = why.cause();
    const bool of_credentials = cause == errc::missing_credentials || cause == errc::credentials_failed;
    return of_credentials ? failure(errc::missing_region, why.diagnostics()) : why;
}

region_answer ask(std::shared_ptr<const settings> configured, std::shared_ptr<const surroundings> around) {
    const instance_options options;
    auto access = find_instance_access(options, *configured);
    if (!access) co_return no_region(access.error());
    instance_session session(std::move(*access), around->http, around->world);
    const result<wire::response> reply = co_await session.get("/latest/meta-data/placement/region");
    if (!reply) co_return no_region(reply.error());
    co_return read_instance_region(*reply, session.whom());
}

}  // namespace

// Not a coroutine itself: g++ 12 loses the members of an aggregate that is passed to one.
region_answer instance_region(std::shared_ptr<const settings> configured, surroundings around) {
    return ask(std::move(configured), std::make_shared<const surroundings>(std::move(around)));
}

}  // namespace dynaco::identity
