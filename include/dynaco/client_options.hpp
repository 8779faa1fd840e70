#pragma once

#include <dynaco/credentials.hpp>
#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/detail/retry/policy.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <cstddef>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace dynaco {

/// The nodes of a cluster in which each node can serve every request, such as ScyllaDB with Alternator.
///
/// Requests are sent to the nodes in turn. A node that fails is skipped for about a second, then for twice as
/// long after each further failure, at most for half a minute.
struct node_options {
    /// URLs of some or all nodes, for example "http://10.0.0.1:8000": all http:// or all https://, without a
    /// path. Default: empty, the client uses one endpoint. An invalid URL causes errc::invalid_endpoint.
    std::vector<std::string> nodes{};
    /// How often the client requests the list of nodes from a node (GET /localnodes), in the background;
    /// after a node failed, the request is sent earlier. Default: 60 s. The nodes in the list get the scheme
    /// and the port of the node that sent it. Zero: never; `nodes` is the whole list. Use zero for engines
    /// without this request.
    std::chrono::milliseconds refresh_interval{60'000};
    /// The data centre whose nodes are used. Default: empty, the data centre of the node that sends the list.
    std::string datacenter{};
    /// The rack whose nodes are used. Default: empty, all racks of the data centre.
    std::string rack{};
};

class observer;

/// The settings of a client.
///
/// Fields that are left empty are filled from the environment, then from the profile in the shared config and
/// credentials files (~/.aws/config and ~/.aws/credentials, or the paths in AWS_CONFIG_FILE and
/// AWS_SHARED_CREDENTIALS_FILE). Both are read when the client is made. The files are also read each time
/// that credentials are loaded. Each field names the variable and the profile's setting that it is filled
/// from.
struct client_options {
    /// The AWS region, for example "eu-west-1". If empty: AWS_REGION, AWS_DEFAULT_REGION, `region` of the
    /// profile; then the region of the EC2 instance, if the credentials come from its metadata. "local" means
    /// http://localhost:8000. A client with its own endpoint does not need a region.
    std::string region{};
    /// The URL of DynamoDB, for example "http://localhost:8000". If empty: AWS_ENDPOINT_URL_DYNAMODB,
    /// AWS_ENDPOINT_URL, `endpoint_url` of `dynamodb` in the section that the profile's `services` names,
    /// `endpoint_url` of the profile; then AWS's endpoint for the region.
    std::string endpoint{};
    /// The URL of DynamoDB Streams. If empty and `endpoint` is set: the same URL, but with AWS's host for
    /// streams if `endpoint` has a host of AWS. If both are empty: AWS_ENDPOINT_URL_DYNAMODB_STREAMS, then
    /// the settings that `endpoint` names.
    std::string streams_endpoint{};
    /// True: the endpoints in the environment and in the profile are ignored. Default: false, then
    /// AWS_IGNORE_CONFIGURED_ENDPOINT_URLS and `ignore_configured_endpoint_urls` decide.
    bool ignore_configured_endpoints = false;
    /// Whether to use AWS's FIPS 140 endpoints. If not set and no endpoint is configured:
    /// AWS_USE_FIPS_ENDPOINT, `use_fips_endpoint`; then false. True together with your own endpoint causes
    /// errc::invalid_configuration.
    std::optional<bool> use_fips{};
    /// Whether to use AWS's endpoints for IPv4 and IPv6. If not set and no endpoint is configured:
    /// AWS_USE_DUALSTACK_ENDPOINT, `use_dualstack_endpoint`; then false. True together with your own endpoint
    /// causes errc::invalid_configuration.
    std::optional<bool> use_dual_stack{};
    /// Whether requests are sent to the host of their AWS account. If not set: AWS_ACCOUNT_ID_ENDPOINT_MODE,
    /// `account_id_endpoint_mode`; then preferred. The account is that of the credentials, or of the ARN that
    /// is used as a table's name.
    std::optional<dynaco::account_id_endpoint_mode> account_id_endpoint_mode{};

