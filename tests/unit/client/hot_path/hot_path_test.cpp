#include "support/fault_server/fault_server.hpp"
#include "support/run.hpp"
#include "support/scoped_variables.hpp"
#include "support/scripted_service.hpp"
#include "support/temporary_folder.hpp"
#include "unit/client/hot_path/counted_reads.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

/// Once a client has its credentials, calls read neither the environment nor files.
namespace dynaco::test::hot_path_test {
namespace {

class HotPath : public testing::Test {
 protected:
    // Default options, except for the service's address.
    [[nodiscard]] client make() { return client(io.get_executor(), {.endpoint = server.url()}); }

    void get(const client& db, int times) {
        const item key{{"id", value("1")}};
        for (int i = 0; i < times; ++i) {
            const auto answer = run(io, db.send(get_item{.table_name = "accounts", .key = key}));
            ASSERT_TRUE(answer) << answer.error().text();
        }
    }
    // A call that still read the environment would find these credentials and fail.
    static void poison() {
        ::setenv("AWS_ACCESS_KEY_ID", "POISON", 1);        // NOLINT(concurrency-mt-unsafe)
        ::setenv("AWS_SECRET_ACCESS_KEY", "POISON", 1);    // NOLINT(concurrency-mt-unsafe)
        ::setenv("AWS_REGION", "poison-1", 1);             // NOLINT(concurrency-mt-unsafe)
        ::setenv("AWS_PROFILE", "poison", 1);              // NOLINT(concurrency-mt-unsafe)
        ::setenv("AWS_CONFIG_FILE", "/poison/config", 1);  // NOLINT(concurrency-mt-unsafe)
        ::setenv("HOME", "/poison", 1);                    // NOLINT(concurrency-mt-unsafe)
    }
    [[nodiscard]] bool all_signed_by(const std::string& access_key) const {
        return std::ranges::all_of(server.requests(), [&](const received_request& each) {
            return each.header("authorization").value_or("").find("Credential=" + access_key + "/") !=
                   std::string::npos;
        });
    }

    temporary_folder home{};
    scoped_variables set{{"HOME", home.path().c_str()},
                         {"AWS_REGION", nullptr},
                         {"AWS_DEFAULT_REGION", nullptr},
                         {"AWS_PROFILE", nullptr},
                         {"AWS_CONFIG_FILE", nullptr},
                         {"AWS_SHARED_CREDENTIALS_FILE", nullptr},
                         {"AWS_ACCESS_KEY_ID", nullptr},
                         {"AWS_SECRET_ACCESS_KEY", nullptr},
                         {"AWS_SESSION_TOKEN", nullptr},
                         {"AWS_WEB_IDENTITY_TOKEN_FILE", nullptr},
                         {"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", nullptr},
                         {"AWS_CONTAINER_CREDENTIALS_FULL_URI", nullptr},
                         {"AWS_CONTAINER_AUTHORIZATION_TOKEN", nullptr},
                         {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", nullptr},
                         {"AWS_EC2_METADATA_DISABLED", "true"}};
    fault_server server{};
    boost::asio::io_context io{1};
};

bool holds(const std::vector<std::string>& reads, const std::string& wanted) {
    return std::ranges::find(reads, wanted) != reads.end();
}

TEST(CountedReads, AreOfFilesAndVariablesInWhateverWay) {
    const std::string none = "/nonexistent-dynaco";
    const counted_reads reads;
    static_cast<void>(std::getenv("HOME"));  // NOLINT(concurrency-mt-unsafe)
    EXPECT_FALSE(std::ifstream(none).is_open());
    EXPECT_EQ(std::fopen(none.c_str(), "r"), nullptr);
    EXPECT_LT(::open(none.c_str(), O_RDONLY | O_CLOEXEC), 0);
    EXPECT_LT(::openat(AT_FDCWD, none.c_str(), O_RDONLY | O_CLOEXEC), 0);
    EXPECT_EQ(reads.all(), (std::vector<std::string>{"getenv HOME", "fopen " + none, "fopen " + none,
                                                     "open " + none, "open " + none}));
}

TEST_F(HotPath, ReadsNothingWithAProfile) {
    home.file(".aws/config", "[default]\nregion = eu-west-1\n");
    home.file(".aws/credentials",
              "[default]\naws_access_key_id = OFTHEFILE\naws_secret_access_key = secret\n");
    const counted_reads at_first;
    const client db = make();
    get(db, 1);
    EXPECT_TRUE(holds(at_first.all(), "open " + home.path() + "/.aws/credentials"));

    poison();
    home.remove();
    const counted_reads later;
    get(db, 1000);
    EXPECT_EQ(later.all(), std::vector<std::string>());
    EXPECT_TRUE(all_signed_by("OFTHEFILE"));
    EXPECT_EQ(server.requests().size(), 1001U);
}

TEST_F(HotPath, ReadsNothingWithTemporaryCredentials) {
    scripted_service agent;
    agent.on("GET", "/role",
             reply{R"({"AccessKeyId":"OFTHETASK","SecretAccessKey":"secret",)"
                   R"("Token":"token","Expiration":"2999-01-01T00:00:00Z"})"});
    const std::string url = agent.url() + "/role";
    home.file(".aws/token", "permission");
    const std::string token_file = home.path() + "/.aws/token";
    const scoped_variables container{{"AWS_REGION", "eu-west-1"},
                                     {"AWS_CONTAINER_CREDENTIALS_FULL_URI", url.c_str()},
                                     {"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", token_file.c_str()}};
    const counted_reads at_first;
    const client db = make();
    get(db, 1);
    EXPECT_TRUE(holds(at_first.all(), "open " + token_file));

    poison();
    home.remove();
    const counted_reads later;
    get(db, 1000);
    EXPECT_EQ(later.all(), std::vector<std::string>());
    EXPECT_TRUE(all_signed_by("OFTHETASK"));
    EXPECT_EQ(agent.count("GET", "/role"), 1U);
}

}  // namespace
}  // namespace dynaco::test::hot_path_test
