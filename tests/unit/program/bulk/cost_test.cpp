#include "program/bulk/cost.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <string>
#include <vector>

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

TEST(Cost, WritesToIndexesAreCounted) {
    boost::asio::io_context io;
    const client local = client_at(io, "http://localhost:8000");
    table_description table{.name = "t", .item_count = 10, .size_bytes = 20 * 1024};
    EXPECT_EQ(write_cost_text(table, table.indexes, local), "at least 20 write units");
    table.indexes.push_back({.name = "a", .item_count = 10, .size_bytes = 100});
    table.indexes.push_back({.name = "b", .item_count = 4, .size_bytes = 8 * 1024});
    EXPECT_EQ(write_cost_text(table, table.indexes, local),
              "at least 20 write units; for the indexes at least 18 write units");
    std::vector<index_description> others = table.indexes;
    others.push_back({.name = "c", .item_count = 3});
    table.indexes.front().item_count = table.indexes.front().size_bytes = 0;
    EXPECT_EQ(
        write_cost_text(table, others, local),
        "at least 20 write units; for the indexes at least 8 write units; more for the entries of a, c, "
        "which DynamoDB has not counted");
    table.item_count = table.size_bytes = 0;
    EXPECT_EQ(write_cost_text(table, {}, local), "at least 0 write units");
}

}  // namespace
}  // namespace dynaco::program::cost_test
