#pragma once

#include <dynaco/detail/core/requirements.hpp>
#include <dynaco/errors.hpp>
#include <dynaco/types.hpp>

#include <boost/asio/awaitable.hpp>

#include <chrono>
#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

namespace dynaco {

/// Whether requests are sent to the host of their AWS account, for example
/// "123456789012.ddb.eu-west-1.amazonaws.com". AWS recommends these hosts, because they separate accounts
/// from each other. Only the commercial regions have them, and not for FIPS.
enum class account_id_endpoint_mode : std::uint8_t {
    preferred,  ///< To the account's host if the account is known and has one, else to the region's host.
    required,   ///< To the account's host; without one the call fails with errc::invalid_configuration.
    disabled,   ///< To the region's host; for networks that permit only known host names.
};

/// An AWS identity: an access key, perhaps temporary. If `access_key_id` is empty, requests are not signed.
struct credentials {
    std::string access_key_id{};  ///< "AKIAIOSFODNN7EXAMPLE"; not secret. Empty: anonymous.
    secret secret_access_key{};   ///< The key that requests are signed with.
    secret session_token{};       ///< The token of temporary credentials; empty for others.
    /// When the credentials expire, by the system clock. Default: not set, they do not expire.
    std::optional<std::chrono::system_clock::time_point> expiration{};
    std::string account_id{};  ///< The AWS account, 12 digits; empty: not known.

    /// Prints the access key ID, and no secret.
    friend std::ostream& operator<<(std::ostream&, const credentials&);
};

/// An object that returns the credentials of a client. A client requests them before each attempt.
///
/// Derive from it to write your own provider. It must be safe to use from many threads. It should keep what
/// it has loaded and return shared, immutable snapshots; `cached_credentials` adds this to a provider that
/// has only `get`. Many clients may share a provider.
class credentials_provider {
 public:
    /// For derived classes.
    credentials_provider() = default;
    /// Not copyable.
    credentials_provider(const credentials_provider&) = delete;
    /// Not assignable.
    credentials_provider& operator=(const credentials_provider&) = delete;
    /// Destroys the provider.
    virtual ~credentials_provider() = default;

