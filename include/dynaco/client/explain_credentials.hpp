#pragma once

#include <dynaco/client/client_options.hpp>
#include <dynaco/client/identity_report.hpp>

#include <boost/asio/awaitable.hpp>

namespace dynaco {

/// How far to go.
struct explain_options {
    bool load = true;  ///< False: say where credentials would come from, and ask nobody for them.
};

/// Finds out what a client with these options would be: profile, files, region, endpoints, account and
/// credentials, each with where it comes from, which sources of credentials were passed over and why. For
/// support and start-up logs; `dynaco whoami` prints it.
///
/// What is wrong is a line of the report, not a failure; nothing is thrown but std::bad_alloc. Secrets are
/// left out and access key ids shortened. Loads the credentials once, as the first call of a client would;
/// sends nothing to DynamoDB. `options` may die before the result is awaited.
[[nodiscard]] boost::asio::awaitable<identity_report> explain_credentials(const client_options& options,
                                                                          explain_options how = {});
/// The same for a client without options.
[[nodiscard]] boost::asio::awaitable<identity_report> explain_credentials();

}  // namespace dynaco
