#include "client/call/write_doubt.hpp"

namespace dynaco::detail {
namespace {

bool leaves_open(const failure& why) noexcept {
    const int status = why.diagnostics().http_status;
    switch (why.cause()) {
        case errc::connection_lost:
        case errc::attempt_timed_out:
        case errc::canceled:
        case errc::client_closed:
        case errc::reply_too_large:
        case errc::checksum_mismatch: return true;
        case errc::malformed_reply: return status < 300 || status >= 500;
        default: return status >= 500;
    }
}

}  // namespace

bool write_doubt::attempt_failed(const failure& why, bool sent) noexcept {
    sending_ = false;
    const bool perhaps = sent && info_.writes && leaves_open(why);
    applied_ = applied_ || perhaps;
    return perhaps;
}

void write_doubt::canceled() noexcept { applied_ = if_abandoned(); }

// If a stale connection was replaced and a later attempt got a response, that response counts. Without any
// response the outcome is unknown.
bool write_doubt::remains(const failure& last) const noexcept {
    const bool no_answer = last.diagnostics().http_status == 0;
    return applied_ || (lost_on_stale_ && info_.writes && no_answer);
}

}  // namespace dynaco::detail
