#pragma once

#include "support/fault_server/fault_server.hpp"
#include "support/run.hpp"
#include "support/scoped_variables.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/table.hpp>

#include <gtest/gtest.h>

namespace dynaco::test {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// Removes the variables that a client reads, the shared files and the instance metadata, for any environment
/// of the tests.
struct bare_environment {
    scoped_variables none{{"AWS_REGION", nullptr},
                          {"AWS_DEFAULT_REGION", nullptr},
                          {"AWS_ENDPOINT_URL", nullptr},
                          {"AWS_ENDPOINT_URL_DYNAMODB", nullptr},
                          {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", nullptr},
                          {"AWS_CA_BUNDLE", nullptr},
                          {"AWS_DISABLE_CLOCK_SKEW_CORRECTION", nullptr},
                          {"AWS_RETRY_MODE", nullptr},
                          {"AWS_SDK_UA_APP_ID", nullptr},
                          {"AWS_EXECUTION_ENV", nullptr},
                          {"AWS_MAX_ATTEMPTS", nullptr},
                          {"AWS_ACCESS_KEY_ID", nullptr},
                          {"AWS_SECRET_ACCESS_KEY", nullptr},
                          {"AWS_SESSION_TOKEN", nullptr},
                          {"AWS_ACCOUNT_ID", nullptr},
                          {"AWS_ACCOUNT_ID_ENDPOINT_MODE", nullptr},
                          {"AWS_USE_FIPS_ENDPOINT", nullptr},
                          {"AWS_USE_DUALSTACK_ENDPOINT", nullptr},
                          {"AWS_ENDPOINT_URL_DYNAMODB_STREAMS", nullptr},
                          {"AWS_ROLE_ARN", nullptr},
                          {"AWS_WEB_IDENTITY_TOKEN_FILE", nullptr},
                          {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", nullptr},
                          {"AWS_CONTAINER_CREDENTIALS_FULL_URI", nullptr},
                          {"AWS_PROFILE", nullptr},
                          {"AWS_CONFIG_FILE", "/nowhere/config"},
                          {"AWS_SHARED_CREDENTIALS_FILE", "/nowhere/credentials"},
                          {"AWS_EC2_METADATA_DISABLED", "true"}};
};

/// Clients with their own server.
class Client : public testing::Test {
 protected:
    client_options to_server() const {
        return {.region = "eu-west-1",
                .endpoint = server.url(),
                .credentials = static_credentials("AKID", "secret-secret", "token-token")};
    }
    client make(const client_options& options) { return client(io.get_executor(), options); }
    client make() { return make(to_server()); }
    /// The failure to make a client.
    failure refused(const client_options& options) {
        try {
            const client made = make(options);
        } catch (const error& e) {
            return e.as_failure();
        }
        ADD_FAILURE() << "the client was made";
        return {};
    }
    result<list_tables::response> ask(const client& db) { return run(io, db.send(list_tables{})); }
    failure fail(const client& db) {
        const auto answer = ask(db);
        if (answer) ADD_FAILURE() << "the call succeeded";
        return answer ? failure() : answer.error();
    }

    bare_environment bare{};
    fault_server server{};
    boost::asio::io_context io{1};
};

inline const reply two_tables{R"({"TableNames":["a","b"]})"};

}  // namespace dynaco::test
