#pragma once

#include <dynaco/credentials.hpp>

#include <memory>
#include <string>
#include <vector>

namespace dynaco::simulation {

/// Several generations of credentials, like those of a role.
class key_ring {
 public:
    key_ring() {
        for (int generation = 0; generation < generations; ++generation) {
            const std::string n = std::to_string(generation);
            all_.push_back(std::make_shared<const credentials>(
                credentials{.access_key_id = "AKID" + n,
                            .secret_access_key = "secret/" + n,
                            .session_token = generation % 3 == 2 ? "" : "token-" + n}));
        }
    }
    [[nodiscard]] std::shared_ptr<const credentials> generation(std::size_t n) const {
        return all_[n % all_.size()];
    }
    /// The credentials with this access key id; null if they do not exist.
    [[nodiscard]] const credentials* named(std::string_view access_key_id) const {
        for (const auto& each : all_)
            if (each->access_key_id == access_key_id) return each.get();
        return nullptr;
    }

 private:
    static constexpr int generations = 7;
    std::vector<std::shared_ptr<const credentials>> all_{};
};

}  // namespace dynaco::simulation
