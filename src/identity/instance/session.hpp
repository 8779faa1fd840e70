#pragma once

#include "identity/instance/access.hpp"
#include "identity/machine/http.hpp"
#include "identity/source/attempts.hpp"
#include "transport/effects.hpp"
#include "wire/response.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <string>

namespace dynaco::identity {

/// The result of a request for a token. Version 2 of the instance metadata service requires a token with each
/// request.
struct instance_token {
    secret text{};
    bool is_v1 = false;  ///< The service has no version 2, and `instance_access::allow_v1` allows version 1.
};

/// Reads the token from the outcome of PUT /latest/api/token. Overwrites the body of the response.
///
/// Fails with errc::missing_credentials: the service cannot be reached, so this is probably not an EC2
/// instance. errc::credentials_failed: the service refused the request, or the response timed out, which a
/// hop limit of 1 causes in containers; the detail says what to do. Also fails with the other errors of
/// `http_client`.
[[nodiscard]] result<instance_token> read_instance_token(result<wire::response> outcome,
                                                         const instance_access& access);

/// Sends several requests to the instance metadata service with one token. A session is for one load, which
/// ends long before the token expires after six hours. For one coroutine at a time.
class instance_session {
 public:
    instance_session(instance_access access, std::shared_ptr<http_client> http,
                     std::shared_ptr<detail::effects> world);

    /// Sends a GET of "/latest/meta-data/…". If the token is refused (status 401), gets a new one once and
    /// repeats the request.
    ///
    /// @returns the response with any status. Fails with the errors of `read_instance_token`, and with those
    /// of `http_client`; a timeout causes errc::credentials_failed.
    boost::asio::awaitable<result<wire::response>> get(std::string path);

    [[nodiscard]] const std::string& whom() const noexcept { return whom_; }

 private:
    boost::asio::awaitable<result<void>> refresh_token();
    boost::asio::awaitable<result<wire::response>> send(const http_request& request);
    [[nodiscard]] http_request request(const char* method, const std::string& path) const;

    const instance_access access_;
    const std::shared_ptr<http_client> http_;
    const std::shared_ptr<detail::effects> world_;
    const std::string whom_;
    std::optional<instance_token> token_{};
};

}  // namespace dynaco::identity
