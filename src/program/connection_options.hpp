#pragma once

#include <dynaco/client_options.hpp>

#include <string>

namespace dynaco::program {

/// Which DynamoDB a command talks to: the options that all commands have.
struct connection_options {
    std::string profile{};   ///< --profile
    std::string region{};    ///< --region
    std::string endpoint{};  ///< --endpoint
};

/// The settings of a client with these options. On a terminal, the client asks for the code of an MFA device.
[[nodiscard]] client_options client_options_of(const connection_options& given);

/// Replaces the names of C++ options in a text of the library by those of the program: client_options::region
/// becomes --region.
[[nodiscard]] std::string with_option_names(std::string text);

}  // namespace dynaco::program
