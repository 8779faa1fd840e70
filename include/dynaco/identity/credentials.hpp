#pragma once

#include <dynaco/core/result.hpp>
#include <dynaco/core/secret.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

namespace dynaco {

/// An AWS identity. Printing shows the access key id only. Without an access key id: nobody's, requests are
/// sent unsigned.
struct credentials {
    std::string access_key_id{};
    secret secret_access_key{};
    secret session_token{};  ///< For temporary credentials.
    std::optional<std::chrono::system_clock::time_point> expiration{};
    std::string account_id{};  ///< 12 digits; empty: not known.

    friend std::ostream& operator<<(std::ostream&, const credentials&);
};

/// Where a client gets its credentials from, before each attempt.
///
/// An implementation keeps what it has loaded and gives out immutable snapshots; it must be safe to use from
/// many threads.
class credentials_provider {
 public:
    credentials_provider() = default;
    credentials_provider(const credentials_provider&) = delete;
    credentials_provider& operator=(const credentials_provider&) = delete;
    virtual ~credentials_provider() = default;

    /// What `get` would give without waiting, else null. Asked first: a provider that has its credentials at
    /// hand saves each call the detour that lets a deadline interrupt `get`. By default, null.
    [[nodiscard]] virtual std::shared_ptr<const credentials> cached() noexcept { return nullptr; }
    /// The credentials to sign with now; never null. Fails with errc::missing_credentials and the like.
    ///
    /// Runs on a strand of the call's executor. A call that reaches its deadline or is cancelled cancels this
    /// (terminal) and does not wait for its end.
    virtual boost::asio::awaitable<result<std::shared_ptr<const credentials>>> get() = 0;
    /// Told when the service refuses what `get` or `cached` gave, since it has expired or is not known: the
    /// next `get` should load anew if it would give the same. Called at most once per call, which is then
    /// tried again if `get` gives another access key. By default, does nothing.
    virtual void refused(const std::shared_ptr<const credentials>& which) noexcept;
};

/// Always the same credentials.
[[nodiscard]] std::shared_ptr<credentials_provider> static_credentials(std::string access_key_id,
                                                                       secret secret_access_key,
                                                                       secret session_token = {},
                                                                       std::string account_id = {});

/// Nobody's: requests are sent without a signature. DynamoDB refuses them; compatible services may not.
[[nodiscard]] std::shared_ptr<credentials_provider> anonymous_credentials();

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, read once, here. Blank ones count as
/// missing; what is missing is told by the error of the first call.
[[nodiscard]] std::shared_ptr<credentials_provider> environment_credentials();

}  // namespace dynaco
