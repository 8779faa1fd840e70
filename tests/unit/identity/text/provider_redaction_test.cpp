#include "identity/text/redaction.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dynaco::identity {
namespace {

const std::string secret_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

TEST(ProviderRedaction, LeavesWhatIsNoSecret) {
    for (const char* text :
         {"", "sh: 1: get-keys: not found", "token expired, please log in", "AKIDEXAMPLE is not known",
          "cannot open /usr/local/share/credential/helpers/of/the/team/configuration",
          "digest 0123456789abcdef0123456789abcdef0123456789abcdef", "the password is wrong",
          "arn:aws:iam::123456789012:role/reader"})
        EXPECT_EQ(redacted(text), text);
}

TEST(ProviderRedaction, PutsItOnOneLine) {
    EXPECT_EQ(redacted("\n a\r\n\tb \x01\x7f c\n"), "a b c");
    EXPECT_EQ(redacted("  \n "), "");
}

TEST(ProviderRedaction, HidesTheValuesOfMembers) {
    EXPECT_EQ(redacted(R"({"AccessKeyId":"AKIA","SecretAccessKey" : "s\"1","Token":"t2", "Version":1})"),
              R"({"AccessKeyId":"AKIA","SecretAccessKey" : ***,"Token":***, "Version":1})");
    EXPECT_EQ(redacted(R"({\"SessionToken\":\"s3\",\"x\":1})"), R"({\"SessionToken\":***,\"x\":1})");
    EXPECT_EQ(redacted("aws_secret_access_key = abc next"), "aws_secret_access_key = *** next");
    EXPECT_EQ(redacted("AWS_SESSION_TOKEN=abc;PATH=/bin"), "AWS_SESSION_TOKEN=***;PATH=/bin");
    EXPECT_EQ(redacted("?access_token=abc&x=1"), "?access_token=***&x=1");
    EXPECT_EQ(redacted("secret-key: 'a b' c"), "secret-key: *** c");
    EXPECT_EQ(redacted("SecretAccessKey: \"never closed"), "SecretAccessKey: ***");
}

TEST(ProviderRedaction, HidesOptionsAndHeaders) {
    EXPECT_EQ(redacted("bad option --password hunter2 here"), "bad option --password *** here");
    EXPECT_EQ(redacted("sent Authorization: Basic dTpw"), "sent Authorization: ***");
    EXPECT_EQ(redacted("Bearer abc.def refused"), "Bearer *** refused");
    EXPECT_EQ(redacted("Password:"), "Password:");
    EXPECT_EQ(redacted("password="), "password=");
}

TEST(ProviderRedaction, HidesWhatLooksLikeAKeyOrToken) {
    EXPECT_EQ(redacted("got " + secret_key + ", why"), "got ***, why");
    EXPECT_EQ(redacted("got \"" + secret_key + secret_key + "==\""), "got \"***\"");
    EXPECT_EQ(redacted("got eyJhbGciOiJFUzI1NiIsInR5cCI6ImRwb3Arand0In0.x"), "got ***.x");
}

TEST(ProviderRedaction, KeepsTheBeginning) {
    EXPECT_EQ(redacted("abcdef", 6), "abcdef");
    EXPECT_EQ(redacted("abcdef", 5), "abcde...");
    EXPECT_EQ(redacted("ab\xC3\xA4", 3), "ab...");
    EXPECT_EQ(redacted(std::string(600, '!')).size(), 515u);
    // A key is hidden before the text is cut, so that its beginning does not remain.
    EXPECT_EQ(redacted("key " + secret_key, 20), "key ***");
}

}  // namespace
}  // namespace dynaco::identity
