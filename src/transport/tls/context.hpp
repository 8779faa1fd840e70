#pragma once

#include <dynaco/errors.hpp>

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <string>

namespace dynaco::transport {

/// Makes a context for TLS 1.2 or newer. The server is verified against the system's CAs, or only against
/// those of `ca_file` (PEM) if it is set. `verify` false disables this. Fails with errc::invalid_ca_file.
[[nodiscard]] result<std::shared_ptr<boost::asio::ssl::context>> make_tls_context(const std::string& ca_file,
                                                                                  bool verify);

}  // namespace dynaco::transport
