#include "retry/effective_policy.hpp"

namespace dynaco::retry {

// AWS SDKs and Tools Reference, "Retry behavior", with DynamoDB's own base delay in version 2.1.
retry_policy effective(retry_policy wanted) noexcept {
    using std::chrono::milliseconds;
    const bool older = wanted.mode == retry_mode::standard_2_0;
    const auto fill = [](milliseconds& time, milliseconds own) {
        if (time <= milliseconds::zero()) time = own;
    };
    if (wanted.max_attempts <= 0) wanted.max_attempts = older ? 3 : 4;
    fill(wanted.base_delay, milliseconds(older ? 1000 : 25));
    fill(wanted.throttling_base_delay, milliseconds(1000));
    fill(wanted.max_delay, milliseconds(20'000));
    return wanted;
}

}  // namespace dynaco::retry
