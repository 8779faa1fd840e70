#pragma once

#include "identity/profile/settings.hpp"
#include "identity/source/source.hpp"

#include <memory>
#include <mutex>
#include <string>

namespace dynaco::identity {

/// A region that is learnt later. Thread-safe.
class late_region {
 public:
    [[nodiscard]] std::string get() const {
        const std::lock_guard lock(mutex_);
        return region_;
    }
    void set(std::string region) {
        const std::lock_guard lock(mutex_);
        region_ = std::move(region);
    }

 private:
    mutable std::mutex mutex_;
    std::string region_;
};

/// Loads from `source`, and with the first credentials the region of this EC2 instance into `region`: where
/// credentials come from the instance's metadata, so does the region that nobody has configured. Whoever has
/// credentials knows the region, too. Fails as `source` does, and with errc::missing_region.
[[nodiscard]] std::shared_ptr<credentials_source> with_instance_region(
    std::shared_ptr<credentials_source> source, std::shared_ptr<late_region> region,
    std::shared_ptr<const settings> configured, machine machine);

}  // namespace dynaco::identity
