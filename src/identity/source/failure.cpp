#include "identity/source/failure.hpp"

namespace dynaco::identity {

failure failure_at(const std::string& whom, const failure& why) {
    const errc cause = why.cause();
    if (cause == errc::canceled) return why;
    diagnostics about = why.diagnostics();
    const bool timed_out = cause == errc::attempt_timed_out || cause == errc::connect_timed_out;
    std::string what = timed_out ? why.code().message() : about.detail;
    if (timed_out && !about.detail.empty()) (what += ", ") += about.detail;
    about.detail = what.empty() ? whom : whom + ": " + what;
    return {timed_out ? errc::credentials_failed : cause, std::move(about)};
}

failure failed_at(const std::string& whom, const std::string& what) {
    return {errc::credentials_failed, {.detail = whom + ": " + what}};
}

}  // namespace dynaco::identity
