#pragma once

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <chrono>

namespace dynaco::table_calls {

/// Waits with `client::pause` between the calls of an operation. Throws `dynaco::error` after a cancellation,
/// where Asio would throw its own exception. `about` is added to the error.
awaitable<void> pause(client db, std::chrono::milliseconds ceiling, diagnostics about);

}  // namespace dynaco::table_calls
