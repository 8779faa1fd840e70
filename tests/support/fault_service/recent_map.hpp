#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <utility>

namespace dynaco::test {

/// A map that removes its oldest keys, but keeps at least the last `kept`, so that long runs do not need more
/// memory than short ones.
template <class T>
class recent_map {
 public:
    static constexpr std::size_t kept = 50'000;

    T& operator[](const std::string& key) {
        if (young_.size() >= kept) {
            old_ = std::move(young_);
            young_.clear();
        }
        if (const auto at = old_.find(key); at != old_.end()) {
            young_.insert_or_assign(key, std::move(at->second));
            old_.erase(at);
        }
        return young_[key];
    }
    [[nodiscard]] const T* find(const std::string& key) const {
        if (const auto at = young_.find(key); at != young_.end()) return &at->second;
        const auto at = old_.find(key);
        return at == old_.end() ? nullptr : &at->second;
    }

 private:
    std::map<std::string, T> young_{};
    std::map<std::string, T> old_{};
};

}  // namespace dynaco::test
