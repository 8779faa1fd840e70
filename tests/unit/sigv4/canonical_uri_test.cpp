#include "example.hpp"
#include "sigv4/canonical_request.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::sigv4::canonical_uri_test {
namespace {

std::string line(const request& what, int number, const signing_options& options) {
    std::string text = canonical_request(what, example::keys, amz_date{example::new_year_2026}, options).text;
    for (; number > 0; --number) text.erase(0, text.find('\n') + 1);
    return text.substr(0, text.find('\n'));
}

std::string path(std::string_view given, const signing_options& options = {}) {
    return line({.method = "GET", .path = given}, 1, options);
}

std::string query(std::string_view given) {
    return line({.method = "GET", .path = "/", .query = given}, 2, {});
}

TEST(SigV4CanonicalPath, EmptyPathIsRoot) {
    EXPECT_EQ(path(""), "/");
    EXPECT_EQ(path("/"), "/");
}

TEST(SigV4CanonicalPath, RemovesDotSegmentsAndRepeatedSlashes) {
    EXPECT_EQ(path("//"), "/");
    EXPECT_EQ(path("/./"), "/");
    EXPECT_EQ(path("/."), "/");
    EXPECT_EQ(path("/.."), "/");
    EXPECT_EQ(path("/../.."), "/");
    EXPECT_EQ(path("/example/.."), "/");
    EXPECT_EQ(path("/example/../"), "/");
    EXPECT_EQ(path("/example1/example2/../.."), "/");
    EXPECT_EQ(path("/./example"), "/example");
    EXPECT_EQ(path("//example//"), "/example/");
    EXPECT_EQ(path("/a/./b/../c"), "/a/c");
    EXPECT_EQ(path("/a/b/.."), "/a");
}

TEST(SigV4CanonicalPath, DotsInsideANameAreNoSegments) {
    EXPECT_EQ(path("/..."), "/...");
    EXPECT_EQ(path("/.a/..b/c.."), "/.a/..b/c..");
}

TEST(SigV4CanonicalPath, KeepsATrailingSlashButAddsNone) {
    EXPECT_EQ(path("/path"), "/path");
    EXPECT_EQ(path("/path/"), "/path/");
    EXPECT_EQ(path("/path/."), "/path");
}

TEST(SigV4CanonicalPath, StartsWithASlash) { EXPECT_EQ(path("path/x"), "/path/x"); }

TEST(SigV4CanonicalPath, EncodesTheEncodedPathAgain) {
    EXPECT_EQ(path("/a%20b"), "/a%2520b");
    EXPECT_EQ(path("/a b"), "/a%20b");
    EXPECT_EQ(path("/%2F/%c3%bc"), "/%252F/%25c3%25bc");
    EXPECT_EQ(path("/\xE1\x88\xB4"), "/%E1%88%B4");
    EXPECT_EQ(path("/a+b=c:d@e,f;g&h!i*j'k(l)m$n"), "/a%2Bb%3Dc%3Ad%40e%2Cf%3Bg%26h%21i%2Aj%27k%28l%29m%24n");
}

TEST(SigV4CanonicalPath, LeavesUnreservedCharacters) {
    constexpr std::string_view all = "/-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    EXPECT_EQ(path(all), all);
}

TEST(SigV4CanonicalPath, EncodedDotsAreNotSegments) { EXPECT_EQ(path("/a/%2e%2e/b"), "/a/%252e%252e/b"); }

TEST(SigV4CanonicalPath, StaysAsGivenWhenNotNormalised) {
    const signing_options as_is{.normalise_path = false};
    EXPECT_EQ(path("", as_is), "/");
    EXPECT_EQ(path("//", as_is), "//");
    EXPECT_EQ(path("/a/../b/./c", as_is), "/a/../b/./c");
    EXPECT_EQ(path("//a b//", as_is), "//a%20b//");
}

TEST(SigV4CanonicalPath, IsEncodedOnlyOnceWhenTheServiceWantsThat) {
    EXPECT_EQ(path("//a%20b/../c%2Fd", {.encode_path = false}), "/c%2Fd");
    EXPECT_EQ(path("//a%20b", {.normalise_path = false, .encode_path = false}), "//a%20b");
}

TEST(SigV4CanonicalQuery, IsAnEmptyLineWhenAbsent) {
    EXPECT_EQ(query(""), "");
    EXPECT_EQ(query("&&"), "");
}

TEST(SigV4CanonicalQuery, SortsByNameThenByValue) {
    EXPECT_EQ(query("Param2=value2&Param1=value1"), "Param1=value1&Param2=value2");
    EXPECT_EQ(query("Param=b&Param=a&Param=B"), "Param=B&Param=a&Param=b");
    EXPECT_EQ(query("b=1&B=1&a=1"), "B=1&a=1&b=1");
}

TEST(SigV4CanonicalQuery, NameSortsBeforeLongerName) {
    EXPECT_EQ(query("a-b=1&a=2"), "a=2&a-b=1");  // as whole texts, `-` would come before `=`
}

TEST(SigV4CanonicalQuery, SortsTheEncodedNames) {
    EXPECT_EQ(query("Param=2&\xE1\x88\xB4=1"), "%E1%88%B4=1&Param=2");
    EXPECT_EQ(query("Param-3=Value3&Param=Value2&%E1%88%B4=Value1"),
              "%E1%88%B4=Value1&Param=Value2&Param-3=Value3");
}

TEST(SigV4CanonicalQuery, EqualsSignIsAlwaysThere) {
    EXPECT_EQ(query("name"), "name=");
    EXPECT_EQ(query("name="), "name=");
    EXPECT_EQ(query("=value"), "=value");
    EXPECT_EQ(query("a=b=c"), "a=b%3Dc");
}

TEST(SigV4CanonicalQuery, EncodesOnceWhateverTheSpelling) {
    EXPECT_EQ(query("a%20b=%2f~%7E"), "a%20b=%2F~~");
    EXPECT_EQ(query("a b=/"), "a%20b=%2F");
    EXPECT_EQ(query("a=1+2"), "a=1%2B2");
}

TEST(SigV4CanonicalQuery, BrokenEscapeStandsForItself) {
    EXPECT_EQ(query("a=%zz&b=%4&c=%"), "a=%25zz&b=%254&c=%25");
}

}  // namespace
}  // namespace dynaco::sigv4::canonical_uri_test
