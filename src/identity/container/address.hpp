#pragma once

#include "identity/machine/environment.hpp"
#include "transport/origin.hpp"

#include <dynaco/errors.hpp>

#include <boost/asio/ip/address.hpp>

#include <string>

namespace dynaco::identity {

/// Where a container's credentials are.
struct container_address {
    transport::origin origin{};
    std::string target = "/";  ///< Path and query, as on the request line.
    /// The host is a name and there is no TLS: it may be asked if all its addresses `may_be_asked_plainly`.
    bool must_be_resolved = false;
};

/// What AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, a path at ECS's http://169.254.170.2, says; else
/// AWS_CONTAINER_CREDENTIALS_FULL_URI. Blank variables count as not set.
///
/// Fails with errc::missing_credentials if neither is set, and with errc::invalid_configuration for one that
/// is not valid, or names an address that may not be asked without TLS.
[[nodiscard]] result<container_address> find_container_address(const environment& env);

/// Whether credentials may come from `address` without TLS: it is this machine, or the host of ECS's tasks or
/// EKS's pods (127.0.0.0/8, ::1, 169.254.170.2, 169.254.170.23, fd00:ec2::23).
[[nodiscard]] bool may_be_asked_plainly(const boost::asio::ip::address& address);

/// The refusal of a full URI, `name` of whose host stands for `address`.
[[nodiscard]] failure may_not_be_asked_plainly(const std::string& name,
                                               const boost::asio::ip::address& address);

/// "http://169.254.170.2/v2/credentials"; without the query, which may hold secrets.
[[nodiscard]] std::string text_of(const container_address& where);

}  // namespace dynaco::identity
