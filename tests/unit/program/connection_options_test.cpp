#include "program/connection_options.hpp"

#include <gtest/gtest.h>

namespace dynaco::program {
namespace {

TEST(ConnectionOptions, HaveTheProgramsNamesInTexts) {
    EXPECT_EQ("set --region or AWS_REGION", with_option_names("set client_options::region or AWS_REGION"));
    EXPECT_EQ("--profile, --endpoint, --profile",
              with_option_names("client_options::profile, client_options::endpoint, client_options::profile"));
    EXPECT_EQ("client_options::ca_file", with_option_names("client_options::ca_file"));
    EXPECT_EQ("", with_option_names(""));
}

}  // namespace
}  // namespace dynaco::program
