#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace dynaco {

/// Notices that a listing goes round in a circle, whatever its length, and keeps one marker only (Brent's
/// algorithm: a marker is kept for 1, 2, 4, … pages). A marker says where the next page begins.
class marker_watch {
 public:
    /// True if `next`, the answer to `sent`, is known to have come before. An empty one ends a listing.
    template <class Same = std::equal_to<>>
    [[nodiscard]] bool repeats(std::string_view sent, std::string_view next, Same same = {}) {
        if (next.empty()) return false;
        if ((!sent.empty() && same(next, sent)) || (!kept_.empty() && same(next, kept_))) return true;
        if (++pages_ < span_) return false;
        kept_ = next;
        pages_ = 0;
        span_ *= 2;
        return false;
    }

 private:
    std::string kept_{};
    std::uint64_t pages_ = 0;
    std::uint64_t span_ = 1;
};

}  // namespace dynaco
