#include "client/route/node_list.hpp"

#include "support/fake_effects.hpp"
#include "support/run.hpp"
#include "support/scripted_http.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <string>
#include <utility>

namespace dynaco::node_list_test {
namespace {

using namespace std::chrono_literals;

class NodeList : public testing::Test {
 protected:
    std::shared_ptr<detail::node_list> make(node_options options) {
        return detail::node_list::make({.executor = io.get_executor(), .http = http, .world = world}, options)
            .value();
    }
    // The hosts of the next turns; background work that they start runs after each of them.
    std::string turns(detail::node_list& list, int count) {
        std::string hosts;
        for (int i = 0; i < count; ++i) {
            (hosts += hosts.empty() ? "" : " ") += list.next().host;
            settle();
        }
        return hosts;
    }
    void settle() {
        io.restart();
        io.poll();
    }

    boost::asio::io_context io;
    std::shared_ptr<test::scripted_http> http = std::make_shared<test::scripted_http>();
    std::shared_ptr<test::fake_effects> world = std::make_shared<test::fake_effects>();
};

transport::origin at(std::string host) { return {.tls = false, .host = std::move(host), .port = 8000}; }

TEST_F(NodeList, AsksANodeForTheOthersBesideTheFirstCall) {
    http->reply(200, R"(["a","b","c"])");
    http->reply(200, R"(["a","b","c"])");
    http->reply(404, "");
    const auto list = make({.nodes = {"http://a:8000"}});
    EXPECT_EQ(list->next(), at("a"));
    EXPECT_TRUE(http->requests.empty()) << "the call waited";
    settle();
    ASSERT_EQ(http->requests.size(), 3u) << "those that are new must answer, too";
    EXPECT_EQ(http->requests[0].method, "GET");
    EXPECT_EQ(http->requests[0].url, "http://a:8000/localnodes");
    EXPECT_EQ(list->size(), 3u);
    EXPECT_EQ(turns(*list, 6), "a b c a b c");
    EXPECT_EQ(http->requests.size(), 3u) << "before it is time";
}

TEST_F(NodeList, NodesThatDoNotAnswerAreNotUsed) {
    http->reply(200, R"(["x","y","z"])");
    http->fail(errc::connect_timed_out);
    http->fail(errc::connect_failed);
    http->reply(502, "");
    const auto list = make({.nodes = {"http://a:8000"}});
    EXPECT_EQ(turns(*list, 40).find_first_not_of("a "), std::string::npos);
    EXPECT_EQ(http->requests.size(), 4u);
    EXPECT_EQ(list->size(), 1u);
}

TEST_F(NodeList, OnlyNodesThatAnswerAreUsed) {
    http->reply(200, R"(["x","y"])");
    http->fail(errc::connect_failed);
    http->reply(200, R"(["x","y"])");
    http->reply(200, R"(["x","y"])");
    http->reply(200, R"(["x","y"])");
    const auto list = make({.nodes = {"http://a:8000"}, .refresh_interval = 10s});
    turns(*list, 1);
    EXPECT_EQ(turns(*list, 3), "y y y");
    world->advance(10s);
    turns(*list, 1);
    ASSERT_EQ(http->requests.size(), 5u);
    EXPECT_EQ(http->requests[4].url, "http://x:8000/localnodes") << "it is asked again with the next list";
    EXPECT_EQ(list->size(), 2u);
}

TEST_F(NodeList, ConfiguredNodesAreThereWhenAllOthersFail) {
    http->reply(200, R"(["x","y"])");
    http->reply(200, "[]");
    http->reply(200, "[]");
    const auto list = make({.nodes = {"http://a:8000"}, .refresh_interval = 1h});
    turns(*list, 1);
    EXPECT_EQ(turns(*list, 2).find('a'), std::string::npos);
    list->failed(at("x"), errc::connect_failed);
    list->failed(at("y"), errc::connect_timed_out);
    http->answers.clear();
    EXPECT_EQ(list->next(), at("a"));
    EXPECT_EQ(list->next(), at("a"));
}

TEST_F(NodeList, AsksForItsDatacenterAndRack) {
    http->reply(200, R"(["a"])");
    const auto list = make({.nodes = {"http://a:8000"}, .datacenter = "dc1", .rack = "r1"});
    turns(*list, 1);
    ASSERT_EQ(http->requests.size(), 1u);
    EXPECT_EQ(http->requests[0].url, "http://a:8000/localnodes?dc=dc1&rack=r1");
}

TEST_F(NodeList, AsksAgainAfterTheInterval) {
    http->reply(200, R"(["a","b"])");
    http->reply(200, "");  // b
    http->reply(200, R"(["a","c"])");
    http->reply(200, "");  // c
    const auto list = make({.nodes = {"http://a:8000"}, .refresh_interval = 10s});
    turns(*list, 1);
    world->advance(9'999ms);
    turns(*list, 3);
    EXPECT_EQ(http->requests.size(), 2u);
    world->advance(1ms);
    turns(*list, 1);
    EXPECT_EQ(http->requests.size(), 4u);
    EXPECT_EQ(list->size(), 2u);
    EXPECT_NE(turns(*list, 2).find('c'), std::string::npos);
}

TEST_F(NodeList, OneRequestIsUnderWayAtATime) {
    http->reply(200, R"(["a"])");
    const auto list = make({.nodes = {"http://a:8000"}, .refresh_interval = 1ms});
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(list->next(), at("a"));
        world->advance(1s);
    }
    settle();
    EXPECT_EQ(http->requests.size(), 1u);
}

TEST_F(NodeList, NeverAsksWithoutAnInterval) {
    const auto list = make({.nodes = {"http://a:8000", "http://b:8000"}, .refresh_interval = 0ms});
    list->failed(at("a"), errc::connect_failed);
    world->advance(1h);
    turns(*list, 4);
    EXPECT_TRUE(http->requests.empty());
}

TEST_F(NodeList, KeepsItsListIfTheAnswerIsNone) {
    const std::pair<int, const char*> answers[] = {{200, "[]"},         {200, "{}"},       {200, "<html>"},
                                                   {200, R"(["a b"])"}, {404, R"(["x"])"}, {500, ""}};
    for (const auto& [status, body] : answers) {
        http->requests.clear();
        http->reply(status, body);
        http->reply(status, body);
        const auto list = make({.nodes = {"http://a:8000", "http://b:8000"}});
        turns(*list, 1);
        EXPECT_FALSE(http->requests.empty());
        EXPECT_EQ(list->size(), 2u) << status << ' ' << body;
        http->answers.clear();
    }
}

TEST_F(NodeList, AsksAConfiguredNodeIfOneInTheListDoesNotAnswer) {
    http->reply(200, R"(["x"])");
    http->reply(200, R"(["x"])");
    http->fail(errc::connect_failed);
    http->reply(200, R"(["y","z"])");
    http->reply(200, "");
    http->reply(200, "");
    const auto list = make({.nodes = {"http://a:8000"}, .refresh_interval = 10s});
    turns(*list, 1);
    EXPECT_EQ(list->size(), 1u);
    world->advance(10s);
    turns(*list, 1);
    ASSERT_EQ(http->requests.size(), 6u);
    EXPECT_EQ(http->requests[2].url, "http://x:8000/localnodes");
    EXPECT_EQ(http->requests[3].url, "http://a:8000/localnodes");
    EXPECT_EQ(list->size(), 2u);
}

TEST_F(NodeList, PassesOverANodeThatFailedAndAsksForTheListSooner) {
    http->reply(200, R"(["a","b"])");
    http->reply(200, "");  // b
    http->reply(200, R"(["a","b"])");
    const auto list = make({.nodes = {"http://a:8000"}});
    turns(*list, 1);
    world->advance(5s);
    list->failed(at("b"), errc::connect_failed);
    EXPECT_EQ(turns(*list, 3), "a a a");
    EXPECT_EQ(http->requests.size(), 3u);
}

TEST_F(NodeList, ANodeThatAnswersIsUpAgain) {
    const auto list = make({.nodes = {"http://a:8000", "http://b:8000"}, .refresh_interval = 0ms});
    list->failed(at("b"), errc::attempt_timed_out);
    EXPECT_EQ(turns(*list, 2), "a a");
    list->succeeded(at("b"));
    const std::string both = turns(*list, 2);
    EXPECT_TRUE(both == "a b" || both == "b a") << both;
}

TEST_F(NodeList, BlamesANodeForWhatLiesInIt) {
    for (const errc why :
         {errc::resolve_failed, errc::connect_failed, errc::connect_timed_out, errc::tls_failed,
          errc::certificate_rejected, errc::proxy_refused, errc::connection_lost, errc::attempt_timed_out}) {
        const auto list = make({.nodes = {"http://a:8000", "http://b:8000"}, .refresh_interval = 0ms});
        list->failed(at("b"), why);
        EXPECT_EQ(turns(*list, 2), "a a");
    }
    for (const errc why : {errc::canceled, errc::deadline_exceeded, errc::pool_timed_out,
                           errc::too_many_waiting, errc::client_closed, errc::missing_credentials}) {
        const auto list = make({.nodes = {"http://a:8000", "http://b:8000"}, .refresh_interval = 0ms});
        list->failed(at("b"), why);
        EXPECT_NE(turns(*list, 2).find('b'), std::string::npos);
    }
}

TEST_F(NodeList, ANodeThatDoesNotGiveTheListIsPassedOver) {
    world->fixed_random = 2;  // "a" begins; no jitter
    http->fail(errc::connect_timed_out);
    http->reply(503, "");
    const auto list = make({.nodes = {"http://a:8000", "http://b:8000"}});
    EXPECT_EQ(list->next(), at("a"));
    settle();
    ASSERT_EQ(http->requests.size(), 2u);
    EXPECT_EQ(http->requests[0].url, "http://b:8000/localnodes");
    EXPECT_EQ(http->requests[1].url, "http://a:8000/localnodes");
    EXPECT_EQ(turns(*list, 3), "a a a");
    http->reply(200, R"(["a","b"])");
    world->advance(1s);
    EXPECT_EQ(turns(*list, 1), "b");
    EXPECT_EQ(http->requests.size(), 3u);
    EXPECT_EQ(turns(*list, 2), "a a") << "nobody has said that b is up";
    list->succeeded(at("b"));
    EXPECT_NE(turns(*list, 2).find('b'), std::string::npos);
}

TEST_F(NodeList, ClosingCancelsWhatIsUnderWayAndAsksNoMore) {
    http->held.hold();
    const auto list = make({.nodes = {"http://a:8000"}});
    turns(*list, 1);
    ASSERT_TRUE(http->held.has_waiting());
    list->close();
    EXPECT_TRUE(test::runs_dry(io));
    EXPECT_EQ(http->canceled, 1);
    world->advance(1h);
    EXPECT_EQ(turns(*list, 1), "a");
    EXPECT_EQ(http->requests.size(), 1u);
}

TEST_F(NodeList, ClosedBeforeItsRequestBeganItBeginsNone) {
    const auto list = make({.nodes = {"http://a:8000"}});
    EXPECT_EQ(list->next(), at("a"));
    list->close();
    EXPECT_TRUE(test::runs_dry(io));
    EXPECT_TRUE(http->requests.empty());
}

TEST_F(NodeList, OutlivesItsOwnerWhileItAsks) {
    http->reply(200, R"(["b"])");
    auto list = make({.nodes = {"http://a:8000"}});
    EXPECT_EQ(list->next(), at("a"));
    list.reset();
    settle();
    EXPECT_EQ(http->requests.size(), 2u);  // for the list, and whether the named node responds
}

// Returns the same list at once, to any thread.
class ready_http final : public identity::http_client {
 public:
    boost::asio::awaitable<result<wire::response>> send(const identity::http_request&) override {
        ++asked;
        result<wire::response> reply = test::scripted_http::response_of(200, R"(["a","b","c"])");
        co_return reply;
    }
    std::atomic<int> asked{0};
};

TEST(NodeListThreads, ShareAList) {
    boost::asio::thread_pool pool(4);
    const auto http = std::make_shared<ready_http>();
    const auto list = detail::node_list::make(
                          {.executor = pool.get_executor(), .http = http, .world = detail::real_effects()},
                          {.nodes = {"http://a:8000"}, .refresh_interval = 1ms})
                          .value();
    for (int worker = 0; worker < 4; ++worker)
        boost::asio::post(pool, [&list, worker] {
            for (int i = 0; i < 2000; ++i) {
                const transport::origin node = list->next();
                if (i % 50 == worker)
                    list->failed(node, errc::connect_failed);
                else
                    list->succeeded(node);
            }
        });
    pool.wait();
    EXPECT_GE(http->asked, 1);
    EXPECT_EQ(list->size(), 3u);
    list->close();
}

TEST_F(NodeList, RefusesWhatIsNoUrl) {
    const auto list = detail::node_list::make({.executor = io.get_executor(), .http = http, .world = world},
                                              {.nodes = {"a:8000"}});
    ASSERT_FALSE(list);
    EXPECT_EQ(list.error().cause(), errc::invalid_endpoint);
}

}  // namespace
}  // namespace dynaco::node_list_test
