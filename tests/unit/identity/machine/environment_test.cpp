#include "identity/machine/environment.hpp"

#include "support/scoped_variables.hpp"

#include <gtest/gtest.h>

namespace dynaco::identity::environment_test {
namespace {

TEST(ProcessEnvironment, IsReadOnce) {
    const test::scoped_variables before{{"DYNACO_TEST_A", "1=2"}, {"DYNACO_TEST_B", ""}};
    const environment env = process_environment();
    const environment copy = env;
    const test::scoped_variables after{{"DYNACO_TEST_A", "later"}, {"DYNACO_TEST_C", "later"}};
    for (const environment& each : {env, copy}) {
        EXPECT_EQ(each("DYNACO_TEST_A"), "1=2");
        EXPECT_EQ(each("DYNACO_TEST_B"), "");
        EXPECT_EQ(each("DYNACO_TEST_C"), "");
        EXPECT_EQ(each(""), "");
        EXPECT_EQ(each("DYNACO_TEST_A=1"), "");
    }
    EXPECT_EQ(process_environment()("DYNACO_TEST_A"), "later");
}

}  // namespace
}  // namespace dynaco::identity::environment_test
