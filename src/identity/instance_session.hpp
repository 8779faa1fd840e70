#pragma once

#include "identity/http_attempts.hpp"
#include "identity/http_client.hpp"
#include "identity/instance_access.hpp"
#include "identity/instance_token.hpp"
#include "transport/effects.hpp"

#include <dynaco/core/result.hpp>

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <optional>
#include <string>

namespace dynaco::identity {

/// Asks the instance metadata service a few things in a row, with one token. A session is for one load: it is
/// over long before its token's six hours are. For one coroutine at a time.
class instance_session {
 public:
    instance_session(instance_access access, std::shared_ptr<http_client> http,
                     std::shared_ptr<effects> world);

    /// GET of "/latest/meta-data/…". A token that is refused (401) is replaced once.
    ///
    /// @returns the reply, of whatever status. Fails as `read_instance_token` does, and with what
    /// `http_client` fails with, time-outs being errc::credentials_failed.
    boost::asio::awaitable<result<wire::response>> get(std::string path);

    [[nodiscard]] const std::string& whom() const noexcept { return whom_; }

 private:
    boost::asio::awaitable<result<void>> renew_token();
    boost::asio::awaitable<result<wire::response>> send(const http_request& request);
    [[nodiscard]] http_request request(const char* method, const std::string& path) const;

    const instance_access access_;
    const std::shared_ptr<http_client> http_;
    const std::shared_ptr<effects> world_;
    const std::string whom_;
    std::optional<instance_token> token_{};
};

}  // namespace dynaco::identity
