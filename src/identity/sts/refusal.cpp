#include "identity/sts/refusal.hpp"

#include "identity/source/failure.hpp"

#include <algorithm>
#include <array>

namespace dynaco::identity {
namespace {

struct remedy {
    std::string_view code, text;
};

constexpr std::string_view throttled =
    "STS throttles this account: share one provider to send fewer requests";
constexpr std::string_view check_secret = "check the secret access key and this machine's clock";

constexpr auto of_roles = std::to_array<remedy>({
    {"AccessDenied",
     "the trust policy of the role must allow this identity (with the external ID or the multi-factor device "
     "that the policy requires), and this identity's own policies must allow sts:AssumeRole on the role"},
    {"ExpiredToken", "the credentials that assume the role have expired: get new ones"},
    {"ExpiredTokenException", "the credentials that assume the role have expired: get new ones"},
    {"InvalidClientTokenId", "STS does not know the access key that assumes the role: check it"},
    {"UnrecognizedClientException", "STS does not know the access key that assumes the role: check it"},
    {"SignatureDoesNotMatch", check_secret},
    {"InvalidSignatureException", check_secret},
    {"IncompleteSignature", check_secret},
    {"RequestTimeTooSkewed", "set this machine's clock"},
    {"RegionDisabledException",
     "activate STS for this region in the account settings of IAM, or use another region"},
    {"ValidationError",
     "check the role ARN, session name, external ID and duration: a role has a maximum session duration, "
     "which is one hour if another role's credentials assume it"},
    {"Throttling", throttled},
    {"ThrottlingException", throttled},
    {"RequestLimitExceeded", throttled},
});

constexpr auto of_tokens = std::to_array<remedy>({
    {"AccessDenied",
     "the trust policy of the role must allow sts:AssumeRoleWithWebIdentity to the token's "
     "issuer, for its subject and audience"},
    {"ExpiredTokenException",
     "the token has expired: the program that writes the file (in Kubernetes, the kubelet) must write a new "
     "one"},
    {"ExpiredToken",
     "the token has expired: the program that writes the file (in Kubernetes, the kubelet) must write a new "
     "one"},
    {"InvalidIdentityToken",
     "the role's account must have an IAM identity provider for the token's issuer "
     "and audience"},
    {"IDPCommunicationError",
     "STS could not reach the token's issuer, whose keys must be public: retry later"},
    {"IDPRejectedClaim", "the token's issuer rejected the token: get a new one"},
    {"RegionDisabledException",
     "activate STS for this region in the account settings of IAM, or use another region"},
    {"ValidationError",
     "check the role ARN, the session name, and that the token file contains one JSON Web Token"},
    {"Throttling", throttled},
    {"ThrottlingException", throttled},
    {"RequestLimitExceeded", throttled},
});

template <std::size_t N>
std::string_view find(const std::array<remedy, N>& all, std::string_view code) noexcept {
    const auto* const at = std::ranges::find(all, code, &remedy::code);
    return at == all.end() ? std::string_view() : at->text;
}

// The first line of the message, of limited length, without secrets and control characters.
std::string presentable(std::string message, std::initializer_list<std::string_view> secrets) {
    constexpr std::string_view hidden = "***";
    constexpr std::size_t most = 512;
    for (const std::string_view each : secrets)
        for (auto at = message.find(each); !each.empty() && at != std::string::npos;
             at = message.find(each, at + hidden.size()))
            message.replace(at, each.size(), hidden);
    message.resize(std::min(message.find_first_of("\r\n"), message.size()));
    std::ranges::replace_if(
        message, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; }, ' ');
    if (message.size() <= most) return message;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(message[end]) & 0xc0U) == 0x80) --end;  // whole characters
    message.resize(end);
    return message + "...";
}

}  // namespace

std::string_view remedy_for_role(const sts_error& e) noexcept { return find(of_roles, e.code); }
std::string_view remedy_for_token(const sts_error& e) noexcept { return find(of_tokens, e.code); }

failure refused_by_sts(const std::string& whom, const sts_reply& reply, std::string_view remedy,
                       std::initializer_list<std::string_view> secrets) {
    std::string text = "HTTP status " + std::to_string(reply.status);
    if (reply.error.code.empty())
        text += " without an STS error: check the endpoint, and whether a proxy responds instead of STS";
    else
        (text += ", ") += presentable(reply.error.code, secrets);
    if (!reply.error.message.empty()) (text += ": ") += presentable(reply.error.message, secrets);
    if (!reply.clock_remark.empty()) (text += "; ") += reply.clock_remark;
    if (!remedy.empty()) (text += "; ") += remedy;
    if (!reply.error.request_id.empty())
        ((text += " (request id ") += presentable(reply.error.request_id, secrets)) += ')';
    return failed_at(whom, text);
}

}  // namespace dynaco::identity
