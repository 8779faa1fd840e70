#pragma once

#include <memory>
#include <string>

namespace dynaco::test {

enum class certificate_kind {
    valid,                ///< for `localhost` and 127.0.0.1
    expired,              ///< for `localhost` and 127.0.0.1, but it expired
    wrong_host,           ///< only for another host name
    self_signed,          ///< for `localhost`, but not signed by the authority
    no_alternative_name,  ///< `localhost` is only the common name of its subject
};

struct certificate {
    std::string certificate_pem;
    std::string key_pem;
};

/// A new certificate authority for one test.
class certificate_authority {
 public:
    certificate_authority();
    ~certificate_authority();
    certificate_authority(const certificate_authority&) = delete;
    certificate_authority& operator=(const certificate_authority&) = delete;

    /// The certificate of the authority, which clients must trust.
    [[nodiscard]] std::string pem() const;
    /// Makes a key and a server certificate.
    [[nodiscard]] certificate issue(certificate_kind kind) const;

 private:
    struct identity;
    std::unique_ptr<identity> self_;
};

}  // namespace dynaco::test
