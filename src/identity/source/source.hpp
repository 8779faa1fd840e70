#pragma once

#include "identity/machine/environment.hpp"
#include "transport/effects.hpp"

#include <dynaco/credentials.hpp>
#include <dynaco/errors.hpp>

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <string>

namespace dynaco::identity {

/// Credentials that a source returned.
struct loaded_credentials {
    credentials keys{};
    /// The credentials stay in use after their expiration if a load fails; the service then decides (static
    /// stability of instance metadata).
    bool outlive_expiration = false;
    /// Where the credentials come from, as text: "instance metadata, role web-server".
    std::string origin{};
};

/// Loads credentials from one place, without caching them. A `refreshing` provider decides when to load. Not
/// thread-safe: only one load runs at a time.
class credentials_source {
 public:
    credentials_source() = default;
    credentials_source(const credentials_source&) = delete;
    credentials_source& operator=(const credentials_source&) = delete;
    virtual ~credentials_source() = default;

    /// Loads credentials. Can be cancelled (terminal).
    ///
    /// Fails with errc::missing_credentials: the source is not configured. errc::credentials_failed: the
    /// source failed; the detail says what happened and what to do. errc::credentials_expired: the user must
    /// log in again. errc::invalid_configuration. Also fails with the errors of `http_client`.
    virtual boost::asio::awaitable<result<loaded_credentials>> load() = 0;
};

/// A provider that loads from `source` at the first call, caches the credentials and refreshes them before
/// they expire.
[[nodiscard]] std::shared_ptr<credentials_provider> refreshing(std::shared_ptr<credentials_source> source,
                                                               std::shared_ptr<detail::effects> world);

/// The credentials in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_ACCOUNT_ID.
///
/// Fails with errc::missing_credentials: a key is not set; the detail names the variable.
[[nodiscard]] result<credentials> credentials_of(const environment& env);

}  // namespace dynaco::identity
