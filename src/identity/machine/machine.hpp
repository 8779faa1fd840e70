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

/// Everything outside the process that credentials and settings need, as an argument so that tests can
/// replace it.
struct machine {
    environment env{};
    std::shared_ptr<file_access> files{};
    std::shared_ptr<process_runner> processes{};
    std::shared_ptr<detail::effects> world{};
    std::shared_ptr<http_client> http{};
    std::shared_ptr<refreshed_tokens> refreshed = std::make_shared<refreshed_tokens>();
};

/// The machine that this process runs on. Its environment is copied by this call; files are read when they
/// are needed. The CA file (AWS_CA_BUNDLE) and the proxies (HTTPS_PROXY, NO_PROXY) for HTTP requests are
/// those of the environment.
[[nodiscard]] machine this_machine();

}  // namespace dynaco::identity
