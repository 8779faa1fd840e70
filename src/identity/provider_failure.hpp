#pragma once

#include <dynaco/core/result.hpp>

#include <string>

namespace dynaco::identity {

/// `why` with whom it happened at: "container credentials at http://169.254.170.2/x: connection refused".
/// Time-outs become errc::credentials_failed, since the advice on theirs is on the client's own; else the
/// code stays, and a cancellation is left alone.
[[nodiscard]] failure failure_at(const std::string& whom, const failure& why);

/// errc::credentials_failed with "whom: what".
[[nodiscard]] failure failed_at(const std::string& whom, const std::string& what);

}  // namespace dynaco::identity
