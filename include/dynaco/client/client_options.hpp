#pragma once

#include <dynaco/client/node_options.hpp>
#include <dynaco/identity/account_id_endpoint_mode.hpp>
#include <dynaco/identity/assume_role_credentials.hpp>
#include <dynaco/identity/credentials.hpp>
#include <dynaco/retry/retry_policy.hpp>

#include <chrono>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace dynaco {

class observer;

/// How a client is set up. What is left empty is taken from the environment, then from the profile in the
/// shared config and credentials files (~/.aws/config, ~/.aws/credentials, or where AWS_CONFIG_FILE and
/// AWS_SHARED_CREDENTIALS_FILE say). Both are read when the client is made; the files again when credentials
/// are loaded or renewed, and at no other time.
struct client_options {
    /// "eu-west-1"; else AWS_REGION, AWS_DEFAULT_REGION, the profile's `region`; else, where credentials come
    /// from EC2's instance metadata, the instance's. "local" is http://localhost:8000. Not needed with an
    /// endpoint of your own.
    std::string region{};
    /// "http://localhost:8000"; else AWS_ENDPOINT_URL_DYNAMODB, AWS_ENDPOINT_URL, `endpoint_url` of
    /// `dynamodb` in the section that the profile's `services` names, the profile's `endpoint_url`; else
    /// AWS's endpoint of the region.
    std::string endpoint{};
    /// Of DynamoDB Streams. Else, if `endpoint` is given: that, with the name of AWS's streams host if it is
    /// one of AWS's own hosts; else AWS_ENDPOINT_URL_DYNAMODB_STREAMS and the others as for `endpoint`.
    std::string streams_endpoint{};
    /// Leave out the endpoints that the environment and the profile configure; else
    /// AWS_IGNORE_CONFIGURED_ENDPOINT_URLS, `ignore_configured_endpoint_urls`.
    bool ignore_configured_endpoints = false;
    /// AWS's FIPS 140 endpoints; else AWS_USE_FIPS_ENDPOINT, `use_fips_endpoint`, unless an endpoint is
    /// configured.
    std::optional<bool> use_fips{};
    /// AWS's endpoints for IPv4 and IPv6; else AWS_USE_DUALSTACK_ENDPOINT, `use_dualstack_endpoint`, unless
    /// an endpoint is configured.
    std::optional<bool> use_dual_stack{};
    /// Else AWS_ACCOUNT_ID_ENDPOINT_MODE, `account_id_endpoint_mode`; else preferred. The account is that of
    /// the credentials, or of the ARN that is given as a table's name.
    std::optional<dynaco::account_id_endpoint_mode> account_id_endpoint_mode{};

    /// Several nodes that serve alike, instead of `endpoint`: ScyllaDB's Alternator and other engines.
    node_options alternator{};

    /// Of the shared files; else AWS_PROFILE, else "default". If it is named here, it counts before access
    /// keys of the environment.
    std::string profile{};
    /// Else the first that is configured of: AWS_ACCESS_KEY_ID and its like, the profile, a web identity, the
    /// container's role, the EC2 instance's role; see `default_credentials`.
    std::shared_ptr<credentials_provider> credentials{};
    /// Asked for the code of a multi-factor device, where the profile's role wants one.
    mfa_code_source mfa{};

    /// PEM file of the certificate authorities to trust instead of the system's; else AWS_CA_BUNDLE,
    /// `ca_bundle`.
    std::string ca_file{};
    /// False: any certificate will do. For experiments only.
    bool verify_tls = true;

    /// "http://proxy:3128", perhaps with "user:password@"; else HTTPS_PROXY (HTTP_PROXY for a plain
    /// endpoint), unless NO_PROXY excepts the endpoint's host or that is this machine. "none": no proxy
    /// whatever the environment says. The proxy is spoken to in plain HTTP and asked for a tunnel (CONNECT),
    /// for plain endpoints too; it sees host names, not requests.
    std::string proxy{};

    /// Open connections at most, to all endpoints together; calls beyond that wait in line.
    std::size_t max_connections = 64;
    /// Open connections at most to one endpoint; 0: `max_connections`.
    std::size_t max_connections_per_endpoint = 0;
    /// Calls that wait in line for a connection at most; more fail at once with errc::too_many_waiting.
    std::size_t max_waiting_calls = 100'000;
    /// DNS, TCP and TLS together.
    std::chrono::milliseconds connect_timeout{3100};
    /// Waiting in line for a connection.
    std::chrono::milliseconds pool_timeout{10'000};
    /// From sending a request to the last byte of its reply.
    std::chrono::milliseconds attempt_timeout{10'000};
    /// One call in all: credentials, waiting, connecting, attempts and the pauses between them.
    std::chrono::milliseconds deadline{60'000};
    /// Idle connections are closed after this; DynamoDB does so after about 60 s.
    std::chrono::milliseconds idle_timeout{50'000};
    /// A connection older than this, give or take a tenth, is not used again, so that load follows changes of
    /// DNS. Zero: no limit.
    std::chrono::milliseconds max_connection_age{600'000};
    /// A host with several addresses is tried at the next one when the one before has not answered for this
    /// long (RFC 8305, "Connection Attempt Delay").
    std::chrono::milliseconds connection_attempt_delay{250};
    /// Else AWS_RETRY_MODE, `retry_mode` and AWS_MAX_ATTEMPTS, `max_attempts` for what is left at its
    /// default.
    retry_policy retry{};
    /// Sign with the service's clock where this machine's is wrong; AWS_DISABLE_CLOCK_SKEW_CORRECTION=true
    /// or `disable_clock_skew_correction = true` switches it off, too.
    bool correct_clock_skew = true;

    /// Bytes of a reply's body at most, compressed and decompressed. BatchGetItem may return 16 MB of items,
    /// more as JSON.
    std::size_t max_reply_size = std::size_t{64} * 1024 * 1024;
    /// Ask for replies compressed with gzip: less to transfer, more to compute.
    bool accept_gzip = false;
    /// Names the application in the User-Agent header; else AWS_SDK_UA_APP_ID, `sdk_ua_app_id`. What is
    /// beyond 50 characters is not sent.
    std::string app_id{};
    /// Put before the table names of schemas ("test-" makes "test-accounts"); names that are given at run
    /// time are taken as they are.
    std::string table_prefix{};
    /// Headers to send with every request, for proxies and gateways; they are not signed. A header that
    /// dynaco or HTTP sets itself, or a name or value that is none, is errc::invalid_argument.
    std::map<std::string, std::string> extra_headers{};
    /// Is told of every attempt, retry and call; see observer.hpp.
    std::shared_ptr<dynaco::observer> observer{};
};

/// What may differ from call to call. What is left at its default is the client's own.
struct call_options {
    std::chrono::milliseconds deadline{};
    std::chrono::milliseconds attempt_timeout{};
    /// All that is done with this client ends by then: calls, pages, batches with their pauses, waiting for
    /// tables. Each call keeps its own deadline, too.
    std::chrono::steady_clock::time_point until = std::chrono::steady_clock::time_point::max();
    int max_attempts = 0;  ///< See `retry_policy` for this and the next two.
    std::optional<bool> retry_ambiguous_writes{};
    std::optional<bool> retry_transaction_conflicts{};
};

}  // namespace dynaco
