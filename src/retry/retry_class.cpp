#include "retry/retry_class.hpp"

#include <algorithm>

namespace dynaco::retry {
namespace {

// One fatal reason is enough: the transaction would be cancelled again.
retry_class class_of_reasons(const std::vector<cancellation_reason>& reasons) noexcept {
    auto worst = retry_class::none;
    for (const cancellation_reason& each : reasons) {
        if (!each) continue;
        const bool throttled = is_throttling(each.cause);
        if (!throttled && each.cause != errc::transaction_conflict) return retry_class::none;
        worst = std::max(worst, throttled ? retry_class::throttling : retry_class::transient);
    }
    return worst;
}

}  // namespace

retry_class classify(const failure& why, bool retry_conflicts) noexcept {
    switch (why.cause()) {
        case errc::transaction_conflict: return retry_conflicts ? retry_class::transient : retry_class::none;
        case errc::transaction_canceled:
        case errc::transaction_throttled:
            return retry_conflicts ? class_of_reasons(why.diagnostics().cancellation_reasons)
                                   : retry_class::none;
        default: return classify(why.cause(), why.diagnostics().http_status);
    }
}

retry_class classify(errc cause, int http_status) noexcept {
    switch (cause) {
        case errc::resolve_failed:
        case errc::connect_failed:
        case errc::connect_timed_out:
        case errc::tls_failed:
        case errc::connection_lost:
        case errc::attempt_timed_out:
        case errc::checksum_mismatch:
        case errc::request_timed_out:
        case errc::replicated_write_conflict: return retry_class::transient;

        // A success that is none may be one the next time; an error in a foreign form comes from a proxy that
        // means it.
        case errc::malformed_reply: return http_status < 300 ? retry_class::transient : retry_class::none;

        case errc::limit_exceeded:
        case errc::provisioned_throughput_exceeded:
        case errc::request_limit_exceeded:
        case errc::throttling:
        case errc::transaction_in_progress: return retry_class::throttling;

        default: break;
    }
    // By status only these (AWS standard mode); an InternalServerError that comes with 400 is not repeated.
    const bool server_side =
        http_status == 500 || http_status == 502 || http_status == 503 || http_status == 504;
    return server_side ? retry_class::transient : retry_class::none;
}

}  // namespace dynaco::retry
