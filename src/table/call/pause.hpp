#pragma once

#include <dynaco/client.hpp>
#include <dynaco/errors.hpp>

#include <chrono>

namespace dynaco::table_calls {

/// `client::pause` between calls of an operation. Asio ends what is awaited after a cancellation by an
/// exception of its own; callers know errors only. `about` is what else the error says.
/// @throws error  errc::canceled; errc::deadline_exceeded if the client's `until` has passed
awaitable<void> pause(client db, std::chrono::milliseconds ceiling, diagnostics about);

}  // namespace dynaco::table_calls
