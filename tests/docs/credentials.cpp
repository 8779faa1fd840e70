// The code of docs/guide/credentials.md, compiled; check_snippets.py compares the two.
#include <dynaco.hpp>

#include <boost/asio.hpp>

#include <iostream>
#include <string>

namespace asio = boost::asio;

namespace credentials_chapter {

void at_home(const asio::any_io_executor& executor) {
    dynaco::client db(executor);
    dynaco::client dev(executor, {.profile = "dev"});
}

asio::awaitable<std::string> ask(std::string serial) {
    std::cout << "Code of " << serial << ": " << std::flush;
    std::string code;
    std::getline(std::cin, code);
    co_return code;
}

dynaco::client with_device(asio::any_io_executor executor) {
    return dynaco::client(executor, {.profile = "admin", .mfa = ask});
}

void in_a_role(const asio::any_io_executor& executor) {
    const auto base = dynaco::profile_credentials("dev");
    const dynaco::assume_role_options reader{.role_arn = "arn:aws:iam::123456789012:role/reader",
                                             .external_id = "their-word-for-us"};
    dynaco::client_options options;
    options.region = "eu-west-1";
    options.credentials = dynaco::assume_role_credentials(base, reader);
    dynaco::client db(executor, options);
}

asio::awaitable<void> log_identity(const dynaco::client_options& options) {
    const dynaco::identity_report report = co_await dynaco::explain_credentials(options);
    std::clog << report;
}

}  // namespace credentials_chapter
