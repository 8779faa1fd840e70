#pragma once

#include <string>
#include <string_view>

namespace dynaco::wire {

/// The properties of a client that the User-Agent header reports to the service. Empty parts are left out.
/// Characters that the format does not allow are replaced by '-'.
struct user_agent_parts {
    std::string_view app_id{};
    std::string_view execution_environment{};  ///< AWS_EXECUTION_ENV: "AWS_Lambda_provided.al2023".
    std::string_view features{};               ///< Feature ids of the AWS SDKs, separated by commas: "E,N".
    std::string_view retry_mode{};             ///< "standard"
};

/// "dynaco/0.1.0 ua/2.1 os/linux md/arch#x86_64 lang/c++#202002 [exec-env/<name>] [m/<features>]
/// [cfg/retry-mode#<mode>] [app/<id>]": the User-Agent header in the format of the AWS SDKs.
[[nodiscard]] std::string user_agent(const user_agent_parts& parts);

}  // namespace dynaco::wire
