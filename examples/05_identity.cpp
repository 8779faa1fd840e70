// The fifth tutorial: which credentials a client uses. It writes profiles to a new folder, as `aws configure`
// writes them to ~/.aws, and makes clients with them.
//
// Runs against the service at DYNACO_ENDPOINT, for example a local DynamoDB. If that is not set, it runs
// against AWS.
#include <dynaco.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>

namespace asio = boost::asio;
namespace fs = std::filesystem;

constexpr const char* profiles = R"(
[default]
region = eu-west-1
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = keep-this-to-yourself

[profile program]
region = us-east-1
credential_process = echo '{"Version": 1, "AccessKeyId": "AKIAI44QH8DHBEXAMPLE", "SecretAccessKey": "a-secret"}'

[profile circle]
role_arn = arn:aws:iam::123456789012:role/reader
source_profile = other

[profile other]
role_arn = arn:aws:iam::123456789012:role/writer
source_profile = circle
)";

// A folder with a config file. The destructor removes the folder.
class own_home {
 public:
    own_home() {
        std::string name = fs::temp_directory_path() / "dynaco-identity-XXXXXX";
        if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot create a folder: " + name);
        folder_ = name;
        std::ofstream(folder_ / "config") << profiles;
        setenv("AWS_CONFIG_FILE", (folder_ / "config").c_str(), 1);
        setenv("AWS_SHARED_CREDENTIALS_FILE", (folder_ / "credentials").c_str(), 1);
    }
    own_home(const own_home&) = delete;
    own_home& operator=(const own_home&) = delete;
    ~own_home() {
        std::error_code ignored;
        fs::remove_all(folder_, ignored);
    }

 private:
    fs::path folder_{};
};

// Leaves out lines that depend on the machine and its environment.
void print(const dynaco::identity_report& report) {
    for (const dynaco::identity_line& line : report.lines)
        if (line.what == "profile" || line.what == "chosen" || line.what == "access key id" ||
            line.what == "secret access key")
            std::cout << "  " << line.what << ": " << line.value << '\n';
}

asio::awaitable<void> introduce(std::string profile, std::string endpoint) {
    std::cout << "Profile \"" << profile << "\":\n";
    const dynaco::client_options options{.endpoint = endpoint, .profile = profile};
    const dynaco::identity_report report = co_await dynaco::explain_credentials(options);
    print(report);
    if (!report.ok()) {
        std::cout << "  a client could not make calls\n";
        co_return;
    }
    const auto executor = co_await asio::this_coro::executor;
    const dynaco::client db(executor, options);
    const dynaco::list_tables tables{.limit = 1};
    const auto listed = co_await db.send(tables);
    std::cout << (listed ? "  the service responds\n" : "  " + listed.error().text() + '\n');
}

asio::awaitable<void> tutorial(std::string endpoint) {
    for (const char* const profile : {"default", "program", "circle"}) co_await introduce(profile, endpoint);
}

int main() {
    try {
        const own_home home;
        asio::io_context io;
        const char* endpoint = std::getenv("DYNACO_ENDPOINT");
        std::exception_ptr failure;
        asio::co_spawn(io, tutorial(endpoint ? endpoint : ""),
                       [&failure](std::exception_ptr e) { failure = e; });
        io.run();
        if (failure) std::rethrow_exception(failure);
    } catch (const std::exception& e) {
        std::cerr << e.what() << '\n';
        return 1;
    }
    return 0;
}
