#include "sigv4/request_signer.hpp"

#include "example.hpp"
#include "sigv4/signature.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <random>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace dynaco::sigv4::request_signer_test {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_seconds;

constexpr dynamodb_call get_item{
    .host = example::host, .target = example::target, .body = R"({"TableName":"T","Key":{"pk":{"S":"a"}}})"};

signed_request general(const dynamodb_call& call, const key_pair_view& keys, const scope& where,
                       sys_seconds time, std::string_view path = "/") {
    const std::array<header, 3> headers = {
        {{"host", call.host}, {"content-type", call.content_type}, {"x-amz-target", call.target}}};
    signing_key_cache cache{1};
    return sign({.method = "POST", .path = path, .headers = headers, .payload = call.body}, keys, where, time,
                cache);
}

std::string fast(const request_signer& signer, const dynamodb_call& call, sys_seconds time) {
    std::string out;
    signer.sign(call, time, out);
    return out;
}

TEST(SigV4RequestSigner, MatchesTheWorkedVector) {
    const request_signer signer{example::session_keys, example::dynamodb};
    std::string out = "Authorization: ";
    const amz_date date = signer.sign(get_item, example::new_year_2026, out);
    EXPECT_EQ(date.text(), "20260101T000000Z");
    EXPECT_EQ(
        out,
        "Authorization: AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/us-east-1/dynamodb/aws4_request, "
        "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, "
        "Signature=3f60f78d95b7290b449c8eb92fea57cd902e4f6f817ccac14635c207b6014452");
}

TEST(SigV4RequestSigner, SignsOnBothSidesOfMidnight) {
    const request_signer signer{example::keys, example::dynamodb};
    for (const auto offset : {-1s, 0s, 1s, -2s, 86399s, 86400s}) {
        const sys_seconds time = example::new_year_2026 + offset;
        EXPECT_EQ(fast(signer, get_item, time),
                  general(get_item, example::keys, example::dynamodb, time).authorization);
    }
}

TEST(SigV4RequestSigner, SignsTheBasePathOfACustomEndpoint) {
    for (const std::string_view path : {"", "/path", "/a b/../c/", "//x%20y"}) {
        const request_signer signer{example::keys, example::dynamodb, path};
        EXPECT_EQ(
            fast(signer, get_item, example::new_year_2026),
            general(get_item, example::keys, example::dynamodb, example::new_year_2026, path).authorization);
    }
}

TEST(SigV4RequestSigner, CanonicalisesOddHeaderValues) {
    const request_signer signer{example::keys, example::dynamodb};
    const dynamodb_call odd{.host = " h:8000\t",
                            .target = "a  b",
                            .body = "x",
                            .content_type = "application/json; charset=utf-8"};
    EXPECT_EQ(fast(signer, odd, example::new_year_2026),
              general(odd, example::keys, example::dynamodb, example::new_year_2026).authorization);
}

TEST(SigV4RequestSigner, DoesNotGrowAStringWithRoom) {
    const request_signer signer{example::session_keys, example::dynamodb};
    std::string out;
    out.reserve(1024);
    const char* const place = out.data();
    for (int i = 0; i < 3; ++i) signer.sign(get_item, example::new_year_2026, out);
    EXPECT_EQ(out.data(), place);
}

TEST(SigV4RequestSigner, ReadsTheCallBeforeItsOutputGrows) {
    const request_signer signer{example::keys, example::dynamodb};
    std::string out{get_item.target};
    out.shrink_to_fit();
    signer.sign({.host = get_item.host, .target = out, .body = get_item.body}, example::new_year_2026, out);
    EXPECT_EQ(out, std::string{get_item.target} + fast(signer, get_item, example::new_year_2026));
}

TEST(SigV4RequestSigner, FollowsTheSecondTheHostAndTheContentType) {
    const request_signer signer{example::session_keys, example::dynamodb};
    dynamodb_call other_host = get_item, other_type = get_item, other_target = get_item;
    other_host.host = "localhost:8000";
    other_type.content_type = "application/json";
    other_target.target = "DynamoDB_20120810.PutItem";
    for (const dynamodb_call& call : {get_item, other_host, get_item, other_type, get_item, other_target}) {
        for (const auto offset : {0s, 1s, 1s, 0s, 60s}) {
            const sys_seconds time = example::new_year_2026 + offset;
            EXPECT_EQ(fast(signer, call, time),
                      general(call, example::session_keys, example::dynamodb, time).authorization);
        }
    }
}

