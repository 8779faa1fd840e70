#include "wire/user_agent.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <string>

namespace dynaco::wire::user_agent_test {
namespace {

TEST(UserAgent, NamesTheLibraryAndTheMachine) {
    const std::string text = user_agent({});
    EXPECT_TRUE(std::regex_match(
        text, std::regex(R"(dynaco/\d+\.\d+\.\d+ ua/2\.1 os/[a-z]+ md/arch#\w+ lang/c\+\+#\d{6})")))
        << text;
}

TEST(UserAgent, AppendsWhatIsKnown) {
    const std::string bare = user_agent({});
    EXPECT_EQ(user_agent({.app_id = "shop"}), bare + " app/shop");
    EXPECT_EQ(user_agent({.app_id = "shop",
                          .execution_environment = "AWS_Lambda_provided.al2023",
                          .features = "F,N",
                          .retry_mode = "adaptive"}),
              bare + " exec-env/AWS_Lambda_provided.al2023 m/F,N cfg/retry-mode#adaptive app/shop");
}

TEST(UserAgent, HasNoMoreThanTheBeginningOfALongName) {
    const std::string most(50, 'a');
    EXPECT_TRUE(user_agent({.app_id = most}).ends_with(" app/" + most));
    EXPECT_TRUE(user_agent({.app_id = std::string(5000, 'a')}).ends_with(" app/" + most));
}

TEST(UserAgent, HasNoCharacterThatTheFormDoesNotAllow) {
    const std::string text =
        user_agent({.app_id = "a b#c/d\r\nX-Evil: 1\x80", .execution_environment = "e;f"});
    EXPECT_TRUE(text.ends_with(" exec-env/e-f app/a-b-c-d--X-Evil--1-")) << text;
}

}  // namespace
}  // namespace dynaco::wire::user_agent_test
