#include "program/connection_options.hpp"

#include <boost/asio/awaitable.hpp>

#include <iostream>
#include <string>
#include <unistd.h>

namespace dynaco::program {
namespace {

boost::asio::awaitable<std::string> ask_for_mfa_code(std::string serial) {
    std::cerr << "Code from the MFA device " << serial << ": " << std::flush;
    std::string code;
    std::getline(std::cin, code);
    co_return code;
}

}  // namespace

client_options client_options_of(const connection_options& given) {
    client_options options;
    options.profile = given.profile;
    options.region = given.region;
    options.endpoint = given.endpoint;
    options.app_id = "dynaco-program";
    if (::isatty(STDIN_FILENO) == 1) options.mfa = ask_for_mfa_code;
    return options;
}

}  // namespace dynaco::program
