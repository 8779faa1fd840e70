#pragma once

#include "simulation/simulated_connection.hpp"

#include <dynaco/credentials.hpp>

#include <memory>

namespace dynaco::simulation {

/// A provider whose credentials change during calls. It may be slow, fail or hang.
class rotating_keys final : public credentials_provider {
 public:
    rotating_keys(run_context& run, const schedule& plan, chance draws)
        : run_(run), plan_(plan), draws_(draws) {}

    boost::asio::awaitable<result<std::shared_ptr<const credentials>>> get() override;
    void heal() noexcept { healthy_ = true; }

 private:
    run_context& run_;
    const schedule& plan_;
    chance draws_;
    bool healthy_ = false;
};

}  // namespace dynaco::simulation
