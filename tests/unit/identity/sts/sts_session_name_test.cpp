#include "identity/sts/request.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity::sts_session_name_test {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_time<std::chrono::milliseconds> now(1'767'225'600'999ms);

TEST(StsSessionName, TellsTheTimeWhereNoneIsConfigured) {
    EXPECT_EQ(sts_session_name("", now).value(), "dynaco-1767225600");
}

TEST(StsSessionName, IsTheConfiguredOne) {
    for (const std::string& name : {std::string("ab"), std::string(64, 'x'), std::string("Az09_+=,.@-"),
                                    std::string("ann@example.com")})
        EXPECT_EQ(sts_session_name(name, now).value(), name);
}

TEST(StsSessionName, RefusesWhatStsRefuses) {
    for (const std::string& name :
         {std::string("a"), std::string(65, 'x'), std::string(" ab"), std::string("a:b"), std::string("a/b"),
          std::string("a\nb"), std::string("a\0b", 3), std::string("\xc3\xa4\xc3\xa4")}) {
        const auto refused = sts_session_name(name, now);
        ASSERT_FALSE(refused) << name;
        EXPECT_EQ(refused.error().cause(), errc::invalid_configuration);
    }
}

}  // namespace
}  // namespace dynaco::identity::sts_session_name_test
