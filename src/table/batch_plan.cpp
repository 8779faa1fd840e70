#include "table/batch_plan.hpp"

#include <algorithm>

namespace dynaco::table_calls {

std::optional<std::chrono::milliseconds> batch_plan::round(std::size_t sent,
                                                           std::size_t unprocessed) noexcept {
    if (unprocessed == 0) {
        throttled_ = fruitless_ = 0;
        return std::chrono::milliseconds{0};
    }
    fruitless_ = unprocessed < sent ? 0 : fruitless_ + 1;
    if (fruitless_ >= max_fruitless_rounds) return std::nullopt;
    const auto ceiling = base * (1LL << std::min(throttled_, 10));
    ++throttled_;
    return std::min<std::chrono::milliseconds>(ceiling, longest);
}

}  // namespace dynaco::table_calls
