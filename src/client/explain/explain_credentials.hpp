#pragma once

#include "identity/machine/machine.hpp"

#include <dynaco/observing.hpp>

#include <memory>

namespace dynaco::detail {

/// The options to explain, and the machine to explain them on.
struct explain_request {
    client_options options{};
    explain_options how{};
    identity::machine machine{};
};

/// Reports where the configuration and the credentials come from. Implements `dynaco::explain_credentials`.
[[nodiscard]] boost::asio::awaitable<identity_report> explain(std::shared_ptr<const explain_request> what);

}  // namespace dynaco::detail
