#include "unit/client/call_bench.hpp"

#include <dynaco/observing.hpp>
#include <dynaco/operations/item.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <regex>
#include <string>
#include <vector>

namespace dynaco::test::debug_log_test {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;
using attempt = scripted_attempt;

struct logged_bench {
    explicit logged_bench(debug_log_options how = {}) : bench({.observer = log_into(text, how)}) {}
    static std::shared_ptr<observer> log_into(std::string& text, debug_log_options how) {
        return std::make_shared<debug_log>(how, [&text](std::string_view line) {
            // The invocation id is a new one each time.
            static const std::regex id("call=[0-9a-f-]{36}");
            text += std::regex_replace(std::string(line), id, "call=ID") + '\n';
        });
    }

    std::string text{};
    call_bench bench;
};

const attempt throttled = attempt::throttled();

std::string sizes_of(const sent_request& sent) {
    return " sent=" + std::to_string(sent.head.size() + sent.body.size());
}

TEST(DebugLog, LogsEachAttemptAtLevelEverything) {
    logged_bench l({.level = log_level::everything});
    l.bench.credentials_take(milliseconds(2));
    l.bench.wire->script({throttled.lease_takes(milliseconds(20)),
                          attempt::answer().on_used_connection().exchange_takes(milliseconds(5))});
    (void)l.bench.call(call_bench::read());
    EXPECT_EQ(
        l.text,
        "event=attempt operation=GetItem table=accounts call=ID attempt=1 outcome=throttling status=400 "
        "code=ThrottlingException request_id=REQUEST connection=opened credentials_ms=2.000 "
        "lease_ms=20.000" +
            sizes_of(l.bench.wire->sent.at(0)) +
            " received=89\n"
            "event=retry operation=GetItem table=accounts call=ID attempt=1 outcome=throttling status=400 "
            "code=ThrottlingException request_id=REQUEST pause_ms=500\n"
            "event=attempt operation=GetItem table=accounts call=ID attempt=2 outcome=success status=200 "
            "request_id=REQUEST connection=reused credentials_ms=2.000 head_ms=5.000 exchange_ms=5.000" +
            sizes_of(l.bench.wire->sent.at(1)) +
            " received=2\n"
            "event=call operation=GetItem table=accounts call=ID outcome=success status=200 "
            "request_id=REQUEST attempts=2 duration_ms=529.000 credentials_ms=4.000 lease_ms=20.000 "
            "exchange_ms=5.000 backoff_ms=500.000\n");
}

TEST(DebugLog, RetriesByDefault) {
    logged_bench l;
    l.bench.wire->script({throttled, attempt::answer()});
    (void)l.bench.call(call_bench::read());
    EXPECT_EQ(l.text,
              "event=retry operation=GetItem table=accounts call=ID attempt=1 outcome=throttling status=400 "
              "code=ThrottlingException request_id=REQUEST pause_ms=500\n");
}

TEST(DebugLog, LogsOnlyFailedCallsAtLevelFailures) {
    logged_bench l({.level = log_level::failures});
    l.bench.wire->script({throttled, attempt::service_error(400, "ValidationException"), attempt::answer()});
    (void)l.bench.call(call_bench::read());
    (void)l.bench.call(call_bench::read());
    EXPECT_EQ(l.text,
              "event=call operation=GetItem table=accounts call=ID outcome=validation_failed status=400 "
              "code=ValidationException request_id=REQUEST attempts=2 duration_ms=500.000 backoff_ms=500.000 "
              "endpoint=https://dynamodb.eu-west-1.amazonaws.com\n");
}

TEST(DebugLog, LogsACallThatIsRefusedBeforeItIsSent) {
    logged_bench l;
    encoded_request request = call_bench::write();
    request.refused = failure(errc::item_too_large, {});
    (void)l.bench.call(request);
    EXPECT_EQ(l.text,
              "event=call operation=PutItem table=accounts call=ID outcome=item_too_large "
              "endpoint=https://dynamodb.eu-west-1.amazonaws.com\n");
}

TEST(DebugLog, NamesTheIndex) {
    logged_bench l({.level = log_level::failures});
    l.bench.wire->script({attempt::service_error(400, "ValidationException")});
    (void)l.bench.call(encoded_request::of(scan{.table_name = "accounts", .index_name = "by-date"}));
    EXPECT_TRUE(l.text.starts_with("event=call operation=Scan table=accounts index=by-date call=ID "))
        << l.text;
}

TEST(DebugLog, OpeningAndStaleConnections) {
    std::string text;
    const auto log = logged_bench::log_into(text, {.level = log_level::everything});
    const observed_call call{.operation = "GetItem"};
    log->attempt_ended({.call = call,
                        .attempt = 1,
                        .connection = connection_use::opened,
                        .stale_replaced = 2,
                        .times = {.resolve = microseconds(1500),
                                  .connect = microseconds(20),
                                  .handshake = microseconds(3),
                                  .to_head = milliseconds(1)}});
    EXPECT_EQ(text,
              "event=attempt operation=GetItem attempt=1 outcome=success connection=opened stale=2 "
              "resolve_ms=1.500 connect_ms=0.020 handshake_ms=0.003 head_ms=1.000\n");
}

TEST(DebugLog, NamesGivenAtRunTimeStayInTheirLine) {
    logged_bench l({.level = log_level::failures});
    l.bench.wire->script({attempt::service_error(400, "ValidationException")});
    encoded_request request = call_bench::read();
    request.table = "a\nevent=call outcome=success";
    (void)l.bench.call(request);
    EXPECT_TRUE(l.text.starts_with(R"(event=call operation=GetItem table="a\nevent=call outcome=success" )"))
        << l.text;
}

TEST(DebugLog, ServiceMessageIfAskedFor) {
    for (const bool asked : {false, true}) {
        logged_bench l({.level = log_level::everything, .include_service_message = asked});
        l.bench.wire->script({throttled, attempt::service_error(400, "ValidationException")});
        (void)l.bench.call(call_bench::read());
        std::size_t found = 0;
        for (auto at = l.text.find("message=\"as scripted\""); at != l.text.npos;
             at = l.text.find("message=", at + 1))
            ++found;
        EXPECT_EQ(found, asked ? 4U : 0U) << l.text;
    }
}

// Neither secrets in requests nor those in responses are in the log.
TEST(DebugLog, HoldsNoSecretsAndNoValues) {
    const std::string value = "value-of-an-item";
    const std::vector<std::string> unwanted{access_key, secret_key, session_token, value, "Signature="};
    std::string all;
    for (const std::string& each : unwanted) all += each + ' ';

    const auto echo = [&](attempt a) {
        return a.with([&](wire::response& r) {
            r.request_id = all;
            r.error_type = r.status == 200 ? "" : all;
            r.date = r.crc32 = r.retry_after = all;
            if (r.status == 500) r.content_encoding = all;  // otherwise the response is not valid
            r.body = R"({"__type":")" + all + R"(","message":")" + all + R"(","Item":{"id":{"S":")" + all +
                     R"("}}})";
        });
    };
    const auto no_crc = [](attempt a) { return a.with([](wire::response& r) { r.crc32.clear(); }); };
    logged_bench l({.level = log_level::everything});
    encoded_request request = call_bench::write();
    request.body = R"({"TableName":"accounts","Item":{"id":{"S":")" + all +
                   R"("}},"ExpressionAttributeValues":{":0":{"S":")" + all + R"("}}})";
    l.bench.wire->script({echo(attempt::answer()), no_crc(echo(attempt::answer("", 500))),
                          no_crc(echo(attempt::answer("", 400)))});
    (void)l.bench.call(request);
    l.bench.wire->script({no_crc(echo(attempt::answer()))});
    (void)l.bench.call(request);
    for (const std::string& each : unwanted) {
        l.bench.wire->script({attempt::service_error(418, each)});
        (void)l.bench.call(request);
    }
    request.refused = failure(errc::item_too_large, {.attribute_path = all, .detail = all, .body = all});
    (void)l.bench.call(request);
    l.bench.keys->fails({errc::missing_credentials, {.detail = all, .service_message = all}});
    request.refused.reset();
    (void)l.bench.call(request);

    EXPECT_GE(std::ranges::count(l.text, '\n'), 10) << l.text;
    for (const std::string& each : unwanted) EXPECT_EQ(l.text.find(each), std::string::npos) << l.text;
}

TEST(DebugLog, NamesCodesThatAreNew) {
    logged_bench l;
    l.bench.wire->script({attempt::service_error(400, "NovelException")});
    (void)l.bench.call(call_bench::read());
    EXPECT_NE(l.text.find(" outcome=service_error status=400 code=NovelException "), l.text.npos) << l.text;
}

TEST(DebugLog, WritesToTheStandardErrorOutput) {
    testing::internal::CaptureStderr();
    debug_log log({.level = log_level::everything}, nullptr);
    const observed_call call{.operation = "GetItem"};
    log.call_ended({.call = call, .attempts = 1});
    const std::string text = testing::internal::GetCapturedStderr();
    const std::regex line(
        "time=20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]\\.[0-9]{3}Z event=call "
        "operation=GetItem outcome=success attempts=1\n");
    EXPECT_TRUE(std::regex_match(text, line)) << text;
}

}  // namespace
}  // namespace dynaco::test::debug_log_test
