#pragma once

#include <memory>
#include <string>

namespace dynaco::test {

enum class certificate_kind {
    valid,                ///< for `localhost` and 127.0.0.1
    expired,              ///< the same, but its time was over yesterday
    wrong_host,           ///< for another host name only
    self_signed,          ///< for `localhost`, but not signed by the authority
    no_alternative_name,  ///< `localhost` is only the common name of its subject
};

struct certificate {
    std::string certificate_pem;
    std::string key_pem;
};

/// A throw-away certificate authority, made when it is constructed.
class certificate_authority {
 public:
    certificate_authority();
    ~certificate_authority();
    certificate_authority(const certificate_authority&) = delete;
    certificate_authority& operator=(const certificate_authority&) = delete;

    /// The authority's own certificate, which clients shall trust.
    [[nodiscard]] std::string pem() const;
    /// Makes a key and a server certificate.
    [[nodiscard]] certificate issue(certificate_kind kind) const;

 private:
    struct identity;
    std::unique_ptr<identity> self_;
};

}  // namespace dynaco::test
