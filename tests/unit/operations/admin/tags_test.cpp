#include "unit/operations/encoding.hpp"

#include <dynaco/operations/table_settings.hpp>

#include <gtest/gtest.h>

#include <array>
#include <map>
#include <string>
#include <string_view>

namespace dynaco::tags_test {
namespace {

TEST(Tags, OperationsAreWhatTheySay) {
    static_assert(operation<tag_resource> && operation<untag_resource> && operation<list_tags_of_resource>);
    static_assert(tag_resource::info.writes && untag_resource::info.writes);
    static_assert(!list_tags_of_resource::info.writes);
    EXPECT_EQ(tag_resource::info.name, "TagResource");
    EXPECT_EQ(untag_resource::info.name, "UntagResource");
    EXPECT_EQ(list_tags_of_resource::info.name, "ListTagsOfResource");
    EXPECT_EQ(tag_resource::table(), "");
}

constexpr std::array<table_tag, 2> two_tags{table_tag{.key = "a\"", .value = "1"}, table_tag{.key = "b"}};
constexpr std::array<std::string_view, 2> two_keys{"a\"", "b"};

TEST(Tags, Encode) {
    EXPECT_EQ(encoded(tag_resource{.resource_arn = "arn:t", .tags = two_tags}),
              R"({"ResourceArn":"arn:t","Tags":[{"Key":"a\"","Value":"1"},{"Key":"b","Value":""}]})");
    EXPECT_EQ(encoded(untag_resource{.resource_arn = "arn:t", .tag_keys = two_keys}),
              R"({"ResourceArn":"arn:t","TagKeys":["a\"","b"]})");
    EXPECT_EQ(encoded(list_tags_of_resource{.resource_arn = "arn:t"}), R"({"ResourceArn":"arn:t"})");
    EXPECT_EQ(encoded(list_tags_of_resource{.resource_arn = "arn:t", .next_token = "n"}),
              R"({"ResourceArn":"arn:t","NextToken":"n"})");
}

TEST(Tags, TaggingAnswersNothing) {
    EXPECT_TRUE(tag_resource::decode(""));
    EXPECT_TRUE(untag_resource::decode(""));
}

TEST(Tags, DecodeAPage) {
    const auto reply = list_tags_of_resource::decode(
        R"({"Tags":[{"Key":"a","Value":"1"},null,{"Value":"2","Key":"b","x":[]},{"Key":"c"}],"NextToken":"n"})");
    ASSERT_TRUE(reply);
    EXPECT_EQ(reply->tags, (std::map<std::string, std::string>{{"a", "1"}, {"b", "2"}, {"c", ""}}));
    EXPECT_EQ(reply->next_token, "n");
}

TEST(Tags, DecodeTheMinimalReply) {
    const auto reply = list_tags_of_resource::decode("{}");
    ASSERT_TRUE(reply);
    EXPECT_TRUE(reply->tags.empty());
    EXPECT_EQ(reply->next_token, "");
}

TEST(Tags, RefuseMalformedReplies) {
    for (const std::string_view body : malformed_replies)
        EXPECT_EQ(cause_of(list_tags_of_resource::decode(body)), errc::malformed_reply) << body;
    for (const std::string_view body : {R"({"Tags":{}})", R"({"Tags":[1]})", R"({"Tags":[{"Key":1}]})",
                                        R"({"Tags":[{"Value":[]}]})", R"({"NextToken":1})"})
        EXPECT_EQ(cause_of(list_tags_of_resource::decode(body)), errc::malformed_reply) << body;
}

}  // namespace
}  // namespace dynaco::tags_test
