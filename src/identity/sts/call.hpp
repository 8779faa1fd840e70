#pragma once

#include "identity/machine/machine.hpp"
#include "identity/sts/answer.hpp"
#include "identity/sts/request.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <string>

namespace dynaco::identity {

/// The response of STS after all attempts.
struct sts_reply {
    int status = 0;
    secret body{};
    sts_error error{};           ///< Set for any status except 200.
    std::string clock_remark{};  ///< "this machine's clock is 7 min behind the service's"; empty if the clock
                                 ///< is not the reason.
};

/// Sends a signed form, with up to three attempts if STS fails or throttles. Each attempt is signed again. If
/// STS refuses the date, the request is repeated once with the clock of STS. All arguments must outlive the
/// operation.
boost::asio::awaitable<result<sts_reply>> call_sts(const machine& machine, const sts_target& where,
                                                   const secret& form, const credentials& keys);

/// Sends a form without a signature, with up to three attempts. The form is made again for each attempt. Also
/// retries if STS could not reach the issuer of a web identity token, or does not accept the token yet. All
/// reference arguments must outlive the operation.
boost::asio::awaitable<result<sts_reply>> call_sts_unsigned(const machine& machine, const sts_target& where,
                                                            std::function<result<secret>()> make_form);

}  // namespace dynaco::identity
