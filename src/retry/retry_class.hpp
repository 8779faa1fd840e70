#pragma once

#include <dynaco/core/error.hpp>

namespace dynaco::retry {

/// What a failure means for trying again.
enum class retry_class {
    none,        ///< It would fail again, or the caller has given up.
    transient,   ///< The service or the way to it failed.
    throttling,  ///< The service wants fewer requests.
};

[[nodiscard]] retry_class classify(errc cause, int http_status) noexcept;
/// The same with the reasons of a cancelled transaction. `retry_conflicts` as in
/// `retry_policy::retry_transaction_conflicts`.
[[nodiscard]] retry_class classify(const failure& why, bool retry_conflicts) noexcept;

}  // namespace dynaco::retry