    /// The nodes of a cluster (ScyllaDB's Alternator or another engine), instead of `endpoint`. If both are
    /// set: errc::invalid_argument.
    node_options alternator{};

    /// The profile in the shared files. If empty: AWS_PROFILE; then "default". A profile that is named here
    /// has precedence over the access keys of the environment.
    std::string profile{};
    /// The credentials provider. If null: the first source that is configured of the environment's access
    /// keys, the profile, a web identity, the container's role, the EC2 instance's role; see
    /// `default_credentials`.
    std::shared_ptr<credentials_provider> credentials{};
    /// Returns the code of a multi-factor device if the role of the profile requires one. Default: none, a
    /// role that requires a code fails with an error.
    mfa_code_source mfa{};

    /// The PEM file of the certificate authorities to trust, instead of those of the system. If empty:
    /// AWS_CA_BUNDLE, `ca_bundle`.
    std::string ca_file{};
    /// Whether to verify the server's certificate. Default: true. False accepts any certificate and is for
    /// experiments only.
    bool verify_tls = true;

    /// The URL of an HTTP proxy: "http://proxy:3128" or "http://user:password@proxy:3128". If empty:
    /// HTTPS_PROXY (HTTP_PROXY for a plain endpoint), except if NO_PROXY names the host of the endpoint or
    /// the host is this machine. "none": no proxy, and the environment is ignored. The client sends CONNECT
    /// to the proxy in plain HTTP, also for plain endpoints. The proxy sees host names but not the requests.
    std::string proxy{};

