#pragma once

#include <dynaco/core/errc.hpp>

namespace dynaco::retry {

/// What a failure means for trying again.
enum class retry_class {
    none,        ///< It would fail again, or the caller has given up.
    transient,   ///< The service or the way to it failed.
    throttling,  ///< The service wants fewer requests.
};

[[nodiscard]] retry_class classify(errc cause, int http_status) noexcept;

}  // namespace dynaco::retry
