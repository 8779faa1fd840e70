#include "both_ways.hpp"

#include <dynaco/detail/model/container_codec.hpp>
#include <dynaco/detail/model/time_codec.hpp>

#include <gtest/gtest.h>

#include <cctype>
#include <chrono>
#include <cstdint>
#include <deque>
#include <list>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace dynaco::container_codec_test {
namespace {

using test::both_ways;
using test::read;
using test::read_failure;
using test::write_failure;
using test::written;

using strings = std::vector<std::string>;
using by_name = std::map<std::string, int>;

static_assert(storable<strings> && storable<std::vector<bool>> && storable<std::vector<strings>>);
static_assert(storable<std::set<std::string>> && storable<std::unordered_set<int>> &&
              storable<std::set<binary>>);
static_assert(!storable<std::set<bool>> && !storable<std::set<strings>>, "DynamoDB has no such sets");
static_assert(!storable<std::map<int, int>>, "names are strings");
static_assert(codec<binary>::type == attribute_type::B, "bytes are not a list");

TEST(ContainerCodec, ReadsAndWritesLists) {
    both_ways(strings{}, R"({"L":[]})");
    both_ways(strings{"a", ""}, R"({"L":[{"S":"a"},{"S":""}]})");
    both_ways(std::deque<int>{1, -2}, R"({"L":[{"N":"1"},{"N":"-2"}]})");
    both_ways(std::list<double>{0.5}, R"({"L":[{"N":"0.5"}]})");
    both_ways(std::vector<bool>{true, false}, R"({"L":[{"BOOL":true},{"BOOL":false}]})");
    both_ways(std::vector<strings>{{}, {"a"}}, R"({"L":[{"L":[]},{"L":[{"S":"a"}]}]})");
    both_ways(std::vector<binary>{{}, {std::byte{1}}}, R"({"L":[{"B":""},{"B":"AQ=="}]})");
}

TEST(ContainerCodec, ListsReadThroughWhiteSpace) {
    EXPECT_EQ(read<strings>(" { \"L\" : [ { \"S\" : \"a\" } , { \"S\" : \"b\" } ] } "), (strings{"a", "b"}));
    EXPECT_EQ(read<strings>(R"({"__type":"x","L":[{"S":"a","N":null}]})"), strings{"a"});
}

TEST(ContainerCodec, EmptyElementsAreNull) {
    both_ways(std::vector<std::optional<int>>{1, std::nullopt}, R"({"L":[{"N":"1"},{"NULL":true}]})");
}

TEST(ContainerCodec, SetsInLists) {
    both_ways(std::vector<std::set<std::string>>{{"a", "b"}}, R"({"L":[{"SS":["a","b"]}]})");
    both_ways(std::vector<std::set<int>>{{1}, {}, {2}}, R"({"L":[{"NS":["1"]},{"NULL":true},{"NS":["2"]}]})");
}

TEST(ContainerCodec, ReadsAndWritesSets) {
    both_ways(std::set<std::string>{"a", "b\""}, R"({"SS":["a","b\""]})");
    both_ways(std::set<int>{-1, 2}, R"({"NS":["-1","2"]})");
    both_ways(std::set<number>{number("1.5")}, R"({"NS":["1.5"]})");
    both_ways(std::set<binary>{{}, {std::byte{1}}}, R"({"BS":["","AQ=="]})");
    both_ways(std::unordered_set<std::string>{"a"}, R"({"SS":["a"]})");
    EXPECT_EQ(read<std::set<int>>(R"({"NS":["2","1","2.0"]})"), (std::set<int>{1, 2}));
}

TEST(ContainerCodec, EmptySetsAreAbsent) {
    EXPECT_TRUE(detail::model::is_absent(std::set<int>{}));
    EXPECT_FALSE(detail::model::is_absent(std::set<int>{1}));
    EXPECT_TRUE(detail::model::is_absent(std::optional(std::set<int>{})));
    EXPECT_EQ(write_failure(std::set<int>{}).cause(), errc::empty_set);
}

TEST(ContainerCodec, StoredNullIsAnEmptySet) {
    detail::json::reader in(R"({"NULL":true})");
    std::set<int> set{1};
    EXPECT_TRUE(detail::model::read_attribute(in, set));
    EXPECT_TRUE(set.empty());
    EXPECT_EQ(read_failure<strings>(R"({"NULL":true})").cause(), errc::type_mismatch);
}

