#include "identity/source/process.hpp"
#include "support/temporary_folder.hpp"
#include "unit/identity/loopback_source.hpp"

#include <algorithm>

namespace dynaco::identity::process_end_to_end_test {
namespace {

using namespace std::chrono_literals;

/// A folder with the output of a program and the count of its runs.
class ProcessEndToEnd : public test::refreshed_source {
 protected:
    ProcessEndToEnd() {
        identity::machine on = machine.get();
        on.processes = machine_processes();
        use(process_source({.command = command()}, on));
    }

    [[nodiscard]] std::string command() const {
        return "cd '" + folder.path() + "' && echo run >> runs && . ./answer";
    }
    // The command that the shell runs each time.
    void does(const std::string& script) const { folder.file("answer", script + '\n'); }
    void gives(const std::string& key_id, std::chrono::seconds life = 6h) const {
        does(R"(echo '{"Version":1,"AccessKeyId":")" + key_id +
             R"(","SecretAccessKey":"S3CR3T","SessionToken":"T0K3N","Expiration":")" + in(life) + R"("}')");
    }
    [[nodiscard]] std::size_t runs() const {
        return static_cast<std::size_t>(std::ranges::count(folder.text("runs"), '\n'));
    }

    test::temporary_folder folder{};
};

TEST_F(ProcessEndToEnd, TheFirstCallRunsItAndTheOthersDoNot) {
    gives("A");
    const auto got = get();
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ((*got)->access_key_id, "A");
    EXPECT_EQ((*got)->secret_access_key, "S3CR3T");
    EXPECT_EQ((*got)->session_token, "T0K3N");
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(runs(), 1u);
}

TEST_F(ProcessEndToEnd, ConcurrentFirstCallsShareOneRun) {
    gives("A");
    EXPECT_EQ(ids_of_concurrent_calls(8), std::vector<std::string>(8, "A"));
    EXPECT_EQ(runs(), 1u);
}

TEST_F(ProcessEndToEnd, KeysAreRefreshedAndExpiredOnesNotServed) {
    gives("A");
    EXPECT_EQ(id(), "A");
    gives("B", 12h);
    advance(6h - 12min);
    EXPECT_EQ(id(), "A");
    wait_for("B");
    gives("C", 24h);
    advance(7h);
    EXPECT_EQ(id(), "C");
    EXPECT_EQ(runs(), 3u);
}

TEST_F(ProcessEndToEnd, KeysWithoutExpirationAreForGood) {
    does(R"(echo '{"Version":1,"AccessKeyId":"A","SecretAccessKey":"S"}')");
    EXPECT_EQ(id(), "A");
    advance(24h * 365);
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(runs(), 1u);
}

TEST_F(ProcessEndToEnd, AFailureIsToldAndAMomentLaterTriedAgain) {
    does("echo 'SecretAccessKey=S3CR3T is not good' >&2; exit 3");
    EXPECT_NE(id().find("the program ended with status 3: SecretAccessKey=*** is not good"),
              std::string::npos);
    gives("A");
    advance(5s);
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(runs(), 2u);
}

TEST_F(ProcessEndToEnd, ExpiredKeysAreAFailure) {
    gives("A", -1s);
    const auto got = get();
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().cause(), errc::credentials_expired);
}

TEST_F(ProcessEndToEnd, AClockThatIsSetIsBelieved) {
    gives("A");
    EXPECT_EQ(id(), "A");
    move_clock(-24h);
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(runs(), 1u);
    move_clock(24h + 7h);
    gives("B");
    EXPECT_EQ(id(), "B");
}

TEST_F(ProcessEndToEnd, TheFactoryRunsIt) {
    machine.world->clock_error = 24h * 365 * 50;
    gives("A");
    provider = process_credentials({.command = command()});
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(id(), "A");
    EXPECT_EQ(runs(), 1u);
}

}  // namespace
}  // namespace dynaco::identity::process_end_to_end_test
