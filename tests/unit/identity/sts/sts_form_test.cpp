#include "identity/sts/request.hpp"

#include <gtest/gtest.h>

#include <cctype>
#include <chrono>
#include <string>
#include <string_view>

namespace dynaco::identity::sts_form_test {
namespace {

constexpr auto role = "arn:aws:iam::123456789012:role/team/reader";

TEST(StsForm, AssumesARole) {
    EXPECT_EQ(assume_role_form({.role_arn = role}, "dynaco-1", ""),
              "Action=AssumeRole&Version=2011-06-15"
              "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fteam%2Freader&RoleSessionName=dynaco-1");
}

TEST(StsForm, SendsWhatIsAskedForInOrder) {
    const assume_role_options all{.role_arn = "r",
                                  .role_session_name = "not this one",
                                  .external_id = "a b+c/=&%",
                                  .duration = std::chrono::hours(12),
                                  .mfa_serial = "arn:aws:iam::1:mfa/ann",
                                  .region = "eu-west-1"};
    EXPECT_EQ(assume_role_form(all, "n", "123456"),
              "Action=AssumeRole&Version=2011-06-15&RoleArn=r&RoleSessionName=n&DurationSeconds=43200"
              "&ExternalId=a%20b%2Bc%2F%3D%26%25&SerialNumber=arn%3Aaws%3Aiam%3A%3A1%3Amfa%2Fann"
              "&TokenCode=123456");
}

TEST(StsForm, SendsADeviceOnlyWithItsCode) {
    const assume_role_options with_device{.role_arn = "r", .mfa_serial = "GAHT12345678"};
    EXPECT_EQ(assume_role_form(with_device, "n", ""),
              "Action=AssumeRole&Version=2011-06-15&RoleArn=r&RoleSessionName=n");
}

TEST(StsForm, AssumesARoleWithAToken) {
    EXPECT_EQ(web_identity_form(role, "s@x", "eyJ.e30-_~.+/="),
              "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
              "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fteam%2Freader&RoleSessionName=s%40x"
              "&WebIdentityToken=eyJ.e30-_~.%2B%2F%3D");
}

TEST(StsForm, EncodesEveryByteButTheUnreserved) {
    std::string all, expected;
    for (int c = 0; c < 256; ++c) {
        const auto byte = static_cast<char>(c);
        all += byte;
        constexpr std::string_view digits = "0123456789ABCDEF";
        const bool is_plain = c < 128 && (std::isalnum(c) != 0 ||
                                          std::string_view("-._~").find(byte) != std::string_view::npos);
        if (is_plain)
            expected += byte;
        else
            ((expected += '%') += digits[static_cast<unsigned>(c) >> 4]) += digits[c & 15];
    }
    const std::string form =
        "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=r&RoleSessionName=n&WebIdentityToken=";
    EXPECT_EQ(web_identity_form("r", "n", all).view(), form + expected);
}

}  // namespace
}  // namespace dynaco::identity::sts_form_test
