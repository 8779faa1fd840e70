#pragma once

#include "identity/sts/call.hpp"

#include <dynaco/errors.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// What to do about an error of AssumeRole, by its code; empty for an unknown code. The texts are about the
/// identity that assumes the role.
[[nodiscard]] std::string_view remedy_for_role(const sts_error& e) noexcept;
/// What to do about an error of AssumeRoleWithWebIdentity, by its code; empty for an unknown code. The texts
/// are about the token.
[[nodiscard]] std::string_view remedy_for_token(const sts_error& e) noexcept;

/// A failure with errc::credentials_failed. Its detail has `whom`, the status, the error of STS and the
/// remedy. STS may repeat parts of the request, so only the first line of its message is used, without
/// `secrets`.
[[nodiscard]] failure refused_by_sts(const std::string& whom, const sts_reply& reply, std::string_view remedy,
                                     std::initializer_list<std::string_view> secrets);

}  // namespace dynaco::identity
