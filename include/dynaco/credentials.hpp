#pragma once

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

/// Whether requests go to a host of their account's own
/// ("123456789012.ddb.eu-west-1.amazonaws.com"), which AWS recommends: it can treat accounts apart. Only the
/// commercial regions have such hosts, and none for FIPS.
enum class account_id_endpoint_mode : std::uint8_t {
    preferred,  ///< Where the account is known and has such a host.
    required,   ///< Or fail, with errc::invalid_configuration.
    disabled,   ///< To the region's host; for networks that let only known host names through.
};

/// An AWS identity. Printing shows the access key id only. Without an access key id: nobody's, requests are
/// sent unsigned.
struct credentials {
    std::string access_key_id{};
    secret secret_access_key{};
    secret session_token{};  ///< For temporary credentials.
    std::optional<std::chrono::system_clock::time_point> expiration{};
    std::string account_id{};  ///< 12 digits; empty: not known.

    friend std::ostream& operator<<(std::ostream&, const credentials&);
};

/// Where a client gets its credentials from, before each attempt.
///
/// An implementation keeps what it has loaded and gives out immutable snapshots; it must be safe to use from
/// many threads.
class credentials_provider {
 public:
    credentials_provider() = default;
    credentials_provider(const credentials_provider&) = delete;
    credentials_provider& operator=(const credentials_provider&) = delete;
    virtual ~credentials_provider() = default;

    /// What `get` would give without waiting, else null. Asked first: a provider that has its credentials at
    /// hand saves each call the detour that lets a deadline interrupt `get`. By default, null.
    [[nodiscard]] virtual std::shared_ptr<const credentials> cached() noexcept { return nullptr; }
    /// The credentials to sign with now; never null. Fails with errc::missing_credentials and the like.
    ///
    /// Runs on a strand of the call's executor. A call that reaches its deadline or is cancelled cancels this
    /// (terminal) and does not wait for its end.
    virtual boost::asio::awaitable<result<std::shared_ptr<const credentials>>> get() = 0;
    /// Told when the service refuses what `get` or `cached` gave, since it has expired or is not known: the
    /// next `get` should load anew if it would give the same. Called at most once per call, which is then
    /// tried again if `get` gives another access key. By default, does nothing.
    virtual void refused(const std::shared_ptr<const credentials>& which) noexcept;
};

/// Always the same credentials.
[[nodiscard]] std::shared_ptr<credentials_provider> static_credentials(std::string access_key_id,
                                                                       secret secret_access_key,
                                                                       secret session_token = {},
                                                                       std::string account_id = {});

/// Nobody's: requests are sent without a signature. DynamoDB refuses them; compatible services may not.
[[nodiscard]] std::shared_ptr<credentials_provider> anonymous_credentials();

/// AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, read once, here. Blank ones count as
/// missing; what is missing is told by the error of the first call.
[[nodiscard]] std::shared_ptr<credentials_provider> environment_credentials();

/// Keeps what `own` gives until it expires, as dynaco's own providers do: `own` has to override `get` only.
///
/// All who need credentials at the same time share one `get`, which none of them cancels; it is cancelled
/// after 60 s. Credentials that expire are renewed in the background in the last quarter of their life, 15
/// minutes before its end at the earliest; in the last sixth, 10 minutes at most, calls wait for that.
/// While they have not expired a failure is nobody's; then it is that of all who ask, and `get` is called
/// again after about a second. What the service refuses is asked for anew, once in 10 s at most. Exceptions
/// of `own` are failures.
///
/// Fails with what `own` fails with; with errc::credentials_expired if it gives expired credentials; with
/// errc::credentials_failed if it takes too long, throws or gives none.
[[nodiscard]] std::shared_ptr<credentials_provider> cached_credentials(
    std::shared_ptr<credentials_provider> own);

/// Asks a person for the six digits of a multi-factor device, whose serial number or ARN it is given.
///
/// Runs as part of a load, which may take a minute in all, and is cancelled with it; what it throws fails the
/// load. It must suspend while it waits for the person, rather than block its thread.
using mfa_code_source = std::function<boost::asio::awaitable<std::string>(std::string serial)>;

