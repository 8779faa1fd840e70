#pragma once

#include <dynaco/client/client.hpp>

#include <chrono>
#include <string>

namespace dynaco::table_calls {

/// `client::pause` between calls of an operation. Asio ends what is awaited after a cancellation by an
/// exception of its own; callers know errors only.
/// @throws error  errc::canceled; errc::deadline_exceeded if the client's `until` has passed
awaitable<void> pause(client db, std::chrono::milliseconds ceiling, std::string operation, std::string table);

}  // namespace dynaco::table_calls
