#pragma once

#include <dynaco/errors.hpp>

#include <exception>
#include <string>

namespace dynaco::identity {

/// `why` with the name of the source before its detail: "container credentials at http://169.254.170.2/x:
/// connection refused". A timeout becomes errc::credentials_failed, because the advice of the timeout codes
/// is about the client's own timeouts. Other codes stay. A cancellation is not changed.
[[nodiscard]] failure failure_at(const std::string& whom, const failure& why);

/// A failure with errc::credentials_failed and the detail "whom: what".
[[nodiscard]] failure failed_at(const std::string& whom, const std::string& what);

/// The failure for an exception from user code: the failure of a thrown `error`; for any other exception a
/// failure with `otherwise`. `whose` ("the provider") names the code if the exception is not a
/// std::exception.
[[nodiscard]] inline failure thrown_failure(const std::exception_ptr& thrown, errc otherwise,
                                            const char* whose) {
    try {
        std::rethrow_exception(thrown);
    } catch (const error& e) {
        return e.as_failure();
    } catch (const std::exception& e) {
        return {otherwise, {.detail = e.what()}};
    } catch (...) {
        return {otherwise,
                {.detail = std::string(whose) + " threw an exception that is not a std::exception"}};
    }
}

}  // namespace dynaco::identity
