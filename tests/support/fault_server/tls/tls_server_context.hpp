#pragma once

#include "support/fault_server/tls/certificates.hpp"
#include "support/fault_server/tls/tls_options.hpp"

#include <boost/asio/ssl/context.hpp>

namespace dynaco::test {

/// An OpenSSL server context with the certificate of `authority` that `options` describe.
[[nodiscard]] boost::asio::ssl::context tls_server_context(const certificate_authority& authority,
                                                           const tls_options& options);

}  // namespace dynaco::test
