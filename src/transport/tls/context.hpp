#pragma once

#include <dynaco/errors.hpp>

#include <boost/asio/ssl/context.hpp>

#include <memory>
#include <string>

namespace dynaco::transport {

/// TLS 1.2 or newer, the server verified against the system's CAs or, if given, those of `ca_file` alone
/// (PEM).
[[nodiscard]] result<std::shared_ptr<boost::asio::ssl::context>> make_tls_context(const std::string& ca_file,
                                                                                  bool verify);

}  // namespace dynaco::transport
