#include "table/batch/plan.hpp"

#include <algorithm>

namespace dynaco::table_calls {

std::optional<std::chrono::milliseconds> batch_plan::round(std::size_t sent,
                                                           std::size_t unprocessed) noexcept {
    if (unprocessed < sent) {
        fruitless_ = 0;
        return unprocessed == 0 ? std::chrono::milliseconds{0} : base;
    }
    if (++fruitless_ >= max_attempts_) {
        fruitless_ = 0;
        return std::nullopt;
    }
    return std::min<std::chrono::milliseconds>(base * (1LL << std::min(fruitless_ - 1, 10)), longest);
}

}  // namespace dynaco::table_calls