TEST(ContainerCodec, SetsOfOtherTypesAreAMismatch) {
    EXPECT_EQ(read_failure<std::set<std::string>>(R"({"NS":["1"]})").cause(), errc::type_mismatch);
    EXPECT_EQ(read_failure<std::set<int>>(R"({"L":[{"N":"1"}]})").cause(), errc::type_mismatch);
    EXPECT_EQ(read_failure<std::set<int>>(R"({"NS":["x"]})").cause(), errc::invalid_value);
    EXPECT_EQ(read_failure<std::set<std::int8_t>>(R"({"NS":["1","300"]})").cause(),
              errc::number_out_of_range);
    EXPECT_EQ(read_failure<std::set<int>>(R"({"NS":[1]})").cause(), errc::malformed_reply);
    EXPECT_EQ(read_failure<std::set<int>>(R"({"NS":["1",]})").cause(), errc::malformed_reply);
}

TEST(ContainerCodec, ReadsAndWritesMaps) {
    both_ways(by_name{}, R"({"M":{}})");
    both_ways(by_name{{"a", 1}, {"b.c", 2}}, R"({"M":{"a":{"N":"1"},"b.c":{"N":"2"}}})");
    both_ways(by_name{{"q\"\n", 1}}, R"({"M":{"q\"\n":{"N":"1"}}})");
    both_ways(by_name{{"", 1}}, R"({"M":{"":{"N":"1"}}})");
    both_ways(std::unordered_map<std::string, strings>{{"a", {"x"}}}, R"({"M":{"a":{"L":[{"S":"x"}]}}})");
    both_ways(std::map<std::string, by_name>{{"a", {{"b", 1}}}}, R"({"M":{"a":{"M":{"b":{"N":"1"}}}}})");
}

TEST(ContainerCodec, MapsKeepKeysWithoutAValueAsNull) {
    using numbers = std::map<std::string, std::optional<int>>;
    const numbers some{{"a", 1}, {"b", std::nullopt}};
    EXPECT_EQ(written(some), R"({"M":{"a":{"N":"1"},"b":{"NULL":true}}})");
    EXPECT_EQ(read<numbers>(written(some)), some);
    using sets = std::map<std::string, std::set<int>>;
    EXPECT_EQ(written(sets{{"a", {}}}), R"({"M":{"a":{"NULL":true}}})");
    EXPECT_EQ(read<sets>(written(sets{{"a", {}}})), (sets{{"a", {}}}));
}

TEST(ContainerCodec, LastOfEqualNamesWins) {
    EXPECT_EQ(read<by_name>(R"({"M":{"a":{"N":"1"},"a":{"N":"2"}}})"), (by_name{{"a", 2}}));
}

TEST(ContainerCodec, ReadingReplacesWhatWasThere) {
    strings list{"old", "older"};
    by_name map{{"old", 1}};
    detail::json::reader list_in(R"({"L":[{"S":"new"}]})"), map_in(R"({"M":{"new":{"N":"2"}}})");
    EXPECT_TRUE(detail::model::read_attribute(list_in, list));
    EXPECT_TRUE(detail::model::read_attribute(map_in, map));
    EXPECT_EQ(list, strings{"new"});
    EXPECT_EQ(map, (by_name{{"new", 2}}));
}

TEST(ContainerCodec, FailureNamesTheElement) {
    const failure f = read_failure<std::vector<int>>(R"({"L":[{"N":"1"},{"S":"x"}]})");
    EXPECT_EQ(f.cause(), errc::type_mismatch);
    EXPECT_EQ(f.diagnostics().attribute_path, "[1]");
    using nested = std::map<std::string, std::vector<by_name>>;
    EXPECT_EQ(read_failure<nested>(R"({"M":{"a":{"L":[{"M":{}},{"M":{"b":{"N":"x"}}}]}}})")
                  .diagnostics()
                  .attribute_path,
              "a[1].b");
    const std::map<std::string, std::vector<double>> numbers{{"a", {1.0, 1e300}}};
    EXPECT_EQ(write_failure(numbers).cause(), errc::number_out_of_range);
    EXPECT_EQ(write_failure(numbers).diagnostics().attribute_path, "a[1]");
}

