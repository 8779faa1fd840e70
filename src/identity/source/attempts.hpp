#pragma once

#include "identity/machine/http.hpp"
#include "retry/retry_state.hpp"
#include "transport/effects.hpp"

#include <functional>
#include <memory>

namespace dynaco::identity {

/// When a request is sent again.
struct http_retry_rules {
    int max_attempts = 3;
    /// What a reply means for it; null: status 429 is throttling, 500 and more are transient.
    retry::retry_class (*classify)(const wire::response& reply) = nullptr;
    /// Also where no connection could be made; where nobody listens that costs a time-out each.
    bool after_failed_connects = true;
};

/// Sends what `make` gives, anew for each attempt (a signature ages), until a reply is none of those that are
/// worth another attempt or all are spent; between them it pauses as AWS's standard retries do.
///
/// @returns the last reply, of whatever status, or the last failure.
boost::asio::awaitable<result<wire::response>> send_with_retries(std::shared_ptr<http_client> http,
                                                                 std::shared_ptr<detail::effects> world,
                                                                 std::function<result<http_request>()> make,
                                                                 http_retry_rules rules);

}  // namespace dynaco::identity
