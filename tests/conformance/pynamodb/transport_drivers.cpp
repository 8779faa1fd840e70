#include "models.hpp"
#include "recorded_case.hpp"

#include <algorithm>
#include <cctype>

/// Retries and headers.
namespace dynaco::test::pynamodb {

drivers transport_drivers() {
    drivers all;
    all["server errors are retried: 1 + max_retry_attempts (3) requests"] = [](recorded_case& c) {
        expect_requests(c, [](client db) -> awaitable<void> {
            const table<simple> table(std::move(db));
            try {
                const auto found = co_await table.get("a");
                ADD_FAILURE() << "the call succeeded";
            } catch (const error& e) {
                EXPECT_EQ(e.cause(), errc::internal_server_error);
                EXPECT_EQ(e.diagnostics().service_message, "There is a problem");
            }
        });
    };
    all["headers of a request: target, content type, session token signed, extra header sent but not "
        "signed"] = [](recorded_case& c) {
        client_options options;
        options.extra_headers = {{"x-proxy", "1"}};
        call_bench bench(options);
        bench.keys->gives(
            keys_of({.access_key_id = "AKID2", .secret_access_key = "secret", .session_token = "tok"}));
        bench.wire->script({scripted_attempt::answer()});
        EXPECT_TRUE(bench.call(call_bench::read()));
        const sent_request& sent = bench.wire->sent.at(0);
        const auto& wanted = c.expected();
        EXPECT_TRUE(sent.head.starts_with(std::string(wanted["method"].GetString()) + " " +
                                          wanted["path"].GetString() + " HTTP/1.1"));
        for (const char* const name : {"Content-Type", "X-Amz-Target", "X-Amz-Security-Token", "x-proxy"}) {
            std::string lower = name;
            std::ranges::transform(lower, lower.begin(), [](unsigned char ch) { return std::tolower(ch); });
            EXPECT_EQ(sent.header(lower), wanted[name].GetString()) << name;
        }
        const std::string signature = sent.header("authorization");
        EXPECT_TRUE(signature.starts_with(wanted["Authorization_prefix"].GetString()));
        EXPECT_NE(signature.find("Credential=AKID2/"), std::string::npos);
        EXPECT_NE(signature.find("/dynamodb/aws4_request"), std::string::npos);
        EXPECT_NE(signature.find("SignedHeaders=" + std::string(wanted["SignedHeaders"].GetString()) + ","),
                  std::string::npos)
            << signature;
    };
    return all;
}

}  // namespace dynaco::test::pynamodb
