#include "unit/transport/pool_bench.hpp"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

namespace dynaco::test::pool_fork_test {
namespace {

/// A forked process has its own connections and does not change those of its parent.
class PoolFork : public OverTcpAndTls {
 protected:
    /// True if `child` returns true in a forked process.
    template <class F>
    bool in_a_child(const F& child) {
        bench->io.notify_fork(boost::asio::io_context::fork_prepare);
        const pid_t pid = ::fork();
        if (pid == 0) {
            bench->io.notify_fork(boost::asio::io_context::fork_child);
            bool right = false;
            try {
                right = child();
            } catch (const std::exception&) {
            }
            ::_exit(right ? 0 : 1);
        }
        bench->io.notify_fork(boost::asio::io_context::fork_parent);
        int status = -1;
        return ::waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
    }
};
INSTANTIATE_TEST_SUITE_P(Over, PoolFork, testing::Bool(), &PoolFork::name_of);

TEST_P(PoolFork, AChildOpensConnectionsOfItsOwn) {
    ASSERT_EQ(bench->text(), "{}");
    EXPECT_TRUE(in_a_child([this] { return bench->text() == "{}" && bench->text() == "{}"; }));
    EXPECT_EQ(server->connections(), 2U);
    EXPECT_EQ(bench->text(), "{}");
    EXPECT_EQ(server->connections(), 2U) << "the parent's connection is as it was";
}

TEST_P(PoolFork, AChildThatOnlyEndsSaysNothing) {
    ASSERT_EQ(bench->text(), "{}");
    EXPECT_TRUE(in_a_child([this] {
        bench.reset();
        return true;
    }));
    EXPECT_EQ(bench->text(), "{}");
    EXPECT_EQ(server->connections(), 1U);
}

TEST_P(PoolFork, ALentConnectionIsOfNoUseToAChild) {
    const auto lent = bench->take();
    ASSERT_TRUE(bench->ask(lent).reply);
    EXPECT_TRUE(in_a_child([&] {
        const exchange_result outcome = bench->ask(lent);
        return !outcome.reply && outcome.nothing_sent && !(**lent)->reusable();
    }));
    EXPECT_TRUE(bench->ask(lent).reply);
    EXPECT_EQ(server->connections(), 1U);
    EXPECT_EQ(server->requests().size(), 2U);
}

}  // namespace
}  // namespace dynaco::test::pool_fork_test
