#pragma once

#include "transport/open_connection.hpp"

#include <memory>

namespace dynaco::transport {

/// `open_connection` with a time limit, for whoever has no pool. It ends in time also where the system's
/// resolver does not: what that is doing is left behind, and keeps the `io_context` busy until it ends.
///
/// Fails as `open_connection`, and with errc::connect_timed_out (the detail says in which step) and canceled.
/// Runs in one strand, on which the cancellation must be emitted. `to` must live until it is done.
awaitable<result<std::unique_ptr<connection>>> open_in_time(const origin& to,
                                                            std::shared_ptr<const connection_setup> setup,
                                                            steady_time until);

}  // namespace dynaco::transport
