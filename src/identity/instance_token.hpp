#pragma once

#include "identity/instance_access.hpp"
#include "wire/response.hpp"

#include <dynaco/core/result.hpp>
#include <dynaco/core/secret.hpp>

namespace dynaco::identity {

/// What was learnt by asking for a token, which version 2 of the instance metadata service wants with each
/// request.
struct instance_token {
    secret text{};
    bool is_v1 = false;  ///< The service has no version 2 and `instance_access::allow_v1` allows the other.
};

/// What the outcome of PUT /latest/api/token means. Overwrites the reply's body.
///
/// Fails with errc::missing_credentials where nobody answers, since then this is most likely no EC2 instance;
/// errc::credentials_failed, with the remedy, for a refusal and for the time-out that a hop limit of 1 brings
/// about in containers; and with what `http_client` fails with.
[[nodiscard]] result<instance_token> read_instance_token(result<wire::response> outcome,
                                                         const instance_access& access);

}  // namespace dynaco::identity
