#include "identity/container/address.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace dynaco::identity::container_address_test {
namespace {

constexpr const char* relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI";
constexpr const char* full = "AWS_CONTAINER_CREDENTIALS_FULL_URI";

result<container_address> find(std::map<std::string, std::string> variables) {
    return find_container_address([variables = std::move(variables)](std::string_view name) -> std::string {
        const auto at = variables.find(std::string(name));
        return at == variables.end() ? std::string() : at->second;
    });
}

// The address as a URL, or why there is none.
std::string found(std::map<std::string, std::string> variables) {
    const auto where = find(std::move(variables));
    if (where) return transport::url(where->origin) + where->target;
    EXPECT_EQ(where.error().cause(), errc::invalid_configuration);
    return where.error().diagnostics().detail;
}

TEST(ContainerAddress, ARelativeUriIsAtTheHostOfEcs) {
    EXPECT_EQ(found({{relative, "/v2/credentials/52b1"}}), "http://169.254.170.2/v2/credentials/52b1");
    EXPECT_EQ(found({{relative, "/get?id=1#part"}}), "http://169.254.170.2/get?id=1");
    EXPECT_EQ(found({{relative, "/"}}), "http://169.254.170.2/");
    EXPECT_EQ(found({{relative, "//elsewhere/x"}}), "http://169.254.170.2//elsewhere/x");
}

TEST(ContainerAddress, TheRelativeUriWins) {
    EXPECT_EQ(found({{relative, "/a"}, {full, "https://host/b"}}), "http://169.254.170.2/a");
    EXPECT_EQ(found({{relative, " \t"}, {full, "https://host/b"}}), "https://host/b");
}

TEST(ContainerAddress, AnInvalidRelativeUriIsRefusedEvenBesideAFullOne) {
    for (const char* bad : {"credentials", "not a uri", "/not a uri", "http://169.254.170.2/x", "/a\"b",
                            "/\xC3\xA4", "/a\r\nHost: x", "?a=b", "#/a"}) {
        const std::string why = found({{relative, bad}, {full, "https://host/b"}});
        EXPECT_NE(why.find("invalid relative URI for ECS provider"), why.npos) << bad << why;
        EXPECT_NE(why.find(relative), why.npos);
        EXPECT_EQ(why.find('\n'), why.npos);
    }
}

TEST(ContainerAddress, TlsMayGoToAnyHost) {
    EXPECT_EQ(found({{full, "https://mypersonalsite/credentials"}}), "https://mypersonalsite/credentials");
    EXPECT_EQ(found({{full, "HTTPS://My.Site:8443"}}), "https://my.site:8443/");
    EXPECT_EQ(found({{full, "https://192.168.1.1/x/"}}), "https://192.168.1.1/x/");
    EXPECT_FALSE(find({{full, "https://mypersonalsite/credentials"}})->must_be_resolved);
}

TEST(ContainerAddress, PlainHttpMayGoToThisMachineAndItsHost) {
    for (const char* good : {"http://127.0.0.1/x", "http://127.9.8.7:8080/x", "http://[::1]:8080/x",
                             "http://169.254.170.2/x", "http://169.254.170.23/v1/credentials",
                             "http://[fd00:ec2::23]/v1/credentials", "http://[::ffff:127.0.0.1]/x"}) {
        EXPECT_EQ(found({{full, good}}), good);
        EXPECT_FALSE(find({{full, good}})->must_be_resolved) << good;
    }
    EXPECT_EQ(found({{full, "http://127.0.0.1:8080?a=b/c"}}), "http://127.0.0.1:8080/?a=b/c");
}

TEST(ContainerAddress, PlainHttpMayNotGoElsewhere) {
    for (const char* bad :
         {"http://192.168.1.1/x", "http://169.254.170.3/x", "http://169.254.169.254/x", "http://0.0.0.0/x",
          "http://[::]/x", "http://[fd00:ec2::24]/x", "http://[::ffff:10.0.0.1]/x", "http://[fe80::1]/x"}) {
        const std::string why = found({{full, bad}});
        EXPECT_NE(why.find("did not refer to the loopback interface"), why.npos) << bad << why;
        EXPECT_NE(why.find("use https"), why.npos) << why;
    }
}

TEST(ContainerAddress, ANameOverPlainHttpMustBeResolved) {
    for (const char* name : {"http://localhost:8080/x", "http://agent/x", "http://127.0.0.1.example.com/x"}) {
        const auto where = find({{full, name}});
        ASSERT_TRUE(where) << name;
        EXPECT_TRUE(where->must_be_resolved) << name;
    }
}

TEST(ContainerAddress, AnInvalidFullUriIsRefusedWithoutItsSecrets) {
    for (const char* bad :
         {"not a uri", "/credentials", "localhost:8080/x", "ftp://localhost/x", "http:///x",
          "http://localhost:x/y", "http://a b/x", "https://host/a b?token=S3CR3T",
          "https://user:S3CR3T@host/x", "https://user:S3CR3T/x@host/", "file:///etc/passwd"}) {
        const std::string why = found({{full, bad}});
        EXPECT_NE(why.find("invalid full URI for ECS provider"), why.npos) << bad << why;
        EXPECT_NE(why.find(full), why.npos) << why;
        EXPECT_EQ(why.find("S3CR3T"), why.npos) << why;
    }
}

TEST(ContainerAddress, NothingIsConfigured) {
    const auto where = find({{relative, ""}, {full, "  "}});
    ASSERT_FALSE(where);
    EXPECT_EQ(where.error().cause(), errc::missing_credentials);
    EXPECT_NE(where.error().text().find("No environment variables were set to configure ECS provider"),
              std::string::npos);
}

TEST(ContainerAddress, ItsTextHasNoQuery) {
    EXPECT_EQ(text_of(*find({{full, "https://host/x?token=S3CR3T"}})), "https://host/x");
    EXPECT_EQ(text_of(*find({{relative, "/x/y"}})), "http://169.254.170.2/x/y");
}

}  // namespace
}  // namespace dynaco::identity::container_address_test