/// Which role to assume, and how (STS AssumeRole).
struct assume_role_options {
    std::string role_arn{};  ///< "arn:aws:iam::123456789012:role/reader"
    /// 2 to 64 letters, digits and "_+=,.@-"; CloudTrail shows it. Else "dynaco-" and the seconds since 1970.
    std::string role_session_name{};
    std::string external_id{};        ///< What the owner of the role wants to be told; empty: nothing.
    std::chrono::seconds duration{};  ///< 15 min to 12 h, as the role allows; zero: STS's own, an hour.
    std::string mfa_serial{};         ///< Of a multi-factor device, if the role asks for one.
    mfa_code_source mfa{};            ///< Asked for its code each time that credentials are loaded.
    std::string region{};             ///< Of STS; else the region of the environment or profile.
};

/// The credentials of a role that `base` may assume, renewed before they expire; `base` may be such a role
/// too.
///
/// STS is where AWS_ENDPOINT_URL_STS, the profile or the region say; the environment is read here, the shared
/// files at each load. Nothing is asked before credentials are needed. Calls fail with
/// errc::credentials_failed if STS refuses (the text says what to change) or a code is needed and
/// `options.mfa` gives none; invalid_configuration for what STS would not take; missing_region; as `base`
/// fails; and as connections do. Credentials of `base` that have expired by STS's word are asked for once
/// more.
[[nodiscard]] std::shared_ptr<credentials_provider> assume_role_credentials(
    std::shared_ptr<credentials_provider> base, const assume_role_options& options);

/// How to look for credentials.
struct default_credentials_options {
    /// Of the shared config and credentials files; then the environment's access keys do not count. Else
    /// AWS_PROFILE, else "default".
    std::string profile{};
    /// Of STS, for roles; else the region of the environment or profile.
    std::string region{};
    /// Asked for the code of a multi-factor device where a profile has an `mfa_serial`, each time that the
    /// role is assumed. Without it such a profile is an error.
    mfa_code_source mfa{};
};

/// The credentials that the AWS CLI and SDKs would use here. What is configured first in this list counts:
///
/// 1. AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY,
/// 2. the profile: a role, a web identity, IAM Identity Center (`aws sso login`), `aws login`, a program, or
///    access keys,
/// 3. AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN (Kubernetes service accounts),
/// 4. the container: an ECS task's role, EKS Pod Identity,
/// 5. the EC2 instance's role, unless AWS_EC2_METADATA_DISABLED is true.
///
/// One that is configured and fails is an error, no reason to ask the next. The environment is read when the
/// provider is made; the shared files, whenever credentials are loaded: first when they are needed, then
/// before they expire. errc::missing_credentials says of each source why it has none.
[[nodiscard]] std::shared_ptr<credentials_provider> default_credentials(
    const default_credentials_options& options = {});

/// The credentials of a profile of the shared config and credentials files, and of nothing else; empty:
/// AWS_PROFILE, else "default". `options.profile` does not count.
[[nodiscard]] std::shared_ptr<credentials_provider> profile_credentials(
    std::string name, const default_credentials_options& options = {});

/// Which role to assume with a token of OpenID Connect (STS AssumeRoleWithWebIdentity). What is empty is
/// taken from the environment as it is when the provider is made, else from the profile.
struct web_identity_options {
    std::string role_arn{};    ///< Else AWS_ROLE_ARN, `role_arn`.
    std::string token_file{};  ///< Else AWS_WEB_IDENTITY_TOKEN_FILE, `web_identity_token_file`.
    /// Else AWS_ROLE_SESSION_NAME, `role_session_name`, "dynaco-" and the seconds since 1970.
    std::string role_session_name{};
    std::string region{};  ///< Of STS; else the region of the environment or profile.
};

