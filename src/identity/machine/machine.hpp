#pragma once

#include "identity/machine/environment.hpp"
#include "identity/machine/file_access.hpp"
#include "identity/machine/http.hpp"
#include "identity/machine/process_runner.hpp"
#include "identity/machine/refreshed_tokens.hpp"
#include "transport/effects.hpp"

#include <memory>
#include <string>

namespace dynaco::identity {

/// Everything outside that credentials and settings come from, as an argument.
struct machine {
    environment env{};
    std::shared_ptr<file_access> files{};
    std::shared_ptr<process_runner> processes{};
    std::shared_ptr<detail::effects> world{};
    std::shared_ptr<http_client> http{};
    std::shared_ptr<refreshed_tokens> refreshed = std::make_shared<refreshed_tokens>();
};

/// This machine's: its environment as it is now, its files as they are when they are read. What HTTPS needs
/// (AWS_CA_BUNDLE) and proxies (HTTPS_PROXY, NO_PROXY) are taken from the environment.
[[nodiscard]] machine this_machine();

}  // namespace dynaco::identity
