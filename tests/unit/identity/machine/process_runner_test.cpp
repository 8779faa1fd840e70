#include "identity/machine/process_runner.hpp"

#include "support/cancellable.hpp"
#include "support/fault_server/temporary_file.hpp"
#include "support/scoped_variables.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <future>
#include <optional>
#include <poll.h>
#include <string>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace dynaco::test::process_runner_test {
namespace {

using identity::machine_processes;
using identity::process_output;
using identity::process_runner;
using std::chrono::milliseconds;
using output_result = result<process_output>;

constexpr milliseconds long_enough = std::chrono::seconds(60);

std::size_t open_descriptors() {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& each : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
    return count;
}
// Whether there are children, zombies or not; leaves them alone.
bool has_children() {
    siginfo_t ignored{};
    return ::waitid(P_ALL, 0, &ignored, WEXITED | WNOHANG | WNOWAIT) == 0;
}
// Waits for the end of a process that is not our child.
bool ends(pid_t process) {
    const auto notice = static_cast<int>(::syscall(SYS_pidfd_open, process, 0));
    if (notice < 0) return errno == ESRCH;
    pollfd wanted{.fd = notice, .events = POLLIN, .revents = 0};
    const bool ended = ::poll(&wanted, 1, 10'000) == 1;
    ::close(notice);
    return ended;
}
std::optional<pid_t> number_in(const temporary_file& file) {
    std::ifstream text(file.path());
    pid_t number = 0;
    if (text >> number) return number;
    return std::nullopt;
}

/// With and without the kernel's notices of ends, all results must be the same.
struct ProcessRunner : testing::TestWithParam<bool> {
    output_result run_it(const std::string& command, milliseconds timeout = long_enough) {
        return run(io, runner->run(command, timeout));
    }
    // "0 output|errors", or the error's detail.
    std::string outcome_of(const std::string& command) {
        const output_result got = run_it(command);
        if (!got) return "failure: " + got.error().diagnostics().detail;
        return std::to_string(got->exit_status) + ' ' + std::string(got->output.view()) + '|' + got->errors;
    }

    boost::asio::io_context io{};
    std::shared_ptr<process_runner> runner = machine_processes(GetParam());
};

INSTANTIATE_TEST_SUITE_P(All, ProcessRunner, testing::Bool(), [](const auto& with) {
    return std::string(with.param ? "WithNotices" : "WithoutNotices");
});

// --- processes and files that a program leaves ---

TEST_P(ProcessRunner, GivesOutputErrorsAndStatus) {
    EXPECT_EQ(outcome_of("printf out; printf err >&2"), "0 out|err");
    EXPECT_EQ(outcome_of("true"), "0 |");
    EXPECT_EQ(outcome_of("echo wrong >&2; exit 3"), "3 |wrong\n");
    EXPECT_EQ(outcome_of("kill -TERM $$"), "143 |");
}

TEST_P(ProcessRunner, ProgramThatIsNotThereIsTheShellsAffair) {
    const output_result got = run_it("/no/such/program");
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ(got->exit_status, 127);
    EXPECT_NE(got->errors.find("/no/such/program"), std::string::npos) << got->errors;
}

TEST_P(ProcessRunner, ShellSplitsTheCommand) {
    EXPECT_EQ(outcome_of("printf '%s;' \"a b\" 'c\"d' e\\ f $((1+1))"), "0 a b;c\"d;e f;2;|");
}

TEST_P(ProcessRunner, InputIsEmptyAndThereIsNoTerminal) {
    EXPECT_EQ(outcome_of("cat; echo read"), "0 read\n|");
    const output_result got = run_it("echo question >/dev/tty");
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_NE(got->exit_status, 0) << "it fails at once and does not wait for an answer";
}

TEST_P(ProcessRunner, EnvironmentIsOurs) {
    const scoped_variables variables({{"DYNACO_TEST_VARIABLE", "from here"}});
    EXPECT_EQ(outcome_of("printf \"$DYNACO_TEST_VARIABLE\""), "0 from here|");
}

TEST_P(ProcessRunner, DescriptorsAreNotHandedDown) {
    const boost::asio::ip::tcp::acceptor listener(
        io, {boost::asio::ip::address_v4::loopback(), 0});  // asio's sockets are not closed by exec
    EXPECT_EQ(outcome_of("ls -l /proc/$$/fd 2>/dev/null | grep -c socket"), "1 0\n|");
}

// In its own process, because files that are opened here get the numbers of the descriptors that other tests
// print to.
TEST_P(ProcessRunner, WorksWhereTheStandardDescriptorsAreClosed) {
    EXPECT_EXIT(
        {
            for (int i = 0; i < 3; ++i) ::close(i);
            const std::string outcome = outcome_of("cat; printf out; printf err >&2");
            std::_Exit(outcome == "0 out|err" && runs_dry(io) ? 0 : 1);
        },
        testing::ExitedWithCode(0), "");
}

TEST_P(ProcessRunner, SignalsAreAsAProgramExpectsThem) {
    const auto before = std::signal(SIGPIPE, SIG_IGN);
    EXPECT_EQ(outcome_of("kill -PIPE $$; echo alive"), "141 |");
    std::signal(SIGPIPE, before);
}

// --- a lot of output ---

TEST_P(ProcessRunner, TakesAMegabyte) {
    const output_result got = run_it("head -c 1048576 /dev/zero | tr '\\0' x");
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_TRUE(got->output.view() == std::string(std::size_t{1} << 20, 'x'));
}

TEST_P(ProcessRunner, MoreThanAMegabyteIsRefused) {
    for (const char* command : {"head -c 1048577 /dev/zero", "yes", "yes & exec sleep 1000"}) {
        const output_result got = run_it(command);
        ASSERT_FALSE(got) << command;
        EXPECT_EQ(got.error().cause(), errc::credentials_failed);
        EXPECT_EQ(got.error().diagnostics().detail,
                  "the program wrote more than a megabyte to its standard output");
        run_until(io, [] { return !has_children(); });
    }
}

TEST_P(ProcessRunner, OfErrorsTheBeginningIsKept) {
    const output_result got = run_it("printf begin >&2; head -c 3000000 /dev/zero >&2; printf out");
    ASSERT_TRUE(got) << got.error().text();
    EXPECT_EQ(got->errors.size(), 4096U);
    EXPECT_TRUE(got->errors.starts_with("begin"));
    EXPECT_EQ(got->output, "out") << "the rest was read, or it would have waited for ever";
}

// --- ends ---

TEST_P(ProcessRunner, DaemonThatHoldsThePipesIsNotWaitedFor) {
    const temporary_file number("");
    EXPECT_EQ(outcome_of("sleep 1000 & echo $! >" + number.path().string() + "; printf started"),
              "0 started|");
    const auto daemon = number_in(number);
    ASSERT_TRUE(daemon);
    EXPECT_EQ(::kill(*daemon, SIGKILL), 0) << "it was left alone";
}

TEST_P(ProcessRunner, MayCloseItsOutputAndGoOn) {
    EXPECT_EQ(outcome_of("printf out; exec >&- 2>&-; sleep 0.01; exit 7"), "7 out|");
}

TEST_P(ProcessRunner, TakingTooLongIsDeath) {
    const output_result got = run_it("printf s3cret; sleep 1000; : s3cret", milliseconds(50));
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().cause(), errc::credentials_failed);
    EXPECT_EQ(got.error().diagnostics().detail,
              "the program did not end within 50 ms and was killed; run it by hand to see what it waits for "
              "(dynaco runs it without a terminal and input)");
    run_until(io, [] { return !has_children(); });
    EXPECT_TRUE(runs_dry(io));
}

TEST_P(ProcessRunner, CancellingKillsItAndWhatItStarted) {
    const temporary_file number("");
    const auto call = start_cancellable(
        io.get_executor(),
        runner->run("sleep 1000 & echo $! >" + number.path().string() + "; echo ready; kill -STOP $$",
                    long_enough));
    run_until(io, [&] { return number_in(number).has_value(); });
    call->cancel();
    run_until(io, [&call] { return call->done; });
    const output_result got = call->get();
    ASSERT_FALSE(got);
    EXPECT_EQ(got.error().cause(), errc::canceled);
    run_until(io, [] { return !has_children(); });
    EXPECT_TRUE(ends(*number_in(number)));
    EXPECT_TRUE(runs_dry(io));
}

TEST_P(ProcessRunner, NothingIsLeftBehind) {
    (void)run_it("true");  // descriptors of the io_context, which are opened once
    const std::size_t before = open_descriptors();
    for (const char* command : {"true", "exit 1", "kill -KILL $$", "yes", "sleep 1000", "/no/such/program"})
        (void)run_it(command, milliseconds(50));
    run_until(io, [] { return !has_children(); });
    EXPECT_TRUE(runs_dry(io));
    EXPECT_EQ(open_descriptors(), before);
}

TEST_P(ProcessRunner, EndsWithItsExecutor) {
    const std::size_t before = open_descriptors();
    {
        boost::asio::io_context short_lived;
        const auto p = start(short_lived.get_executor(), runner->run("sleep 1000", long_enough));
        run_until(short_lived, [] { return has_children(); });
        EXPECT_FALSE(p->done);
    }
    EXPECT_FALSE(has_children());
    EXPECT_EQ(open_descriptors(), before);
}

TEST_P(ProcessRunner, ManyAtOnceOnManyThreads) {
    boost::asio::thread_pool threads(4);
    std::vector<std::future<output_result>> all;
    for (int i = 0; i < 20; ++i)
        all.push_back(boost::asio::co_spawn(
            threads, runner->run("head -c 100000 /dev/zero; exit " + std::to_string(i), long_enough),
            boost::asio::use_future));
    for (int i = 0; i < 20; ++i) {
        const output_result got = all[static_cast<std::size_t>(i)].get();
        ASSERT_TRUE(got) << got.error().text();
        EXPECT_EQ(got->exit_status, i);
        EXPECT_EQ(got->output.size(), 100'000U);
    }
    threads.join();
    EXPECT_FALSE(has_children());
}

TEST_P(ProcessRunner, ProgramOfAProcessThatReapsAllItself) {
    const auto before = std::signal(SIGCHLD, SIG_IGN);
    EXPECT_EQ(outcome_of("printf out"), "0 out|");
    std::signal(SIGCHLD, before);
}

}  // namespace
}  // namespace dynaco::test::process_runner_test
