#include "program/bulk/cost.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <string>

namespace dynaco::program::cost_test {
namespace {

client client_at(boost::asio::io_context& io, std::string endpoint) {
    client_options options;
    options.region = "us-east-1";
    options.endpoint = std::move(endpoint);
    options.credentials = static_credentials("id", "secret");
    return client(io.get_executor(), options);
}

TEST(Cost, SaysOfWhichPlaceAndYearAPriceIs) {
    boost::asio::io_context io;
    const client aws = client_at(io, "https://dynamodb.us-east-1.amazonaws.com");
    EXPECT_EQ(cost_text(2'000'000, unit_kind::write, aws),
              "2,000,000 write units, about $1.25 on demand at us-east-1's price of 2026");
    EXPECT_EQ(cost_text(1, unit_kind::read, aws),
              "1 read unit, less than $0.01 on demand at us-east-1's price of 2026");
    EXPECT_EQ(
        scan_cost_text({10, 8192 * 100}, true, aws),
        "about 10 items, 819 KB: 200 read units, less than $0.01 on demand at us-east-1's price of 2026");
}

TEST(Cost, ALocalServerHasNoPrice) {
    boost::asio::io_context io;
    EXPECT_EQ(cost_text(2, unit_kind::write, client_at(io, "http://localhost:8000")), "2 write units");
}

}  // namespace
}  // namespace dynaco::program::cost_test