TEST(ContainerCodec, RefusesBrokenJson) {
    for (const char* text :
         {R"({"L":)", R"({"L":[)", R"({"L":[{"S":"a"})", R"({"L":[{"S":"a"},]})", R"({"L":{}})",
          R"({"L":[{"S":"a"}{"S":"b"}]})", R"({"L":[{}]})", R"({"L":[null]})", R"({"L":["a"]})"})
        EXPECT_EQ(read_failure<strings>(text).cause(), errc::malformed_reply) << text;
    for (const char* text : {R"({"M":[]})", R"({"M":{"a"}})", R"({"M":{"a":{"N":"1"},}})",
                             R"({"M":{"a":null}})", R"({"M":{"a":"1"}})", R"({"M":{a:{"N":"1"}}})"})
        EXPECT_EQ(read_failure<by_name>(text).cause(), errc::malformed_reply) << text;
}

TEST(ContainerCodec, RefusesSetsWithTwoElementsOfOneText) {
    using namespace std::chrono_literals;
    using time = std::chrono::sys_time<std::chrono::nanoseconds>;
    const std::set<time> alike{time(1ns), time(2ns)};
    EXPECT_EQ(write_failure(alike).cause(), errc::invalid_value);
    EXPECT_NE(write_failure(alike).text().find("1970-01-01T00:00:00.000000+0000"), std::string::npos);
    EXPECT_EQ(written(std::set<time>{time(1ns), time(1us)}),
              R"({"SS":["1970-01-01T00:00:00.000000+0000","1970-01-01T00:00:00.000001+0000"]})");
    EXPECT_EQ(write_failure(std::multiset<int>{1, 2, 1}).cause(), errc::invalid_value);
    EXPECT_EQ(written(std::multiset<int>{1, 2}), R"({"NS":["1","2"]})");
    EXPECT_EQ(written(std::set<double>{0.0, -0.0}), R"({"NS":["0"]})");
    EXPECT_EQ(written(std::set<number>{number("1"), number("1.0")}), R"({"NS":["1"]})");
}

struct ignore_case {
    static std::string lower(std::string text) {
        for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        return text;
    }
    bool operator()(const std::string& a, const std::string& b) const { return lower(a) < lower(b); }
};
using coarse_set = std::set<std::string, ignore_case>;
struct same_first {
    bool operator()(const std::string& a, const std::string& b) const { return (a[0] | 32) == (b[0] | 32); }
};
struct first_hash {
    std::size_t operator()(const std::string& text) const { return static_cast<std::size_t>(text[0] | 32); }
};
using alike_set = std::unordered_set<std::string, first_hash, same_first>;
using coarse_map = std::map<std::string, int, ignore_case>;

TEST(ContainerCodec, NothingIsLostByAComparisonOfTheUsersOwn) {
    EXPECT_EQ(read<coarse_set>(R"({"SS":["b","A"]})"), (coarse_set{"A", "b"}));
    const failure set = read_failure<coarse_set>(R"({"SS":["a","b","A"]})");
    EXPECT_EQ(set.cause(), errc::invalid_value);
    EXPECT_NE(set.text().find("two stored elements"), std::string::npos) << set.text();
    EXPECT_EQ(read<coarse_set>(R"({"SS":["a","a"]})"), coarse_set{"a"});
    EXPECT_EQ(read_failure<alike_set>(R"({"SS":["a","A"]})").cause(), errc::invalid_value);

    using coarse_bag = std::multiset<std::string, ignore_case>;
    EXPECT_EQ(read<coarse_bag>(R"({"SS":["a","A"]})")->size(), 2u) << "it keeps both";

    EXPECT_EQ(read<coarse_map>(R"({"M":{"b":{"N":"1"},"A":{"N":"2"}}})")->size(), 2u);
    const failure map = read_failure<coarse_map>(R"({"M":{"a":{"N":"1"},"b":{"N":"1"},"A":{"N":"2"}}})");
    EXPECT_EQ(map.cause(), errc::invalid_value);
    EXPECT_EQ(map.diagnostics().attribute_path, "A");
}

}  // namespace
}  // namespace dynaco::container_codec_test