    /// Returns the credentials if they are in memory, else null. By default, null.
    ///
    /// A client calls it before `get`, and calls `get` only if it returns null. It must not block. Overriding
    /// it makes calls cheaper, because a deadline never has to interrupt it.
    [[nodiscard]] virtual std::shared_ptr<const credentials> cached() noexcept { return nullptr; }
    /// Returns the credentials to sign with now, never null, or a failure such as
    /// errc::missing_credentials. It may also throw.
    ///
    /// It runs on a strand of the client's executor. A call that reaches its deadline or is cancelled cancels
    /// `get` (terminal cancellation) and does not wait for its end.
    virtual boost::asio::awaitable<result<std::shared_ptr<const credentials>>> get() = 0;
    /// Reports that the service refused the credentials `which`, because they have expired or are not known.
    /// By default, does nothing.
    ///
    /// The next `get` should load new credentials instead of returning `which` again. It is called at most
    /// once for each call. The call is then retried if `get` returns another access key.
    virtual void refused(const std::shared_ptr<const credentials>& which) noexcept;
};

/// A provider that always returns the given credentials. `session_token` is for temporary credentials;
/// `account_id` has 12 digits or is empty. If one of the keys is blank, calls fail with
/// errc::missing_credentials.
[[nodiscard]] std::shared_ptr<credentials_provider> static_credentials(std::string access_key_id,
                                                                       secret secret_access_key,
                                                                       secret session_token = {},
                                                                       std::string account_id = {});

/// A provider for requests without a signature. DynamoDB refuses them; compatible services may accept them.
[[nodiscard]] std::shared_ptr<credentials_provider> anonymous_credentials();

/// A provider that returns AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN and AWS_ACCOUNT_ID.
/// They are read once, by this function. A blank key counts as not set. If one of the two keys is missing,
/// calls fail with errc::missing_credentials; the text names the variable.
[[nodiscard]] std::shared_ptr<credentials_provider> environment_credentials();

/// A provider that keeps the credentials of `own` in memory and refreshes them before they expire, as
/// dynaco's own providers do. `own` only needs to override `get`. Thread-safe.
///
/// Calls that need credentials at the same time share one `get` of `own`. Cancelling a call does not cancel
/// this `get`; it is cancelled after 60 s. Credentials that expire are refreshed in the background in the
/// last quarter of their lifetime, at most 15 minutes before they expire. In the last sixth, at most 10
/// minutes, calls wait for the refresh. While the credentials are valid, a failed refresh does not make calls
/// fail. When they have expired, the calls that wait for a refresh fail with its error, and `get` is called
/// again after about a second. If the service refuses the credentials, they are loaded again, at most once in
/// 10 s.
///
/// Calls fail with the failure of `own`; with errc::credentials_expired if `own` returns expired credentials;
/// with errc::credentials_failed if `own` takes too long, throws an exception or returns null.
[[nodiscard]] std::shared_ptr<credentials_provider> cached_credentials(
    std::shared_ptr<credentials_provider> own);

/// A function that asks the user for the code of a multi-factor device: six digits. Its argument is the
/// serial number or the ARN of the device.
///
/// It runs as part of loading the credentials, which may take 60 s in total, and is cancelled with it. If it
/// throws an exception, the load fails. It should suspend while it waits for the user, not block its thread.
using mfa_code_source = std::function<boost::asio::awaitable<std::string>(std::string serial)>;

/// The role that `assume_role_credentials` assumes (STS AssumeRole).
struct assume_role_options {
    std::string role_arn{};  ///< The ARN of the role: "arn:aws:iam::123456789012:role/reader".
    /// The name of the session, which CloudTrail shows: 2 to 64 letters, digits and "_+=,.@-". If empty:
    /// "dynaco-" and the seconds since 1970.
    std::string role_session_name{};
    std::string external_id{};        ///< The external ID that the owner of the role requires; empty: none.
    std::chrono::seconds duration{};  ///< 15 min to 12 h, within the role's limit; zero: STS's default, 1 h.
    std::string mfa_serial{};         ///< The multi-factor device, if the role requires one; empty: none.
    mfa_code_source mfa{};            ///< Returns the code of the device, each time credentials are loaded.
    std::string region{};  ///< The region of STS; if empty: the region of the environment or the profile.
};

/// A provider for the credentials of a role that `base` may assume. They are refreshed before they expire.
/// `base` may itself be a role. Thread-safe; nothing is sent before credentials are needed.
///
/// The endpoint of STS is that of AWS_ENDPOINT_URL_STS, the profile or the region. The environment is read by
/// this function, the shared files at each load. If STS reports that the credentials of `base` have expired,
/// they are requested from `base` again, once.
///
/// Calls fail with errc::credentials_failed if STS refuses (the text says what to change) or if the role
/// needs a code and `options.mfa` returns none; errc::invalid_configuration for a value that STS does not
/// accept; errc::missing_region; the failure of `base`; and the errors of connections.
[[nodiscard]] std::shared_ptr<credentials_provider> assume_role_credentials(
    std::shared_ptr<credentials_provider> base, const assume_role_options& options);

/// How `default_credentials` and `profile_credentials` look for credentials.
struct default_credentials_options {
    /// The profile in the shared files. If set, the access keys of the environment are ignored. If empty:
    /// AWS_PROFILE; then "default".
    std::string profile{};
    /// The region of STS, for roles. If empty: the region of the environment or the profile.
    std::string region{};
    /// Returns the code of a multi-factor device if a profile has an `mfa_serial`, each time that the role is
    /// assumed. If it is not set, a profile with an `mfa_serial` is an error.
    mfa_code_source mfa{};
};

/// A provider for the credentials that the AWS CLI and the AWS SDKs would use on this machine. Thread-safe.
/// It uses the first source of this list that is configured:
///
/// 1. AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,
/// 2. the profile: a role, a web identity, IAM Identity Center (`aws sso login`), `aws login`, a program, or
///    access keys,
/// 3. AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN (Kubernetes service accounts),
/// 4. the container: an ECS task's role, EKS Pod Identity,
/// 5. the EC2 instance's role, unless AWS_EC2_METADATA_DISABLED is true.
///
/// If that source fails, the call fails; the next source is not used. The environment is read by this
/// function. The shared files are read each time that credentials are loaded: when they are first needed and
/// before they expire. If no source is configured, calls fail with errc::missing_credentials, whose text has
/// a reason for each source.
[[nodiscard]] std::shared_ptr<credentials_provider> default_credentials(
    const default_credentials_options& options = {});

/// A provider for the credentials of one profile of the shared files; other sources are not used. If `name`
/// is empty: AWS_PROFILE; then "default". `options.profile` is ignored. The files are read at each load.
/// Thread-safe.
[[nodiscard]] std::shared_ptr<credentials_provider> profile_credentials(
    std::string name, const default_credentials_options& options = {});

/// The role that `web_identity_credentials` assumes with a token of OpenID Connect (STS
/// AssumeRoleWithWebIdentity). Fields that are empty are filled from the environment when the provider is
/// made, then from the profile.
struct web_identity_options {
    std::string role_arn{};  ///< The ARN of the role; if empty: AWS_ROLE_ARN, `role_arn`.
    /// The path of the token; if empty: AWS_WEB_IDENTITY_TOKEN_FILE, `web_identity_token_file`.
    std::string token_file{};
    /// The name of the session; if empty: AWS_ROLE_SESSION_NAME, `role_session_name`; then "dynaco-" and the
    /// seconds since 1970.
    std::string role_session_name{};
    std::string region{};  ///< The region of STS; if empty: the region of the environment or the profile.
};

/// A provider for the credentials of a role that the owner of a token may assume (Kubernetes service
/// accounts, GitHub Actions). They are refreshed before they expire. The token file is read at each load,
/// because its content changes. Thread-safe.
///
/// Calls fail with errc::missing_credentials if no role or file is configured; errc::credentials_failed if
/// the file does not exist or STS refuses the token (the text says what to change);
/// errc::invalid_configuration; errc::missing_region; and the errors of connections.
[[nodiscard]] std::shared_ptr<credentials_provider> web_identity_credentials(
    const web_identity_options& options = {});

/// The account and the role that a user of IAM Identity Center gets after `aws sso login`.
struct sso_options {
    std::string session{};     ///< The `sso-session` section; empty for the older kind of profile.
    std::string start_url{};   ///< The start URL: "https://example.awsapps.com/start".
    std::string region{};      ///< The region of IAM Identity Center.
    std::string account_id{};  ///< The account of the role, 12 digits.
    std::string role_name{};   ///< The name of the role.
    /// The name of the profile for the advice in error texts ("aws sso login --profile ..."). Used if
    /// `session` is empty. Empty: the selected profile.
    std::string profile{};
};

/// A provider for the credentials of a role of IAM Identity Center, refreshed before they expire.
/// Thread-safe.
///
/// If the login belongs to a session, it is refreshed, too. If the login has expired, calls fail with
/// errc::credentials_expired; the text names the command to run.
[[nodiscard]] std::shared_ptr<credentials_provider> sso_credentials(const sso_options& options);

/// A session of `aws login`.
struct login_options {
    std::string session{};  ///< The ARN that `login_session` of a profile names.
    /// The sign-in service's region; if empty: the region of the environment or the profile.
    std::string region{};
    std::string profile{};  ///< The name of the profile for the advice in error texts. May be empty.
};

/// A provider for the credentials of a session of `aws login`, refreshed before they expire. Thread-safe.
[[nodiscard]] std::shared_ptr<credentials_provider> login_credentials(const login_options& options);

/// A program that prints credentials (`credential_process`).
///
/// If the program fails, the error's text has the beginning of its standard error: at most 512 bytes on one
/// line. Values that look like secrets are replaced by `***`, but a program should not print secrets there.
struct process_options {
    /// The command line for `sh -c`. It may contain secrets, so error texts never repeat it.
    std::string command{};
    std::string account_id{};  ///< The account if the program does not print it; empty: not known.
    std::chrono::milliseconds timeout{60'000};  ///< The program is killed after this time. Default: 60 s.
};

/// A provider for the credentials that a program prints. They are refreshed before they expire; if the
/// program does not print an expiration, they are kept. Thread-safe.
[[nodiscard]] std::shared_ptr<credentials_provider> process_credentials(const process_options& options);

/// A provider for the credentials of this container: an ECS task's role or EKS Pod Identity. They are
/// refreshed before they expire. Thread-safe.
///
/// The variables AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, AWS_CONTAINER_CREDENTIALS_FULL_URI,
/// AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE and AWS_CONTAINER_AUTHORIZATION_TOKEN are read by this function.
/// The token file is read at each load.
[[nodiscard]] std::shared_ptr<credentials_provider> container_credentials();

/// How to use EC2's instance metadata service (IMDS). Fields that are not set are filled from the
/// environment, then from the profile.
struct instance_options {
    /// The URL of the service: "http://169.254.169.254". If empty: AWS_EC2_METADATA_SERVICE_ENDPOINT,
    /// `ec2_metadata_service_endpoint`; then AWS's URL for `endpoint_mode`.
    std::string endpoint{};
    /// "IPv4" or "IPv6"; the case does not matter. If empty: AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE,
    /// `ec2_metadata_service_endpoint_mode`; then IPv4.
    std::string endpoint_mode{};
    /// The timeout for connecting, and also for the response. If zero: AWS_METADATA_SERVICE_TIMEOUT,
    /// `metadata_service_timeout` (both in seconds); then 1 s.
    std::chrono::milliseconds timeout{};
    /// The limit of attempts. If zero: AWS_METADATA_SERVICE_NUM_ATTEMPTS, `metadata_service_num_attempts`;
    /// then 3.
    int max_attempts = 0;
    /// Whether IMDSv1 may be used if the service has no version 2. IMDSv1 is less safe: a program that can be
    /// tricked into fetching a URL can read the credentials. If not set: AWS_EC2_METADATA_V1_DISABLED=false,
    /// `ec2_metadata_v1_disabled = false`; then not allowed.
    std::optional<bool> allow_v1{};
};

/// A provider for the credentials of the role of this EC2 instance, refreshed before they expire.
/// Thread-safe.
///
/// If a refresh fails, the old credentials stay in use, even after they expired: DynamoDB decides whether to
/// accept them.
[[nodiscard]] std::shared_ptr<credentials_provider> instance_credentials(
    const instance_options& options = {});

}  // namespace dynaco
