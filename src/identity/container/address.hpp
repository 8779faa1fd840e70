#pragma once

#include "identity/machine/environment.hpp"
#include "transport/origin.hpp"

#include <dynaco/errors.hpp>

#include <boost/asio/ip/address.hpp>

#include <string>

namespace dynaco::identity {

/// The endpoint of a container's credentials.
struct container_address {
    transport::origin origin{};
    std::string target = "/";  ///< Path and query, as in the request line.
    /// The host is a name and TLS is not used. The name must be resolved first: a request is allowed only if
    /// `may_be_asked_plainly` accepts all its addresses.
    bool must_be_resolved = false;
};

/// The endpoint in AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, a path at ECS's http://169.254.170.2; if that is
/// not set, in AWS_CONTAINER_CREDENTIALS_FULL_URI. Blank variables count as not set.
///
/// Fails with errc::missing_credentials: neither is set. errc::invalid_configuration: the URI is not
/// valid, or it has an address that is not allowed without TLS.
[[nodiscard]] result<container_address> find_container_address(const environment& env);

/// Whether credentials may be requested from `address` without TLS: it is this machine (127.0.0.0/8, ::1), or
/// the host of ECS tasks (169.254.170.2) or EKS pods (169.254.170.23, fd00:ec2::23).
[[nodiscard]] bool may_be_asked_plainly(const boost::asio::ip::address& address);

/// The failure for a full URI whose host `name` has the address `address`, which is not allowed without TLS.
[[nodiscard]] failure may_not_be_asked_plainly(const std::string& name,
                                               const boost::asio::ip::address& address);

/// "http://169.254.170.2/v2/credentials": the URL without the query, which may contain secrets.
[[nodiscard]] std::string text_of(const container_address& where);

}  // namespace dynaco::identity
