#pragma once

#include "transport/transport.hpp"

#include <boost/asio/any_io_executor.hpp>

#include <memory>
#include <optional>
#include <string_view>

namespace dynaco::detail {

/// Makes an exchange for a call that runs on another execution context than the client.
///
/// The exchange runs on `client_runs_on`, the client's executor. It owns the connection, its lender, and
/// copies of `head` and `body`. The caller waits on its own executor, at most until `deadline` or its
/// cancellation, also if nobody runs the client's context. Then the exchange is cancelled, and `connection`
/// is empty.
///
/// Fails with the failure of the exchange; errc::attempt_timed_out; errc::canceled; or errc::client_closed if
/// the client's context ends. `nothing_sent` is true if the exchange had not begun.
[[nodiscard]] boost::asio::awaitable<transport::exchange_result> distant_exchange(
    boost::asio::any_io_executor client_runs_on, std::shared_ptr<transport::transport> lender,
    std::optional<transport::lease>& connection, std::string_view head, std::string_view body,
    transport::steady_time deadline);

}  // namespace dynaco::detail
