#pragma once

#include "transport/context_end.hpp"
#include "transport/effects.hpp"

#include <dynaco/credentials.hpp>

#include <memory>

namespace dynaco::detail {

using credentials_answer = result<std::shared_ptr<const credentials>>;

/// Requests credentials from a provider, at most until `deadline` or the caller's cancellation. Then the
/// provider is cancelled. A provider that ignores this continues in the background.
///
/// Fails with the provider's failure; errc::missing_credentials if the provider throws;
/// errc::deadline_exceeded; errc::canceled; or errc::client_closed if the context of `provider_runs_on` ends.
/// The deadline is kept on the caller's executor.
///
/// The provider runs on `provider_runs_on`, the client's executor. A load that several calls wait for must
/// not depend on a context that only one of them runs. Without it, the provider runs on the caller's
/// executor.
[[nodiscard]] boost::asio::awaitable<credentials_answer> ask_credentials(
    std::shared_ptr<credentials_provider> provider, std::shared_ptr<effects> world,
    transport::steady_time deadline, std::shared_ptr<transport::context_executor> provider_runs_on = nullptr);

}  // namespace dynaco::detail
