#pragma once

#include <dynaco/errors.hpp>

#include <exception>
#include <string>

namespace dynaco::identity {

/// `why` with whom it happened at: "container credentials at http://169.254.170.2/x: connection refused".
/// Time-outs become errc::credentials_failed, since the advice on theirs is on the client's own; else the
/// code stays, and a cancellation is left alone.
[[nodiscard]] failure failure_at(const std::string& whom, const failure& why);

/// errc::credentials_failed with "whom: what".
[[nodiscard]] failure failed_at(const std::string& whom, const std::string& what);

/// What an exception out of somebody's own code stands for: a thrown `error` is its failure, anything else is
/// `otherwise`. `whose` is for what does not say what it is: "the provider".
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
