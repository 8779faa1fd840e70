#include "client_bench.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>

/// The options of a client.
namespace dynaco::test::client_options_test {
namespace {

TEST_F(Client, OptionsAreChecked) {
    const std::pair<std::function<void(client_options&)>, const char*> cases[] = {
        {[](auto& o) { o.max_connections = 0; }, "max_connections"},
        {[](auto& o) { o.max_connections_per_endpoint = 65; }, "max_connections_per_endpoint"},
        {[](auto& o) { o.idle_timeout = milliseconds(-1); }, "idle_timeout"},
        {[](auto& o) { o.max_connection_age = milliseconds(-1); }, "max_connection_age"},
        {[](auto& o) { o.retry.max_attempts = -1; }, "max_attempts"},
        {[](auto& o) { o.connect_timeout = milliseconds(0); }, "connect_timeout"},
        {[](auto& o) { o.connection_attempt_delay = milliseconds(0); }, "connection_attempt_delay"},
        {[](auto& o) { o.pool_timeout = milliseconds(-1); }, "pool_timeout"},
        {[](auto& o) { o.attempt_timeout = milliseconds(0); }, "attempt_timeout"},
        {[](auto& o) { o.deadline = milliseconds(0); }, "deadline"},
    };
    for (const auto& [spoil, name] : cases) {
        auto options = to_server();
        spoil(options);
        const failure why = refused(options);
        EXPECT_EQ(why.cause(), errc::invalid_argument) << name;
        EXPECT_NE(why.text().find(name), std::string::npos) << why.text();
    }
}

TEST_F(Client, NamesTheVariableOfAMissingRegion) {
    const failure why = refused({});
    EXPECT_EQ(why.cause(), errc::missing_region);
    EXPECT_NE(why.text().find("AWS_REGION"), std::string::npos) << why.text();
}

TEST_F(Client, RefusesAnEndpointThatIsNoUrl) {
    EXPECT_EQ(refused({.endpoint = "localhost:8000"}).cause(), errc::invalid_endpoint);
    const scoped_variables set{{"AWS_ENDPOINT_URL", "nonsense"}};
    EXPECT_EQ(refused({}).cause(), errc::invalid_endpoint);
}

TEST_F(Client, RefusesACaFileThatDoesNotExist) {
    EXPECT_EQ(refused({.region = "eu-west-1", .ca_file = "/nowhere/ca.pem"}).cause(), errc::invalid_ca_file);
    const scoped_variables set{{"AWS_CA_BUNDLE", "/nowhere/bundle.pem"}};
    const failure why = refused({.region = "eu-west-1"});
    EXPECT_EQ(why.cause(), errc::invalid_ca_file);
    EXPECT_NE(why.text().find("/nowhere/bundle.pem"), std::string::npos) << why.text();
    EXPECT_EQ(make({.endpoint = "http://localhost:1"}).endpoint(), "http://localhost:1") << "not needed";
}

TEST_F(Client, TakesFromTheEnvironmentWhatIsLeftEmpty) {
    server.otherwise(two_tables);
    std::optional<client> db;
    {
        const scoped_variables set{{"AWS_ENDPOINT_URL_DYNAMODB", server.url().c_str()},
                                   {"AWS_REGION", "eu-central-1"},
                                   {"AWS_ACCESS_KEY_ID", "AKIDENV"},
                                   {"AWS_SECRET_ACCESS_KEY", "env"}};
        db.emplace(io.get_executor());
    }
    const auto answer = ask(*db);
    ASSERT_TRUE(answer) << answer.error().text() << " – it is read when the client is made";
    const auto authorization = server.requests().at(0).header("authorization").value();
    EXPECT_NE(authorization.find("AKIDENV/"), std::string::npos);
    EXPECT_NE(authorization.find("/eu-central-1/dynamodb/"), std::string::npos);
}

TEST_F(Client, RegionOfTheEnvironment) {
    const scoped_variables set{{"AWS_DEFAULT_REGION", "eu-north-1"}};
    EXPECT_EQ(make({}).endpoint(), "https://dynamodb.eu-north-1.amazonaws.com");
    const scoped_variables both{{"AWS_REGION", "eu-south-1"}};
    EXPECT_EQ(make({}).endpoint(), "https://dynamodb.eu-south-1.amazonaws.com");
    EXPECT_EQ(make({.region = "us-east-2"}).endpoint(), "https://dynamodb.us-east-2.amazonaws.com");
}

TEST_F(Client, RetriesOfTheEnvironment) {
    server.otherwise(internal_error());
    const scoped_variables set{{"AWS_RETRY_MODE", "Adaptive"}, {"AWS_MAX_ATTEMPTS", "2"}};
    EXPECT_EQ(fail(make()).diagnostics().attempts, 2);
    EXPECT_NE(server.requests().at(0).header("user-agent")->find(" m/F,N cfg/retry-mode#adaptive"),
              std::string::npos);
    auto options = to_server();
    options.retry.max_attempts = 1;
    EXPECT_EQ(fail(make(options)).diagnostics().attempts, 1);
}

TEST_F(Client, UnusableRetriesOfTheEnvironmentAreRefused) {
    const std::pair<const char*, const char*> values[] = {{"AWS_RETRY_MODE", "fast"},
                                                          {"AWS_MAX_ATTEMPTS", "0"}};
    for (const auto& [name, value] : values) {
        const scoped_variables set{{name, value}};
        const failure why = refused(to_server());
        EXPECT_EQ(why.cause(), errc::invalid_argument);
        EXPECT_NE(why.text().find(name), std::string::npos) << why.text();
    }
}

TEST_F(Client, TellsWhereItRuns) {
    server.otherwise(two_tables);
    const scoped_variables set{{"AWS_EXECUTION_ENV", "AWS_ECS_FARGATE"}, {"AWS_SDK_UA_APP_ID", "shop"}};
    ASSERT_TRUE(ask(make()));
    const auto text = server.requests().at(0).header("user-agent").value();
    EXPECT_NE(text.find(" exec-env/AWS_ECS_FARGATE m/E,N "), std::string::npos) << text;
    EXPECT_TRUE(text.ends_with(" app/shop")) << text;
}

TEST_F(Client, MissingCredentialsAreToldByTheFirstCall) {
    const failure why = fail(make({.endpoint = server.url()}));
    EXPECT_EQ(why.cause(), errc::missing_credentials);
    EXPECT_NE(why.text().find("ListTables"), std::string::npos) << why.text();
    EXPECT_NE(why.text().find("AWS_ACCESS_KEY_ID is not set"), std::string::npos) << why.text();
    EXPECT_EQ(server.connections(), 0U);
}

TEST_F(Client, TrustsOnlyTheGivenCaFile) {
    fault_server secure{tls_options{}};
    secure.otherwise(two_tables);
    auto options = to_server();
    options.endpoint = secure.url();
    options.ca_file = secure.ca_pem_file().string();
    EXPECT_TRUE(ask(make(options)));
    options.ca_file.clear();
    const failure why = fail(make(options));
    EXPECT_EQ(why.cause(), errc::certificate_rejected);
    EXPECT_EQ(why.diagnostics().attempts, 1);
    EXPECT_NE(why.text().find("client_options::ca_file"), std::string::npos) << why.text();
    options.verify_tls = false;
    EXPECT_TRUE(ask(make(options)));
    const scoped_variables set{{"AWS_CA_BUNDLE", secure.ca_pem_file().c_str()}};
    options.verify_tls = true;
    EXPECT_TRUE(ask(make(options)));
}

}  // namespace
}  // namespace dynaco::test::client_options_test
