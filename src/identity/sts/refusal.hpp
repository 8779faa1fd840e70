#pragma once

#include "identity/sts/call.hpp"

#include <dynaco/errors.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

namespace dynaco::identity {

/// What to do about an error of STS, by its code; empty where there is nothing to say. Those of AssumeRole
/// are about who assumes the role, those of AssumeRoleWithWebIdentity about the token.
[[nodiscard]] std::string_view remedy_for_role(const sts_error& e) noexcept;
[[nodiscard]] std::string_view remedy_for_token(const sts_error& e) noexcept;

/// errc::credentials_failed: `whom`, the status, what STS says, and the remedy. STS may repeat what it was
/// sent: of its message only the first line is given, without `secrets`.
[[nodiscard]] failure refused_by_sts(const std::string& whom, const sts_reply& reply, std::string_view remedy,
                                     std::initializer_list<std::string_view> secrets);

}  // namespace dynaco::identity
