#include "identity/instance/source.hpp"
#include "identity/source/configured.hpp"
#include "support/scoped_variables.hpp"
#include "unit/identity/loopback_source.hpp"

namespace dynaco::identity::instance_end_to_end_test {
namespace {

using namespace std::chrono_literals;
using test::reply;

constexpr const char* token_path = "/latest/api/token";
constexpr const char* roles = "/latest/meta-data/iam/security-credentials/";
constexpr const char* role = "/latest/meta-data/iam/security-credentials/web-server";

class InstanceEndToEnd : public test::loopback_source {
 protected:
    InstanceEndToEnd() {
        machine.variables["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = service.url();
        service.on("PUT", token_path, reply("tok=="));
        service.on("GET", roles, reply("web-server"));
        ask({});
    }
    void ask(const instance_options& options) {
        const identity::machine all = get_machine();
        use(configured_source(all, {}, [all, options](const std::shared_ptr<const settings>& configured) {
            return result<std::shared_ptr<credentials_source>>(instance_source(options, configured, all));
        }));
    }
    void gives(const std::string& key_id, std::chrono::seconds life = 6h) {
        service.on(
            "GET", role,
            reply(R"({"Code":"Success","AccessKeyId":")" + key_id +
                  R"(","SecretAccessKey":"S3CR3T","Token":"T0K3N","Expiration":")" + in(life) + R"("})"));
    }
    [[nodiscard]] std::size_t asked() const { return service.count("GET", role); }
};

TEST_F(InstanceEndToEnd, TheFirstCallLoadsAndTheOthersDoNot) {
    gives("A");
    const auto got = get();
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ((*got)->access_key_id, "A");
    EXPECT_EQ((*got)->secret_access_key, "S3CR3T");
    EXPECT_EQ((*got)->session_token, "T0K3N");
    EXPECT_EQ(provider->cached(), *got);
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(service.asked(),
              (std::vector<std::string>{std::string("PUT ") + token_path, std::string("GET ") + roles,
                                        std::string("GET ") + role}));
    EXPECT_EQ(service.requests("PUT", token_path).front().header("x-aws-ec2-metadata-token-ttl-seconds"),
              "21600");
    EXPECT_EQ(service.requests("GET", role).front().header("x-aws-ec2-metadata-token"), "tok==");
}

TEST_F(InstanceEndToEnd, ConcurrentFirstCallsShareOneLoad) {
    gives("A");
    EXPECT_EQ(ids_of_concurrent_calls(8), std::vector<std::string>(8, "A"));
    EXPECT_EQ(service.asked().size(), 3u);
}

TEST_F(InstanceEndToEnd, KeysAreRefreshedBesideTheCalls) {
    gives("A");
    EXPECT_EQ(id(), "A");
    gives("B", 12h);
    advance(6h - 12min);
    EXPECT_EQ(id(), "A");
    wait_for("B");
    EXPECT_EQ(asked(), 2u);
}

TEST_F(InstanceEndToEnd, ATokenThatIsRefusedIsReplaced) {
    gives("A");
    service.on("GET", roles, {reply("").status(401), reply("web-server")});
    service.on("PUT", token_path, {reply("old"), reply("new")});
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(service.requests("GET", role).front().header("x-aws-ec2-metadata-token"), "new");
}

TEST_F(InstanceEndToEnd, FaultsOfTheConnectionAreRetried) {
    gives("A");
    service.on("PUT", token_path, {reply::reset_after_reading(), reply("").status(503), reply("tok")});
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(service.count("PUT", token_path), 3u);
}

TEST_F(InstanceEndToEnd, AFailureIsToldAndAMomentLaterTriedAgain) {
    service.on("PUT", token_path, reply("").status(403));
    EXPECT_NE(id().find("request forbidden: IMDS is disabled"), std::string::npos);
    service.on("PUT", token_path, reply("tok"));
    gives("A");
    advance(5s);
    EXPECT_EQ(id(), "A");
}

// Static stability: the current credentials stay in use while the metadata service fails.
TEST_F(InstanceEndToEnd, KeysOutliveTheirExpirationIfTheServiceFails) {
    gives("A");
    EXPECT_EQ(id(), "A");
    service.on("PUT", token_path, reply("").status(500));
    advance(7h);
    EXPECT_EQ(id(), "A");
    EXPECT_GT(service.count("PUT", token_path), 1u);
    advance(24h);
    EXPECT_EQ(id(), "A");
    service.on("PUT", token_path, reply("tok"));
    gives("B");
    advance(1h);
    EXPECT_EQ(id(), "B");
}

TEST_F(InstanceEndToEnd, KeysThatHaveExpiredOnArrivalAreUsed) {
    gives("A", -10min);
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(asked(), 1u);
    gives("B");
    advance(1h);
    EXPECT_EQ(id(), "B");
}

TEST_F(InstanceEndToEnd, AClockThatIsSetIsBelieved) {
    gives("A");
    EXPECT_EQ(id(), "A");
    move_clock(-24h);
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(asked(), 1u);
    move_clock(24h + 7h);
    gives("B");
    EXPECT_EQ(id(), "B");
    EXPECT_EQ(asked(), 2u);
}

TEST_F(InstanceEndToEnd, ATokenThatDoesNotComeNamesTheHopLimit) {
    service.on("PUT", token_path, reply::stall());
    ask({.timeout = 30ms, .max_attempts = 1});
    EXPECT_NE(id().find("--http-put-response-hop-limit 2"), std::string::npos);
}

TEST_F(InstanceEndToEnd, WhereNobodyListensThereIsNoEc2) {
    std::string nobody;
    {
        const test::scripted_service gone;
        nobody = gone.url();
    }
    ask({.endpoint = nobody});
    const auto got = get();
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().cause(), errc::missing_credentials);
    EXPECT_NE(got.error().text().find("not an EC2 instance"), std::string::npos) << got.error().text();
}

TEST_F(InstanceEndToEnd, Version1IsUsedWhereItMust) {
    gives("A");
    service.on("PUT", token_path, reply("").status(404));
    machine.variables["AWS_EC2_METADATA_V1_DISABLED"] = "false";
    ask({});
    EXPECT_EQ(id(), "A");
    EXPECT_FALSE(service.requests("GET", role).front().header("x-aws-ec2-metadata-token"));
}

TEST_F(InstanceEndToEnd, TheRegionIsAskedTheSameWay) {
    service.on("GET", "/latest/meta-data/placement/region", reply("eu-west-1"));
    const auto configured = std::make_shared<const settings>(load_settings(machine.get(), {}).value());
    const auto name = test::run(io, instance_region(configured, get_machine()));
    ASSERT_TRUE(name) << name.error().text();
    EXPECT_EQ(*name, "eu-west-1");
}

// Of the public factory all is real, the clock too.
TEST_F(InstanceEndToEnd, TheFactoryTakesOptions) {
    machine.world->clock_error = 24h * 365 * 50;
    gives("A");
    const test::scoped_variables nothing{{"AWS_EC2_METADATA_DISABLED", nullptr},
                                         {"AWS_PROFILE", nullptr},
                                         {"AWS_DEFAULT_PROFILE", nullptr},
                                         {"AWS_CONFIG_FILE", "/nowhere/config"},
                                         {"AWS_SHARED_CREDENTIALS_FILE", "/nowhere/credentials"}};
    provider = instance_credentials({.endpoint = service.url()});
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(asked(), 1u);
}

}  // namespace
}  // namespace dynaco::identity::instance_end_to_end_test
