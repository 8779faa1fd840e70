#pragma once

#include "identity/machine/machine.hpp"

#include <dynaco/observing.hpp>

#include <memory>

namespace dynaco::detail {

/// What is to be explained, and where.
struct explain_request {
    client_options options{};
    explain_options how{};
    identity::machine machine{};
};

/// See the public function.
[[nodiscard]] boost::asio::awaitable<identity_report> explain(std::shared_ptr<const explain_request> what);

}  // namespace dynaco::detail
