#include "retry/retry_class.hpp"

namespace dynaco::retry {

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
