#pragma once

#include "transport/effects.hpp"

#include <dynaco/identity/credentials.hpp>

#include <memory>

namespace dynaco {

using credentials_answer = result<std::shared_ptr<const credentials>>;

/// Asks a provider for credentials, until `deadline` or the caller's cancellation at most: then the provider
/// is cancelled, and one that does not heed that is left behind to end by itself. Fails with what the
/// provider says, errc::missing_credentials for an exception of its own, deadline_exceeded or canceled.
[[nodiscard]] boost::asio::awaitable<credentials_answer> ask_credentials(
    std::shared_ptr<credentials_provider> provider, std::shared_ptr<effects> world,
    transport::steady_time deadline);

}  // namespace dynaco
