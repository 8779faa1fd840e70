#pragma once

#include "transport/context_end.hpp"
#include "transport/effects.hpp"

#include <dynaco/credentials.hpp>

#include <memory>

namespace dynaco::detail {

using credentials_answer = result<std::shared_ptr<const credentials>>;

/// Asks a provider for credentials, until `deadline` or the caller's cancellation at most: then the provider
/// is cancelled, and one that ignores that is left behind to end by itself. Fails with the provider's
/// failure, errc::missing_credentials for an exception of its own, deadline_exceeded, canceled, or
/// client_closed if the context of `provider_runs_on` ends. The deadline is kept on the caller's executor.
/// The provider runs on `provider_runs_on`, the client's executor: a load that several calls wait for must
/// not depend on a context that only one of them runs. Without it, on the caller's.
[[nodiscard]] boost::asio::awaitable<credentials_answer> ask_credentials(
    std::shared_ptr<credentials_provider> provider, std::shared_ptr<effects> world,
    transport::steady_time deadline, std::shared_ptr<transport::context_executor> provider_runs_on = nullptr);

}  // namespace dynaco::detail
