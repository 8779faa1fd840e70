#include <dynaco/errors.hpp>

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace dynaco::errc_test {
namespace {

constexpr int last = static_cast<int>(errc::service_error);

TEST(Errc, EveryCauseHasItsOwnMessage) {
    std::set<std::string> messages;
    for (int code = 1; code <= last; ++code) {
        const std::string message = make_error_code(static_cast<errc>(code)).message();
        EXPECT_NE(message, "unknown error") << code;
        EXPECT_TRUE(messages.insert(message).second) << message;
    }
    EXPECT_EQ(error_category().message(0), "unknown error");
    EXPECT_EQ(error_category().message(last + 1), "unknown error");
}

TEST(Errc, EveryCauseBelongsToOneCondition) {
    for (int code = 1; code <= last; ++code) {
        int families = 0;
        for (int c = 1; c <= static_cast<int>(condition::model_mismatch); ++c)
            families += make_error_code(static_cast<errc>(code)) == static_cast<condition>(c) ? 1 : 0;
        EXPECT_EQ(families, 1) << make_error_code(static_cast<errc>(code)).message();
    }
}

TEST(Errc, ComparesWithItsCondition) {
    const boost::system::error_code code = errc::throttling;
    EXPECT_EQ(code, condition::throttled);
    EXPECT_NE(code, condition::unavailable);
    EXPECT_EQ(code, errc::throttling);
    EXPECT_NE(code, errc::limit_exceeded);
    EXPECT_TRUE(code.failed());
}

TEST(Errc, CausesOfTheModelAreMismatches) {
    EXPECT_EQ(make_error_code(errc::type_mismatch), condition::model_mismatch);
    EXPECT_EQ(make_error_code(errc::missing_attribute), condition::model_mismatch);
    EXPECT_EQ(make_error_code(errc::invalid_value), condition::model_mismatch);
    EXPECT_EQ(make_error_code(errc::number_out_of_range), condition::model_mismatch);
    EXPECT_EQ(make_error_code(errc::malformed_reply), condition::bad_reply);
    EXPECT_EQ(make_error_code(errc::empty_set), condition::invalid);
}

TEST(Errc, CodesOfOtherLibrariesAreNoCondition) {
    const boost::system::error_code foreign(static_cast<int>(errc::throttling),
                                            boost::system::generic_category());
    EXPECT_NE(foreign, condition::throttled);
    EXPECT_NE(foreign, errc::throttling);
    EXPECT_NE(make_error_code(errc::throttling),
              boost::system::errc::make_error_condition(boost::system::errc::timed_out));
}

TEST(Errc, NoErrorIsNoCondition) {
    for (int c = 0; c <= static_cast<int>(condition::model_mismatch); ++c)
        EXPECT_NE(boost::system::error_code(0, error_category()), static_cast<condition>(c));
}

TEST(Errc, KnowsTheCodesOfTheService) {
    EXPECT_EQ(detail::errc_of_service_code("ResourceNotFoundException"), errc::resource_not_found);
    EXPECT_EQ(detail::errc_of_service_code("ConditionalCheckFailedException"),
              errc::conditional_check_failed);
    EXPECT_EQ(detail::errc_of_service_code("ProvisionedThroughputExceededException"),
              errc::provisioned_throughput_exceeded);
    EXPECT_EQ(detail::errc_of_service_code("TransactionCanceledException"), errc::transaction_canceled);
    EXPECT_EQ(detail::errc_of_service_code("ValidationException"), errc::validation_failed);
}

TEST(Errc, KnowsOtherSpellings) {
    EXPECT_EQ(detail::errc_of_service_code("SlowDown"), errc::throttling);
    EXPECT_EQ(detail::errc_of_service_code("SignatureDoesNotMatch"), errc::invalid_signature);
    EXPECT_EQ(detail::errc_of_service_code("ServiceUnavailableException"), errc::service_unavailable);
    EXPECT_EQ(detail::errc_of_service_code("ExpiredToken"), errc::expired_token);
}

TEST(Errc, OtherServiceCodesAreServiceErrors) {
    EXPECT_EQ(detail::errc_of_service_code(""), errc::service_error);
    EXPECT_EQ(detail::errc_of_service_code("BrandNewException"), errc::service_error);
    EXPECT_EQ(detail::errc_of_service_code("resourcenotfoundexception"), errc::service_error);
}

TEST(Errc, AdvisesWhereItCan) {
    EXPECT_FALSE(advice(errc::missing_region).empty());
    EXPECT_TRUE(advice(errc::canceled).empty());
    EXPECT_TRUE(advice(errc{}).empty());
}

TEST(Errc, ConditionsHaveNames) {
    EXPECT_EQ(make_error_condition(condition::throttled).message(), "throttled");
    EXPECT_EQ(make_error_condition(condition::model_mismatch).message(), "model mismatch");
    EXPECT_EQ(condition_category().message(99), "unknown condition");
    EXPECT_EQ(condition_category().message(-1), "unknown condition");
    EXPECT_STREQ(error_category().name(), "dynaco");
    EXPECT_STREQ(condition_category().name(), "dynaco.condition");
}

}  // namespace
}  // namespace dynaco::errc_test
