#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace dynaco {

/// Detects that a listing repeats its markers, in a cycle of any length. A marker says where the next page
/// begins. It stores one marker only, for 1, 2, 4, … pages (Brent's algorithm).
class marker_watch {
 public:
    /// True if `next`, the answer to `sent`, repeats an earlier marker. An empty marker ends a listing.
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