    /// The limit of open connections to all endpoints together, at least 1. Default: 64. More calls wait in
    /// the connection pool's queue.
    std::size_t max_connections = 64;
    /// The limit of open connections to one endpoint, at most `max_connections`. Default: 0, which means
    /// `max_connections`.
    std::size_t max_connections_per_endpoint = 0;
    /// The limit of calls that wait for a connection. Default: 100 000. More calls fail at once with
    /// errc::too_many_waiting.
    std::size_t max_waiting_calls = 100'000;
    /// The timeout for opening a connection: DNS, TCP and TLS together. Default: 3.1 s.
    std::chrono::milliseconds connect_timeout{3100};
    /// The timeout for waiting in the connection pool's queue; after it: errc::pool_timed_out. Default: 10 s.
    std::chrono::milliseconds pool_timeout{10'000};
    /// The timeout of one attempt, from sending the request to the last byte of its response. Default: 10 s.
    std::chrono::milliseconds attempt_timeout{10'000};
    /// The timeout of a whole call: credentials, waiting, connecting, attempts and the backoff between them.
    /// Default: 60 s.
    std::chrono::milliseconds deadline{60'000};
    /// A connection that was not used for this time is closed. Default: 50 s, because DynamoDB closes idle
    /// connections after about 60 s.
    std::chrono::milliseconds idle_timeout{50'000};
    /// A connection that is older than this, plus or minus a tenth, is not used again, so that the load
    /// follows changes of DNS. Default: 10 min. Zero: no limit.
    std::chrono::milliseconds max_connection_age{600'000};
    /// How long to wait for one address of a host before the next address is tried, too (RFC 8305,
    /// "Connection Attempt Delay"). Default: 250 ms. Values below 10 ms count as 10 ms.
    std::chrono::milliseconds connection_attempt_delay{250};
    /// When and how often failed attempts are retried. Fields with their default value are filled from
    /// AWS_RETRY_MODE, `retry_mode` and AWS_MAX_ATTEMPTS, `max_attempts`.
    retry_policy retry{};
    /// Whether requests are signed with the service's time if the clock of this machine is wrong. Default:
    /// true. AWS_DISABLE_CLOCK_SKEW_CORRECTION=true and `disable_clock_skew_correction = true` switch it off,
    /// too.
    bool correct_clock_skew = true;

    /// The limit of bytes in the body of a response, compressed and decompressed; a larger one causes
    /// errc::reply_too_large. Default: 64 MiB. BatchGetItem returns up to 16 MB of items, which are larger as
    /// JSON.
    std::size_t max_reply_size = std::size_t{64} * 1024 * 1024;
    /// Whether to request responses that are compressed with gzip: fewer bytes, but more CPU time. Default:
    /// false.
    bool accept_gzip = false;
    /// The name of the application in the User-Agent header. If empty: AWS_SDK_UA_APP_ID, `sdk_ua_app_id`.
    /// Only its first 50 characters are sent.
    std::string app_id{};
    /// A text before the table names of schemas: "test-" makes "test-accounts". Table names that are given at
    /// run time do not get it. Default: empty.
    std::string table_prefix{};
    /// Headers to add to every request, for proxies and gateways. They are not signed. Invalid names and
    /// values, and headers that dynaco or HTTP sets, are errc::invalid_argument.
    std::map<std::string, std::string> extra_headers{};
    /// Receives an event for each call, attempt and retry; see observing.hpp. Default: null, no observer.
    std::shared_ptr<dynaco::observer> observer{};
};

/// Limits for some calls of a client (`client::with`). A field with its default value means the client's own
/// setting.
struct call_options {
    /// The timeout of a call. Zero: `client_options::deadline`.
    std::chrono::milliseconds deadline{};
    /// The timeout of an attempt. Zero: `client_options::attempt_timeout`.
    std::chrono::milliseconds attempt_timeout{};
    /// The deadline for everything that is done with this client: calls, pages, batches with their pauses,
    /// waits for tables. Each call also keeps its own deadline. Default: no such deadline.
    std::chrono::steady_clock::time_point until = std::chrono::steady_clock::time_point::max();
    /// The limit of attempts of a call. Zero: `retry_policy::max_attempts`.
    int max_attempts = 0;
    /// Replaces `retry_policy::retry_ambiguous_writes`, if set.
    std::optional<bool> retry_ambiguous_writes{};
    /// Replaces `retry_policy::retry_transaction_conflicts`, if set.
    std::optional<bool> retry_transaction_conflicts{};
};

/// A line of an `identity_report`: one setting of a client.
struct identity_line {
    std::string what{};    ///< The name of the setting: "region", "credentials".
    std::string value{};   ///< Its value: "eu-west-1"; if `wrong`, the error and what to do.
    std::string source{};  ///< Where it comes from: "environment variable AWS_REGION"; may be empty.
    bool wrong = false;    ///< True if calls fail because of this setting.
};

/// The result of `explain_credentials`. Contains no secrets.
struct identity_report {
    std::vector<identity_line> lines{};  ///< The settings, in the order in which they are printed.

    /// True if no line is wrong.
    [[nodiscard]] bool ok() const noexcept;

    /// Prints a line of text for each setting: "region             eu-west-1 (environment variable
    /// AWS_REGION)".
    friend std::ostream& operator<<(std::ostream&, const identity_report&);
};

/// The options of `explain_credentials`.
struct explain_options {
    /// Whether to load the credentials. Default: true. False only finds out their source.
    bool load = true;
};

/// Finds out the settings that a client with `options` would use: profile, files, region, endpoints, account
/// and credentials, where each comes from, and why other sources of credentials are not used. For support
/// and for logs at the start of a program; `dynaco whoami` prints it.
///
/// A wrong setting is a line of the report, not an error; the only exception is std::bad_alloc. Secrets are
/// left out, and access key IDs are shortened. Loads the credentials once, like the first call of a client.
/// Sends nothing to DynamoDB. `options` may be destroyed before the result is awaited.
[[nodiscard]] boost::asio::awaitable<identity_report> explain_credentials(const client_options& options,
                                                                          explain_options how = {});
/// Finds out the settings that a client with default options would use, and loads its credentials. A wrong
/// setting is a line of the report, not an error.
[[nodiscard]] boost::asio::awaitable<identity_report> explain_credentials();

}  // namespace dynaco
