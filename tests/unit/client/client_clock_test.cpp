#include "client_bench.hpp"

#include <chrono>
#include <string>

/// A service whose clock differs from this machine's, with real sockets.
namespace dynaco::test::client_clock_test {
namespace {

using std::chrono::minutes;
using std::chrono::system_clock;

// "20260101T000000Z"
system_clock::time_point time_of(const std::string& amz_date) {
    const auto number = [&amz_date](std::size_t at, std::size_t size) {
        return std::stoi(amz_date.substr(at, size));
    };
    const std::chrono::year_month_day day(std::chrono::year(number(0, 4)),
                                          std::chrono::month(static_cast<unsigned>(number(4, 2))),
                                          std::chrono::day(static_cast<unsigned>(number(6, 2))));
    return std::chrono::sys_days(day) + std::chrono::hours(number(9, 2)) + minutes(number(11, 2)) +
           seconds(number(13, 2));
}

// Responds like DynamoDB: a signature that is more than five minutes off its clock is refused.
request_handler service_with_clock(minutes ahead) {
    return [ahead](const received_request& request) {
        const auto its_time = system_clock::now() + ahead;
        const auto off = time_of(request.header("x-amz-date").value_or("")) - its_time;
        const bool good = off > -minutes(5) && off < minutes(5);
        return (good ? two_tables : service_error(400, "InvalidSignatureException", "Signature expired"))
            .date(its_time);
    };
}

class ClientClock : public Client, public testing::WithParamInterface<int> {};

TEST_P(ClientClock, IsCorrectedAndTheCorrectionIsKept) {
    server.on_request(service_with_clock(minutes(GetParam())));
    const client db = make();
    for (int call = 0; call < 3; ++call) {
        const auto answer = ask(db);
        ASSERT_TRUE(answer) << answer.error().text();
    }
    EXPECT_EQ(server.requests().size(), 4U) << "only the very first was refused";
    EXPECT_EQ(server.connections(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Of, ClientClock, testing::Values(10, -10, 24 * 60 * 365, -24 * 60 * 365));

TEST_F(Client, TheClockIsNotCorrectedIfTheEnvironmentForbidsIt) {
    for (const char* value : {"true", "TRUE"}) {
        const scoped_variables off{{"AWS_DISABLE_CLOCK_SKEW_CORRECTION", value}};
        server.on_request(service_with_clock(minutes(10)));
        const failure why = fail(make());
        EXPECT_EQ(why.cause(), errc::invalid_signature);
        EXPECT_EQ(why.diagnostics().attempts, 1);
        EXPECT_NE(why.text().find("behind the service's"), std::string::npos) << why.text();
    }
    const scoped_variables on{{"AWS_DISABLE_CLOCK_SKEW_CORRECTION", "false"}};
    EXPECT_TRUE(ask(make()));
}

}  // namespace
}  // namespace dynaco::test::client_clock_test
