#pragma once

#include <cstddef>
#include <mutex>
#include <set>
#include <shared_mutex>
#include <string>
#include <string_view>

namespace dynaco::detail {

/// Limits the number of label values. It accepts the first `most` different names and rejects all others from
/// then on. Thread-safe.
class label_limit {
 public:
    explicit label_limit(std::size_t most) noexcept : most_(most) {}

    bool admits(std::string_view name) {
        if (name.size() > longest) return false;
        {
            const std::shared_lock lock(mutex_);
            if (names_.contains(name)) return true;
            if (names_.size() >= most_) return false;
        }
        const std::lock_guard lock(mutex_);
        if (names_.size() < most_) names_.emplace(name);
        return names_.contains(name);
    }

 private:
    static constexpr std::size_t longest = 2048;  // an ARN is shorter

    const std::size_t most_;
    std::shared_mutex mutex_;
    std::set<std::string, std::less<>> names_;
};

}  // namespace dynaco::detail
