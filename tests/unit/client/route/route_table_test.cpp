#include "client/route/table.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <vector>

namespace dynaco::route_table_test {
namespace {

identity::endpoint at(const std::string& host) {
    return {.origin = {.host = host}, .signing_region = "eu-west-1"};
}

const detail::route_table::head_maker heads = [](const identity::endpoint& to, std::string_view host) {
    return wire::head_template({.path = to.path, .host = host, .user_agent = "agent"});
};

encoded_request about(std::string table, std::vector<std::string> tables = {}, std::string resource = {}) {
    encoded_request r;
    r.table = std::move(table);
    r.tables = std::move(tables);
    r.resource = std::move(resource);
    return r;
}

TEST(ResourceArnOf, IsTheTableTheResourceOrTheFirstTable) {
    const std::string arn = "arn:aws:dynamodb:eu-west-1:111122223333:table/a";
    EXPECT_EQ(detail::resource_arn_of(about(arn)), arn);
    EXPECT_EQ(detail::resource_arn_of(about("", {}, arn)), arn);
    EXPECT_EQ(detail::resource_arn_of(about("", {arn, "b"})), arn);
    EXPECT_EQ(detail::resource_arn_of(about("", {"b", arn})), "") << "only the first counts";
    EXPECT_EQ(detail::resource_arn_of(about("accounts")), "");
    EXPECT_EQ(detail::resource_arn_of(about("")), "");
}

TEST(RouteTable, WithoutARuleGoesToOnePlace) {
    detail::route_table t(at("usual.example.com"), nullptr, heads);
    EXPECT_FALSE(t.has_rule());
    EXPECT_EQ(t.find({.account_id = "111122223333", .resource_arn = "arn:x"}).value(), t.usual());
    EXPECT_EQ(*t.usual()->url, "https://usual.example.com");
    EXPECT_EQ(t.usual()->host, "usual.example.com");
}

TEST(RouteTable, AsksTheRuleOncePerPlace) {
    std::vector<std::string> asked;
    detail::route_table t(
        at("usual.example.com"),
        [&asked](const detail::route_parameters& of) -> result<identity::endpoint> {
            asked.push_back(std::string(of.account_id) + '/' + std::string(of.resource_arn) +
                            (of.searches ? "?" : ""));
            return at(std::string(of.account_id.empty() ? of.resource_arn : of.account_id) + ".example.com");
        },
        heads);
    const auto one = t.find({.account_id = "111", .resource_arn = ""}).value();
    EXPECT_EQ(one->host, "111.example.com");
    EXPECT_EQ(t.find({.account_id = "111", .resource_arn = ""}).value(), one);
    EXPECT_EQ(t.find({.account_id = "", .resource_arn = "222"}).value()->host, "222.example.com");
    EXPECT_NE(t.find({.account_id = "111", .resource_arn = "222"}).value(), one);
    EXPECT_TRUE(t.find({.account_id = "111", .searches = true}));
    EXPECT_EQ(asked, (std::vector<std::string>{"111/", "/222", "111/222", "111/?"}));
}

TEST(RouteTable, KeepsNoFailure) {
    int asked = 0;
    detail::route_table t(
        at("usual.example.com"),
        [&asked](const detail::route_parameters&) -> result<identity::endpoint> {
            if (++asked == 1) return failure(errc::missing_region, {});
            return at("found.example.com");
        },
        heads);
    EXPECT_EQ(t.find({.account_id = "", .resource_arn = ""}).error().cause(), errc::missing_region);
    EXPECT_EQ(t.find({.account_id = "", .resource_arn = ""}).value()->host, "found.example.com");
}

TEST(RouteTable, KeepsSoManyAndNoMore) {
    std::size_t asked = 0;
    detail::route_table t(
        at("usual.example.com"),
        [&asked](const detail::route_parameters& of) -> result<identity::endpoint> {
            ++asked;
            return at(std::string(of.account_id) + ".example.com");
        },
        heads);
    for (std::size_t i = 0; i < detail::route_table::max_kept + 1; ++i)
        EXPECT_TRUE(t.find({.account_id = std::to_string(i), .resource_arn = ""}));
    EXPECT_TRUE(t.find({.account_id = "0", .resource_arn = ""}));
    EXPECT_EQ(asked, detail::route_table::max_kept + 1);
    EXPECT_EQ(t.find({.account_id = std::to_string(detail::route_table::max_kept), .resource_arn = ""})
                  .value()
                  ->host,
              "1024.example.com");
    EXPECT_EQ(asked, detail::route_table::max_kept + 2);
}

TEST(RouteTable, WhatIsNotKnownYetHasNoUrl) {
    EXPECT_EQ(*detail::route_table({}, nullptr, heads).usual()->url, "");
}

}  // namespace
}  // namespace dynaco::route_table_test
