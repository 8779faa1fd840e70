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

/// What was learnt by asking for a token, which version 2 of the instance metadata service wants with each
/// request.
struct instance_token {
    secret text{};
    bool is_v1 = false;  ///< The service has no version 2 and `instance_access::allow_v1` allows the other.
};

/// What the outcome of PUT /latest/api/token means. Overwrites the reply's body.
///
/// Fails with errc::missing_credentials where nobody answers, since then this is most likely no EC2 instance;
/// errc::credentials_failed, with the remedy, for a refusal and for the time-out that a hop limit of 1 brings
/// about in containers; and with what `http_client` fails with.
[[nodiscard]] result<instance_token> read_instance_token(result<wire::response> outcome,
                                                         const instance_access& access);

/// Asks the instance metadata service a few things in a row, with one token. A session is for one load: it is
/// over long before its token's six hours are. For one coroutine at a time.
class instance_session {
 public:
    instance_session(instance_access access, std::shared_ptr<http_client> http,
                     std::shared_ptr<detail::effects> world);

    /// GET of "/latest/meta-data/…". A token that is refused (401) is replaced once.
    ///
    /// @returns the reply, of whatever status. Fails as `read_instance_token` does, and with what
    /// `http_client` fails with, time-outs being errc::credentials_failed.
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
