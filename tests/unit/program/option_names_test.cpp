#include "program/option_names.hpp"

#include <dynaco/errors.hpp>

#include <gtest/gtest.h>

namespace dynaco::program::option_names_test {
namespace {

TEST(OptionNames, AreTheProgramsInTextsOfTheLibrary) {
    EXPECT_EQ("set --region or AWS_REGION", with_option_names("set client_options::region or AWS_REGION"));
    EXPECT_EQ(
        "--profile, --endpoint, --profile",
        with_option_names("client_options::profile, client_options::endpoint, client_options::profile"));
    EXPECT_EQ("a (--region)", with_option_names("a (client_options::region)"));
    EXPECT_EQ("cannot be guessed; set --input-format",
              with_option_names("cannot be guessed; set source_options::format"));
    EXPECT_EQ("a global index cannot be read with --consistent",
              with_option_names("a global index cannot be read with export_options::consistent_read"));
    EXPECT_EQ("", with_option_names(""));
}

TEST(OptionNames, AdviceAboutCodeIsLeftOut) {
    EXPECT_EQ("timed out; check the network [endpoint x]",
              with_option_names("timed out; check the network, or raise client_options::connect_timeout "
                                "[endpoint x]"));
    EXPECT_EQ("no response [endpoint x]; `dynaco whoami`",
              with_option_names("no response; raise client_options::attempt_timeout if the operation is slow "
                                "[endpoint x]; `dynaco whoami`"));
    EXPECT_EQ("it differs", with_option_names("it differs; table<T>::admin().plan() lists the differences"));
    EXPECT_EQ("it is wrong; unset AWS_USE_FIPS_ENDPOINT",
              with_option_names("it is wrong; unset client_options::use_fips and AWS_USE_FIPS_ENDPOINT"));
    EXPECT_EQ("workers must be at least 1", with_option_names("export_options::workers must be at least 1"));
}

TEST(OptionNames, AnArnIsNoCode) {
    for (const std::string text :
         {"arn:aws:iam::123456789012:role/shop may not do this; ask for it", "arn:aws:s3:::bucket/prefix",
          "needs arn:aws:iam::aws:policy/Any; attach it", "http://[::1]:8000", "a::", "::b", "<T>"})
        EXPECT_EQ(text, with_option_names(text));
}

// The library's text about each cause of an error suits a person at a terminal.
TEST(OptionNames, NoAdviceOfTheLibraryNamesItsCode) {
    for (int cause = 0; cause < 1000; ++cause) {
        const std::string text = with_option_names(failure(static_cast<errc>(cause), {}).text());
        EXPECT_EQ(std::string::npos, text.find("::")) << text;
        EXPECT_EQ(std::string::npos, text.find("<T>")) << text;
    }
}

}  // namespace
}  // namespace dynaco::program::option_names_test
