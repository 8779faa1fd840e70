#include <dynaco/client.hpp>

#include <gtest/gtest.h>

#include <string>

namespace dynaco::test::connections_text_test {
namespace {

using std::chrono::milliseconds;

bool has_line(const std::string& page, const std::string& line) {
    return ("\n" + page).find("\n" + line + "\n") != std::string::npos;
}

TEST(ConnectionsText, TellsEachEndpoint) {
    client_connections all;
    all.endpoints["https://a"] = {.idle = 3,
                                  .in_use = 2,
                                  .waiting = 7,
                                  .opened = 9,
                                  .closed = {.by_server = 4},
                                  .wait_time = milliseconds(1500)};
    all.endpoints["https://b\"x"] = {.opening = 1};
    const std::string page = to_prometheus(all);
    for (const char* const line : {
             "# TYPE dynaco_connections gauge",
             R"(dynaco_connections{endpoint="https://a",state="idle"} 3)",
             R"(dynaco_connections{endpoint="https://a",state="in_use"} 2)",
             R"(dynaco_connections{endpoint="https://b\"x",state="opening"} 1)",
             R"(dynaco_waiting_calls{endpoint="https://a"} 7)",
             R"(dynaco_connections_opened_total{endpoint="https://a"} 9)",
             R"(dynaco_connections_closed_total{endpoint="https://a",reason="by_server"} 4)",
             R"(dynaco_connections_closed_total{endpoint="https://a",reason="age"} 0)",
             R"(dynaco_connection_wait_seconds_total{endpoint="https://a"} 1.5)",
         })
        EXPECT_TRUE(has_line(page, line)) << line << "\n" << page;
}

TEST(ConnectionsText, OfNoEndpointHasNoSamples) {
    const std::string page = to_prometheus({});
    EXPECT_EQ(page.find('{'), std::string::npos);
    EXPECT_TRUE(has_line(page, "# TYPE dynaco_waiting_calls gauge"));
}

}  // namespace
}  // namespace dynaco::test::connections_text_test
