#include "identity/text/redaction.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::identity::provider_redaction_test {
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

TEST(RedactedUrl, HidesUserInfoQueryAndFragment) {
    const auto shown = [](std::string_view url) { return redacted_url(url); };
    EXPECT_EQ(shown("https://user:hunter2@host/p?token=t0ken"), "https://***@host/p?***");
    EXPECT_EQ(shown("http://host?token=t0ken"), "http://host?***");
    EXPECT_EQ(shown("http://host/#t0ken"), "http://host/#***");
    EXPECT_EQ(shown("user:hunter2@host"), "***@host");
    EXPECT_EQ(shown("us:hun://ter2@host"), "***@host");
    EXPECT_EQ(shown("https://user:hun?ter2@host"), "https://***");
    EXPECT_EQ(shown("https://host/?to=a@t0ken"), "https://***");
    EXPECT_EQ(shown("https://a@b/?to=c@t0ken"), "https://***");
}

TEST(RedactedUrl, LeavesOtherUrls) {
    for (const std::string_view url :
         {"https://host:1/path", "host", "", "://", "https://d-1.awsapps.com/start#/"})
        EXPECT_EQ(redacted_url(url), url);
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

TEST(ProviderRedaction, HidesAValueInASentence) {
    EXPECT_EQ(redacted("token abc123 was refused"), "token *** was refused");
    EXPECT_EQ(redacted("the password is hunter2, which is wrong"), "the password is ***, which is wrong");
    EXPECT_EQ(redacted("secret was s3cr3t"), "secret was ***");
    for (const char* text :
         {"the token is old", "token is", "secret 12", "password was is x1y2", "secrets abc123"})
        EXPECT_EQ(redacted(text), text);
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
}  // namespace dynaco::identity::provider_redaction_test
