// The code of docs/guide/deadlines.md, run by four threads: each of its calls is on its own strand.
#include "docs/deadlines.cpp"
#include "support/fault_server/fault_server.hpp"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <future>

namespace deadlines {
namespace {

std::atomic<int> worked = 0;  // calls of `work` and `answer` that ended by themselves

}  // namespace

asio::awaitable<void> work(dynaco::client db) {
    const dynaco::table<Account> accounts{db};
    for (int i = 0; i < 3; ++i) co_await accounts.get("111-111-1111");
    ++worked;
}

asio::awaitable<void> answer(tcp::socket& peer, dynaco::client db) {
    std::array<char, 1> byte{};
    for (;;) {
        co_await asio::async_read(peer, asio::buffer(byte), asio::use_awaitable);
        co_await work(db);
        co_await asio::async_write(peer, asio::buffer(byte), asio::use_awaitable);
    }
}

}  // namespace deadlines

namespace dynaco::test::guide_stress_test {
namespace {

using namespace std::chrono_literals;
namespace asio = boost::asio;
using asio::ip::tcp;

class GuideStress : public testing::Test {
 protected:
    GuideStress() {
        server.on_request([](const received_request& request) {
            return reply{"{}"}.delay(std::chrono::milliseconds(request.number % 3));
        });
    }
    ~GuideStress() override { threads.join(); }
    client make() {
        return client(threads.get_executor(), {.endpoint = server.url(),
                                               .credentials = static_credentials("AKID", "secret-secret"),
                                               .max_connections = 4});
    }
    fault_server server{};
    asio::thread_pool threads{4};
};

TEST_F(GuideStress, WhoeverIsFirst) {
    const client db = make();
    std::vector<std::future<void>> ends;
    for (int i = 0; i < 200; ++i)
        ends.push_back(asio::co_spawn(asio::make_strand(threads),
                                      deadlines::whoever_is_first(table<deadlines::Account>(db)),
                                      asio::use_future));
    for (auto& each : ends) EXPECT_NO_THROW(each.get());
}

TEST_F(GuideStress, Stopped) {
    const client db = make();
    std::vector<std::unique_ptr<asio::cancellation_signal>> signals;
    for (int i = 0; i < 200; ++i) {
        signals.push_back(std::make_unique<asio::cancellation_signal>());
        deadlines::stopped(threads.get_executor(), db, *signals.back());
    }
    threads.join();
    EXPECT_LT(deadlines::worked, 200);
}

TEST_F(GuideStress, RequestsWhosePeersLeave) {
    const client db = make();
    std::vector<std::shared_ptr<deadlines::request>> requests;
    for (int i = 0; i < 200; ++i) {
        requests.emplace_back(new deadlines::request{asio::make_strand(threads.get_executor())});
        deadlines::begin(requests.back(), db);
    }
    for (const auto& each : requests) deadlines::peer_left(each);
    requests.clear();
    threads.join();
    EXPECT_EQ(db.connections().total.waiting, 0U);
    EXPECT_EQ(db.connections().total.in_use, 0U);
}

TEST_F(GuideStress, PeersThatAreServed) {
    const client db = make();
    tcp::acceptor acceptor(threads, {asio::ip::address_v4::loopback(), 0});
    deadlines::worked = 0;
    std::vector<tcp::socket> peers;
    for (int i = 0; i < 40; ++i) {
        tcp::socket& peer = peers.emplace_back(threads);
        peer.connect(acceptor.local_endpoint());
        deadlines::accepted(threads, acceptor.accept(), db);
        asio::write(peer, asio::buffer("x", 1));
    }
    std::array<char, 1> byte{};
    asio::read(peers.front(), asio::buffer(byte));  // one waits for its response, the others disconnect
    peers.clear();
    threads.join();
    EXPECT_GE(deadlines::worked, 1);
}

}  // namespace
}  // namespace dynaco::test::guide_stress_test
