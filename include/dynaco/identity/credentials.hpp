#pragma once

#include <dynaco/core/result.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

namespace dynaco {

/// An AWS identity. Printing shows the access key id only.
struct credentials {
    std::string access_key_id{};
    std::string secret_access_key{};
    std::string session_token{};  ///< For temporary credentials.
    std::optional<std::chrono::system_clock::time_point> expiration{};
    std::string account_id{};

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
};

/// Always the same credentials.
[[nodiscard]] std::shared_ptr<credentials_provider> static_credentials(std::string access_key_id,
                                                                       std::string secret_access_key,
                                                                       std::string session_token = {});

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, read once, here. Blank ones count as
/// missing; what is missing is told by the error of the first call.
[[nodiscard]] std::shared_ptr<credentials_provider> environment_credentials();

}  // namespace dynaco
