#pragma once

#include "identity/machine/environment.hpp"
#include "transport/effects.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string>

namespace dynaco::identity {

/// What a source gave.
struct loaded_credentials {
    credentials keys{};
    /// Rather expired than none: the service decides (static stability of instance metadata).
    bool outlive_expiration = false;
    std::string origin{};  ///< Where they come from, for people: "instance metadata, role web-server".
};

/// Loads credentials, anew each time; a `refreshing` provider decides when. Used by one load at a time.
class credentials_source {
 public:
    credentials_source() = default;
    credentials_source(const credentials_source&) = delete;
    credentials_source& operator=(const credentials_source&) = delete;
    virtual ~credentials_source() = default;

    /// Can be cancelled (terminal). Fails with errc::missing_credentials (nothing is configured),
    /// credentials_failed (what is configured failed: the detail says what, why and the remedy),
    /// credentials_expired (a login has to be refreshed by its user), invalid_configuration, and what
    /// `http_client` fails with.
    virtual boost::asio::awaitable<result<loaded_credentials>> load() = 0;
};

/// A provider that loads from `source` when it is first asked, keeps what it got and refreshes it before it
/// expires.
[[nodiscard]] std::shared_ptr<credentials_provider> refreshing(std::shared_ptr<credentials_source> source,
                                                               std::shared_ptr<detail::effects> world);

/// The credentials that an environment holds, or which variable is missing.
[[nodiscard]] result<credentials> credentials_of(const environment& env);

}  // namespace dynaco::identity