/// The credentials of a role for whoever holds the token (Kubernetes service accounts, GitHub Actions),
/// renewed before they expire. The file is read anew at each load, since whoever mounts it replaces it.
///
/// Calls fail with errc::missing_credentials if no role or file is configured, credentials_failed if the file
/// is not there or STS refuses the token (the text says what to change), invalid_configuration,
/// missing_region; and as connections do.
[[nodiscard]] std::shared_ptr<credentials_provider> web_identity_credentials(
    const web_identity_options& options = {});

/// Which role of which account to use as a user of IAM Identity Center who has logged in (`aws sso login`).
struct sso_options {
    std::string session{};     ///< Name of the `sso-session` section; empty: the older kind of profile.
    std::string start_url{};   ///< "https://example.awsapps.com/start"
    std::string region{};      ///< Of IAM Identity Center.
    std::string account_id{};  ///< 12 digits.
    std::string role_name{};
    std::string profile{};  ///< For messages, without a session: what to log in with; else the selected one.
};

/// The role's credentials, renewed before they expire. The login itself is renewed where it belongs to a
/// session; if it has expired, a call fails with errc::credentials_expired, which says what to run.
[[nodiscard]] std::shared_ptr<credentials_provider> sso_credentials(const sso_options& options);

/// A session of `aws login`.
struct login_options {
    std::string session{};  ///< The ARN that a profile's `login_session` names.
    std::string region{};   ///< Of the sign-in service; else the region of the environment or profile.
    std::string profile{};  ///< For messages: what to run to log in again; may be empty.
};

/// The session's credentials, renewed before they expire.
[[nodiscard]] std::shared_ptr<credentials_provider> login_credentials(const login_options& options);

/// A program that prints credentials (`credential_process`).
struct process_options {
    std::string command{};     ///< For `sh -c`; may hold secrets, hence it is never repeated in messages.
    std::string account_id{};  ///< Where the program does not say; empty: not known.
    std::chrono::milliseconds timeout{60'000};  ///< The program is killed then.
};

/// What the program prints, renewed before it expires; for good if it does not say when that is.
[[nodiscard]] std::shared_ptr<credentials_provider> process_credentials(const process_options& options);

/// The credentials of this container: an ECS task's role, or EKS Pod Identity, as
/// AWS_CONTAINER_CREDENTIALS_RELATIVE_URI, AWS_CONTAINER_CREDENTIALS_FULL_URI and
/// AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE or AWS_CONTAINER_AUTHORIZATION_TOKEN say when the provider is made.
/// The token file is read anew at each load. Renewed before they expire.
[[nodiscard]] std::shared_ptr<credentials_provider> container_credentials();

/// How to ask EC2's instance metadata service (IMDS). What is left empty is taken from the environment, then
/// the profile.
struct instance_options {
    /// "http://169.254.169.254"; else AWS_EC2_METADATA_SERVICE_ENDPOINT, `ec2_metadata_service_endpoint`;
    /// else AWS's own of the `endpoint_mode`.
    std::string endpoint{};
    /// "IPv4" or "IPv6", in any case; else AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE,
    /// `ec2_metadata_service_endpoint_mode`; else IPv4.
    std::string endpoint_mode{};
    /// Connecting and answering, each; else AWS_METADATA_SERVICE_TIMEOUT, `metadata_service_timeout`
    /// (seconds); else 1 s.
    std::chrono::milliseconds timeout{};
    /// Else AWS_METADATA_SERVICE_NUM_ATTEMPTS, `metadata_service_num_attempts`; else 3.
    int max_attempts = 0;
    /// Whether IMDSv1, which any program that can be made to fetch a URL can ask as well, may be used where
    /// the service has no version 2; else AWS_EC2_METADATA_V1_DISABLED=false,
    /// `ec2_metadata_v1_disabled = false`; else not.
    std::optional<bool> allow_v1{};
};

/// The credentials of the role of this EC2 instance, renewed before they expire. If that fails, the old ones
/// are used on, even beyond their expiration: the service decides.
[[nodiscard]] std::shared_ptr<credentials_provider> instance_credentials(
    const instance_options& options = {});

}  // namespace dynaco
