#include "tools/whoami.hpp"

#include <dynaco/observing.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <iostream>
#include <unistd.h>
#include <utility>

namespace dynaco::tools {
namespace {

boost::asio::awaitable<std::string> ask_person(std::string serial) {
    std::cerr << "Code from the MFA device " << serial << ": " << std::flush;
    std::string code;
    std::getline(std::cin, code);
    co_return code;
}

client_options options_of(const whoami_options& given) {
    client_options options;
    options.profile = given.profile;
    options.region = given.region;
    options.endpoint = given.endpoint;
    if (::isatty(STDIN_FILENO) == 1) options.mfa = ask_person;
    return options;
}

identity_report explained(const client_options& options, explain_options how) {
    boost::asio::io_context io;
    identity_report report;
    std::exception_ptr thrown;
    boost::asio::co_spawn(io, explain_credentials(options, how),
                          [&](std::exception_ptr why, identity_report found) {
                              thrown = std::move(why);
                              report = std::move(found);
                          });
    io.run();
    if (thrown) std::rethrow_exception(thrown);
    return report;
}

}  // namespace

int whoami(const whoami_options& given, std::ostream& out, std::ostream& errors) {
    const identity_report report = explained(options_of(given), {.load = given.load});
    out << report << std::flush;
    if (report.ok()) return 0;
    errors << "dynaco whoami: a client could not make calls; these settings are wrong:";
    const char* separator = " ";
    for (const identity_line& each : report.lines)
        if (each.wrong) errors << std::exchange(separator, ", ") << each.what;
    errors << '\n';
    return 1;
}

}  // namespace dynaco::tools
