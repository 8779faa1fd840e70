#pragma once

#include <dynaco/client_options.hpp>

#include <string>

namespace dynaco::program {

/// The options of all commands that select the service and the credentials.
struct connection_options {
    std::string profile{};   ///< --profile
    std::string region{};    ///< --region
    std::string endpoint{};  ///< --endpoint
};

/// The settings of a client with these options. On a terminal, the client asks for the code of an MFA device.
[[nodiscard]] client_options client_options_of(const connection_options& given);

}  // namespace dynaco::program
