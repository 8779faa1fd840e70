#include "identity/container/source.hpp"
#include "support/scoped_variables.hpp"
#include "unit/identity/loopback_source.hpp"

namespace dynaco::identity::container_end_to_end_test {
namespace {

using namespace std::chrono_literals;
using test::reply;

constexpr const char* path = "/v2/credentials/52b1";

class ContainerEndToEnd : public test::loopback_source {
 protected:
    ContainerEndToEnd() {
        machine.variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = service.url() + path;
        machine.variables["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] = "/token.jwt";
        machine.files->texts["/token.jwt"] = "first";
        const auto configured = std::make_shared<const settings>(
            machine.get().env, std::make_shared<const profile_set>(), std::string());
        use(container_source(configured, get_machine()));
    }
    [[nodiscard]] reply keys(const std::string& key_id, std::chrono::seconds life = 6h) const {
        return reply(R"({"RoleArn":"arn:aws:iam::1:role/r","AccessKeyId":")" + key_id +
                     R"(","SecretAccessKey":"S3CR3T","Token":"T0K3N","Expiration":")" + in(life) + R"("})");
    }
    [[nodiscard]] std::size_t asked() const { return service.count("GET", path); }
};

TEST_F(ContainerEndToEnd, TheFirstCallLoadsAndTheOthersDoNot) {
    service.on("GET", path, keys("A"));
    EXPECT_EQ(provider->cached(), nullptr);
    const auto got = get();
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ((*got)->access_key_id, "A");
    EXPECT_EQ((*got)->secret_access_key, "S3CR3T");
    EXPECT_EQ((*got)->session_token, "T0K3N");
    EXPECT_EQ(provider->cached(), *got);
    EXPECT_EQ(id(), "A");
    ASSERT_EQ(asked(), 1u);
    const auto request = service.requests("GET", path).front();
    EXPECT_EQ(request.header("accept"), "application/json");
    EXPECT_EQ(request.header("authorization"), "first");
}

TEST_F(ContainerEndToEnd, ConcurrentFirstCallsShareOneRequest) {
    service.on("GET", path, keys("A"));
    EXPECT_EQ(ids_of_concurrent_calls(8), std::vector<std::string>(8, "A"));
    EXPECT_EQ(asked(), 1u);
}

TEST_F(ContainerEndToEnd, KeysAreRefreshedBesideTheCallsWithTheTokenOfNow) {
    service.on("GET", path, keys("A"));
    EXPECT_EQ(id(), "A");
    machine.files->texts["/token.jwt"] = "second";
    service.on("GET", path, keys("B", 12h));
    advance(6h - 12min);
    EXPECT_EQ(id(), "A");
    wait_for("B");
    ASSERT_EQ(asked(), 2u);
    EXPECT_EQ(service.requests("GET", path).back().header("authorization"), "second");
}

TEST_F(ContainerEndToEnd, ExpiredKeysAreNotServed) {
    service.on("GET", path, keys("A"));
    EXPECT_EQ(id(), "A");
    service.on("GET", path, keys("B", 12h));
    advance(6h);
    EXPECT_EQ(ids_of_concurrent_calls(3), std::vector<std::string>(3, "B"));
    EXPECT_EQ(asked(), 2u);
}

TEST_F(ContainerEndToEnd, AnAgentThatOnlyHasExpiredKeysIsAFailure) {
    service.on("GET", path, keys("A", -1s));
    const auto got = get();
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().cause(), errc::credentials_expired);
    EXPECT_NE(got.error().text().find("container credentials at " + service.url() + path), std::string::npos);
}

TEST_F(ContainerEndToEnd, AFailureIsToldAndAMomentLaterTriedAgain) {
    service.on("GET", path, reply(R"({"code":"AccessDenied","message":"no S3CR3T"})").status(403));
    EXPECT_NE(id().find("HTTP status 403, AccessDenied: no S3CR3T"), std::string::npos);
    EXPECT_EQ(asked(), 1u);
    service.on("GET", path, keys("A"));
    advance(5s);
    EXPECT_EQ(id(), "A");
}

TEST_F(ContainerEndToEnd, FaultsOfTheConnectionAreRetried) {
    service.on("GET", path, {reply::reset_after_reading(), reply("oops").status(500), keys("A")});
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(asked(), 3u);
}

TEST_F(ContainerEndToEnd, KeysThatAreStillGoodSurviveAFailure) {
    service.on("GET", path, keys("A"));
    EXPECT_EQ(id(), "A");
    service.on("GET", path, reply("oops").status(500));
    advance(6h - 1min);
    EXPECT_EQ(id(), "A");
    EXPECT_GT(asked(), 1u);
    advance(1min);
    EXPECT_NE(id().find("HTTP status 500"), std::string::npos);
}

TEST_F(ContainerEndToEnd, AClockThatIsSetIsBelieved) {
    service.on("GET", path, keys("A"));
    EXPECT_EQ(id(), "A");
    move_clock(-24h);
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(asked(), 1u);
    move_clock(24h + 7h);
    service.on("GET", path, keys("B"));
    EXPECT_EQ(id(), "B");
    EXPECT_EQ(asked(), 2u);
}

TEST_F(ContainerEndToEnd, ANameIsResolvedAndAsked) {
    machine.variables["AWS_CONTAINER_CREDENTIALS_FULL_URI"] =
        "http://localhost:" + std::to_string(service.port()) + path;
    const auto configured = std::make_shared<const settings>(
        machine.get().env, std::make_shared<const profile_set>(), std::string());
    use(container_source(configured, get_machine()));
    service.on("GET", path, keys("A"));
    EXPECT_EQ(id(), "A");
}

// With the public factory everything is real, including the clock.
TEST_F(ContainerEndToEnd, TheFactoryReadsTheEnvironmentOnce) {
    machine.world->clock_error = 24h * 365 * 50;
    service.on("GET", path, keys("A"));
    const std::string url = service.url() + path;
    const test::scoped_variables outer{{"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", nullptr},
                                       {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", nullptr},
                                       {"AWS_CONTAINER_AUTHORIZATION_TOKEN", "Basic dTpw"}};
    {
        const test::scoped_variables inner{{"AWS_CONTAINER_CREDENTIALS_FULL_URI", url.c_str()}};
        provider = container_credentials();
    }
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(id(), "A");
    ASSERT_EQ(asked(), 1u);
    EXPECT_EQ(service.requests("GET", path).front().header("authorization"), "Basic dTpw");
}

}  // namespace
}  // namespace dynaco::identity::container_end_to_end_test
