#include "identity/machine/proxy.hpp"

#include <gtest/gtest.h>

namespace dynaco::identity::no_proxy_test {
namespace {

bool excepted(const char* host, const char* list, std::uint16_t port = 443) {
    return is_excepted({.tls = true, .host = host, .port = port}, list);
}

TEST(NoProxy, EmptyListExceptsNothing) {
    for (const char* list : {"", " ", ",", " , ,", "."})
        EXPECT_FALSE(excepted("db.example.com", list)) << list;
}

TEST(NoProxy, StarIsEverything) {
    EXPECT_TRUE(excepted("db.example.com", "*"));
    EXPECT_TRUE(excepted("10.0.0.1", "other, *"));
    EXPECT_FALSE(excepted("db.example.com", "*example.com")) << "no patterns";
}

TEST(NoProxy, DomainStandsForItselfAndAllBelow) {
    for (const char* list :
         {"example.com", ".example.com", "*.example.com", "EXAMPLE.com.", "a,example.com ,b"}) {
        EXPECT_TRUE(excepted("example.com", list)) << list;
        EXPECT_TRUE(excepted("db.eu.example.com", list)) << list;
        EXPECT_TRUE(excepted("DB.Example.Com.", list)) << list;
        EXPECT_FALSE(excepted("badexample.com", list)) << list;
        EXPECT_FALSE(excepted("example.com.evil.org", list)) << list;
    }
    EXPECT_FALSE(excepted("example.com", "db.example.com"));
    EXPECT_FALSE(excepted("example.com", "example.com.uk"));
}

TEST(NoProxy, PortCounts) {
    EXPECT_TRUE(excepted("example.com", "example.com:443"));
    EXPECT_FALSE(excepted("example.com", "example.com:8443"));
    EXPECT_TRUE(excepted("example.com", "example.com:80,example.com:8000", 8000));
    EXPECT_FALSE(excepted("example.com", "example.com:"));
    EXPECT_TRUE(excepted("10.0.0.1", "10.0.0.1:443"));
    EXPECT_FALSE(excepted("10.0.0.1", "10.0.0.1:80"));
    EXPECT_TRUE(excepted("fd00::1", "[fd00::1]:443"));
    EXPECT_FALSE(excepted("fd00::1", "[fd00::1]:80"));
}

TEST(NoProxy, ComparesAddressesByValue) {
    EXPECT_TRUE(excepted("10.1.2.3", "10.1.2.3"));
    EXPECT_FALSE(excepted("10.1.2.30", "10.1.2.3"));
    EXPECT_TRUE(excepted("fd00::1", "FD00:0:0::1"));
    EXPECT_TRUE(excepted("fd00::1", "[fd00::1]"));
    EXPECT_FALSE(excepted("fd00::1", "fd00::2"));
    EXPECT_TRUE(excepted("::ffff:10.1.2.3", "10.1.2.3")) << "the same address in IPv6's clothes";
    EXPECT_FALSE(excepted("10.1.2.3", "2.3")) << "an address has no domains";
    EXPECT_FALSE(excepted("db.example.com", "10.1.2.3")) << "names are not resolved";
}

TEST(NoProxy, BlocksOfAddresses) {
    EXPECT_TRUE(excepted("10.1.2.3", "10.0.0.0/8"));
    EXPECT_TRUE(excepted("10.1.2.3", "10.255.0.1/8")) << "bits beyond the prefix do not count";
    EXPECT_FALSE(excepted("11.1.2.3", "10.0.0.0/8"));
    EXPECT_TRUE(excepted("10.1.2.3", "10.1.2.3/32"));
    EXPECT_FALSE(excepted("10.1.2.4", "10.1.2.3/32"));
    EXPECT_TRUE(excepted("192.0.2.9", "0.0.0.0/0"));
    EXPECT_TRUE(excepted("fd12::1", "fd00::/8"));
    EXPECT_FALSE(excepted("fe80::1", "fd00::/8"));
    EXPECT_FALSE(excepted("fd12::1", "10.0.0.0/8"));
    EXPECT_FALSE(excepted("10.1.2.3", "fd00::/8"));
    EXPECT_FALSE(excepted("db.example.com", "0.0.0.0/0"));
    for (const char* list : {"10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "/8", "10.0.0/8"})
        EXPECT_FALSE(excepted("10.0.0.1", list)) << list;
}

TEST(NoProxy, KnowsTheNamesOfThisMachine) {
    for (const char* host : {"localhost", "LOCALHOST", "localhost.", "db.localhost", "127.0.0.1", "127.9.8.7",
                             "::1", "::ffff:127.0.0.1"})
        EXPECT_TRUE(is_loopback(host)) << host;
    for (const char* host : {"localhost.example.com", "mylocalhost", "128.0.0.1", "::2", "0.0.0.0", ""})
        EXPECT_FALSE(is_loopback(host)) << host;
}

}  // namespace
}  // namespace dynaco::identity::no_proxy_test
