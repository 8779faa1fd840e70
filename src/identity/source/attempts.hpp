#pragma once

#include "identity/machine/http.hpp"
#include "retry/retry_state.hpp"
#include "transport/effects.hpp"

#include <functional>
#include <memory>

namespace dynaco::identity {

/// The rules for retries of a request.
struct http_retry_rules {
    int max_attempts = 3;
    /// Classifies a response; null: status 429 is throttling, status 500 and above is transient.
    retry::retry_class (*classify)(const wire::response& reply) = nullptr;
    /// Also retry if the connection could not be made. If the server does not exist, each attempt may cost a
    /// timeout.
    bool after_failed_connects = true;
};

/// Sends a request, with retries and with the pauses of AWS's standard retry mode. `make` is called for each
/// attempt, because a signature is valid for a short time only.
///
/// @returns the last response, with any status, or the last failure.
boost::asio::awaitable<result<wire::response>> send_with_retries(std::shared_ptr<http_client> http,
                                                                 std::shared_ptr<detail::effects> world,
                                                                 std::function<result<http_request>()> make,
                                                                 http_retry_rules rules);

}  // namespace dynaco::identity
