#pragma once

#include <dynaco/errors.hpp>

#include <openssl/x509_vfy.h>

#include <memory>
#include <string>

namespace dynaco::transport {

using certificate_store = std::shared_ptr<X509_STORE>;

/// Returns the certificate authorities of `ca_file` (PEM), or those of the system if it is empty. Clients
/// that exist at the same time share them: reading the usual file takes 20 ms and 1 MB. They are read again
/// when the file has changed. Thread-safe. Fails with errc::invalid_ca_file.
[[nodiscard]] result<certificate_store> authorities_of(const std::string& ca_file);

}  // namespace dynaco::transport
