#include "support/fault_server/reply/service_replies.hpp"

#include <gtest/gtest.h>

namespace dynaco::test::service_replies_test {
namespace {

std::string start_of(std::string_view code) {
    return R"({"__type":"com.amazonaws.dynamodb.v20120810#)" + std::string(code) + R"(","message":")";
}

TEST(ServiceReplies, CarryStatusTypeAndMessage) {
    EXPECT_EQ(throttled().parts().status, 400U);
    EXPECT_TRUE(throttled().parts().body.starts_with(start_of("ProvisionedThroughputExceededException")));
    EXPECT_EQ(internal_error().parts().status, 500U);
    EXPECT_EQ(internal_error().parts().body, start_of("InternalServerError") + R"(Internal server error"})");
    EXPECT_EQ(resource_not_found().parts().status, 400U);
    EXPECT_TRUE(resource_not_found().parts().body.starts_with(start_of("ResourceNotFoundException")));
    EXPECT_EQ(expired_token().parts().status, 400U);
    EXPECT_TRUE(expired_token().parts().body.starts_with(start_of("ExpiredTokenException")));
}

TEST(ServiceReplies, EscapeTheMessage) {
    EXPECT_EQ(validation_error("a \"b\" \\ \n").parts().body,
              start_of("ValidationException") + R"(a \"b\" \\ \u000a"})");
}

TEST(ServiceReplies, ConditionFailureCarriesTheItemIfAny) {
    EXPECT_EQ(conditional_check_failed(R"({"id":{"S":"1"}})").parts().body,
              start_of("ConditionalCheckFailedException") +
                  R"(The conditional request failed","Item":{"id":{"S":"1"}}})");
    EXPECT_EQ(conditional_check_failed().parts().body,
              start_of("ConditionalCheckFailedException") + R"(The conditional request failed"})");
}

TEST(ServiceReplies, LoadBalancerAnswersInHtml) {
    const reply_parts parts = service_unavailable_html().parts();
    EXPECT_EQ(parts.status, 503U);
    EXPECT_EQ(parts.crc, crc_header::absent);
    EXPECT_FALSE(parts.request_id);
    EXPECT_TRUE(parts.body.starts_with("<html>"));
}

}  // namespace
}  // namespace dynaco::test::service_replies_test
