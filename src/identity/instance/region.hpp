#pragma once

#include "identity/profile/settings.hpp"
#include "identity/source/source.hpp"

#include <memory>
#include <mutex>
#include <string>

namespace dynaco::identity {

/// A region that becomes known later, with the first credentials; empty until then. Thread-safe.
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

/// A source that loads from `source`. With the first credentials it also reads the region of this EC2
/// instance and sets `region`: it is for clients without a configured region whose credentials come from
/// instance metadata. So a caller that has credentials also has the region.
///
/// A load fails with the errors of `source`, and with errc::missing_region.
[[nodiscard]] std::shared_ptr<credentials_source> with_instance_region(
    std::shared_ptr<credentials_source> source, std::shared_ptr<late_region> region,
    std::shared_ptr<const settings> configured, machine machine);

}  // namespace dynaco::identity
