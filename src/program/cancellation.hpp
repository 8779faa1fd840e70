#pragma once

#include <dynaco/errors.hpp>

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

namespace dynaco::program {

/// True for the failure of work that was cancelled. If the signal comes between two calls, Asio itself throws
/// at the next `co_await`, and not the call.
[[nodiscard]] inline bool is_cancellation(const boost::system::system_error& why) {
    return why.code() == errc::canceled || why.code() == boost::asio::error::operation_aborted;
}

}  // namespace dynaco::program
