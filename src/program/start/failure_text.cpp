#include "program/start/failure_text.hpp"

namespace dynaco::program {
namespace {

std::string_view advice_for(const error& why) {
    switch (why.cause()) {
        case errc::resource_not_found: return "`dynaco tables` lists the tables";
        case errc::missing_region:
        case errc::missing_credentials:
        case errc::credentials_failed:
        case errc::credentials_expired:
        case errc::access_denied:
        case errc::expired_token:
        case errc::invalid_signature:
        case errc::unrecognized_client: return "`dynaco whoami` shows which settings are used";
        default: return {};
    }
}

}  // namespace

std::string failure_text(const error& why) {
    // A problem with a file has no endpoint and no request.
    const std::string& detail = why.diagnostics().detail;
    if ((why.cause() == errc::file_failed || why.cause() == errc::malformed_file) && !detail.empty())
        return detail;
    const std::string_view advice = advice_for(why);
    return why.what() + (advice.empty() ? std::string() : "; " + std::string(advice));
}

}  // namespace dynaco::program
