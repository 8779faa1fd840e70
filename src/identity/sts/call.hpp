#pragma once

#include "identity/machine/machine.hpp"
#include "identity/sts/answer.hpp"
#include "identity/sts/request.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <string>

namespace dynaco::identity {

/// What STS replied, after all attempts.
struct sts_reply {
    int status = 0;
    secret body{};
    sts_error error{};           ///< Of any status but 200.
    std::string clock_remark{};  ///< "this machine's clock is 7 min behind the service's", if that is why.
};

/// Sends a signed form: up to three attempts where STS fails or throttles, each signed anew; one more, with
/// the clock that STS shows, if it refuses the date. All arguments must live until it is done.
boost::asio::awaitable<result<sts_reply>> call_sts(const machine& machine, const sts_target& where,
                                                   const secret& form, const credentials& keys);

/// Sends a form without a signature, made anew for each of up to three attempts. These are also made where
/// STS could not reach who issued a web identity token, or does not accept it yet.
boost::asio::awaitable<result<sts_reply>> call_sts_unsigned(const machine& machine, const sts_target& where,
                                                            std::function<result<secret>()> make_form);

}  // namespace dynaco::identity
