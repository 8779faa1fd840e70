#include "load/plan/request_failure.hpp"

namespace dynaco::loading {

failure_action action_for(const failure& why) noexcept {
    const auto code = why.code();
    if (code == condition::throttled) return failure_action::slow_down;
    switch (why.cause()) {
        case errc::validation_failed:
        case errc::serialization_failed:
        case errc::item_collection_size_limit_exceeded: return failure_action::divide;
        case errc::client_closed: return failure_action::end_load;
        // A refresh of the credentials, or of the clock's correction, may make the next request succeed.
        case errc::expired_token:
        case errc::credentials_failed:
        case errc::request_time_too_skewed: return failure_action::repeat;
        default: break;
    }
    const bool passes = code == condition::unavailable || code == condition::timed_out ||
                        code == condition::outcome_unknown || code == condition::bad_reply ||
                        why.cause() == errc::replicated_write_conflict ||
                        why.cause() == errc::transaction_conflict;
    return passes ? failure_action::repeat : failure_action::end_load;
}

}  // namespace dynaco::loading
