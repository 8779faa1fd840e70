#include "simulation/rotating_keys.hpp"

namespace dynaco::simulation {

boost::asio::awaitable<result<std::shared_ptr<const credentials>>> rotating_keys::get() {
    const auto generation = static_cast<std::size_t>(run_.time.elapsed() / plan_.sky.keys_last);
    // The first request may be the last to end. It then returns older credentials than the others.
    const auto keys = run_.far_end.keys().generation(generation);
    if (healthy_) co_return keys;
    const bool fails = draws_.percent(plan_.sky.keys_percent);
    const milliseconds time = draws_.between(milliseconds(0), plan_.sky.slowest_keys);
    if (time.count() > 0) {
        const bool done = co_await run_.time.wait_until(run_.time.now() + time);
        if (!done) co_return failure(errc::canceled, {});
    }
    if (!fails) co_return keys;
    run_.log.reached("no credentials");
    co_return failure(errc::missing_credentials, {.detail = "simulated"});
}

}  // namespace dynaco::simulation