TEST(SigV4RequestSigner, LeavesItsOutputAloneAtAYearOfFiveDigits) {
    const request_signer signer{example::keys, example::dynamodb};
    std::string out = "head";
    EXPECT_THROW(signer.sign(get_item, std::chrono::sys_days{std::chrono::year{10000} / 1 / 1}, out),
                 std::invalid_argument);
    EXPECT_EQ(out, "head");
}

TEST(SigV4RequestSigner, CanBeMoved) {
    request_signer signer{example::keys, example::dynamodb};
    const std::string before = fast(signer, get_item, example::new_year_2026);
    request_signer moved = std::move(signer);
    signer = request_signer{example::session_keys, example::dynamodb};
    EXPECT_EQ(fast(moved, get_item, example::new_year_2026), before);
    EXPECT_NE(fast(signer, get_item, example::new_year_2026), before);
}

TEST(SigV4RequestSigner, RefusesControlCharacters) {
    EXPECT_THROW((request_signer{{.access_key_id = "A\n"}, example::dynamodb}), std::invalid_argument);
    EXPECT_THROW((request_signer{{.access_key_id = "A", .session_token = "\r"}, example::dynamodb}),
                 std::invalid_argument);
    EXPECT_THROW((request_signer{example::keys, {.region = "r\n"}}), std::invalid_argument);
}

class random_text {
 public:
    explicit random_text(unsigned seed) : engine_(seed) {}

    std::size_t number(std::size_t limit) {
        return std::uniform_int_distribution<std::size_t>{0, limit}(engine_);
    }

    std::string printable(std::size_t longest) {
        std::string out(number(longest), ' ');
        for (char& each : out) each = static_cast<char>(' ' + number(94));
        return out;
    }

    std::string bytes(std::size_t longest) {
        std::string out(number(longest), '\0');
        for (char& each : out) each = static_cast<char>(number(255));
        return out;
    }

 private:
    std::mt19937 engine_;
};

TEST(SigV4RequestSigner, EqualsTheGeneralPathOnRandomRequests) {
    random_text random{20260101};
    for (int i = 0; i < 2000; ++i) {
        const std::string id = random.printable(30), secret = random.printable(90),
                          token = random.printable(1500);
        const std::string region = random.printable(20), service = random.printable(12),
                          path = random.printable(20);
        const std::string host = random.printable(700), target = random.printable(60),
                          type = random.printable(40);
        const std::string body = random.bytes(3000);
        const key_pair_view keys{id, secret, i % 2 == 0 ? std::string_view{token} : std::string_view{}};
        const scope where{region, service};
        const dynamodb_call call{.host = host, .target = target, .body = body, .content_type = type};
        const sys_seconds time{std::chrono::seconds{random.number(4'000'000'000)}};
        ASSERT_EQ(fast(request_signer{keys, where, path}, call, time),
                  general(call, keys, where, time, path).authorization)
            << "request " << i;
    }
}

TEST(SigV4RequestSigner, SignsOnManyThreadsAtOnce) {
    const request_signer signer{example::session_keys, example::dynamodb};
    std::array<std::string, 2> expected;
    for (std::size_t day = 0; day < 2; ++day) {
        expected[day] = fast(signer, get_item, example::new_year_2026 + std::chrono::days{day});
    }
    std::vector<std::thread> threads;
    std::vector<int> wrong(4, 0);
    for (int& each : wrong) {
        threads.emplace_back([&signer, &expected, &each] {
            for (std::size_t i = 0; i < 2000; ++i) {
                const std::size_t day = i / 50 % 2;  // threads disagree about the second and the day
                const sys_seconds time = example::new_year_2026 + std::chrono::days{day};
                if (fast(signer, get_item, time) != expected[day]) ++each;
            }
        });
    }
    for (std::thread& each : threads) each.join();
    EXPECT_EQ(wrong, std::vector<int>(4, 0));
}

}  // namespace
}  // namespace dynaco::sigv4::request_signer_test
