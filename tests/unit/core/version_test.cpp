#include <dynaco/version.hpp>

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dynaco::version_test {
namespace {

// Meson defines DYNACO_PROJECT_VERSION: the version of project() in meson.build.
TEST(Version, IsTheProjectsVersion) { EXPECT_EQ(version::text, DYNACO_PROJECT_VERSION); }

TEST(Version, NumbersAreThoseOfTheText) {
    EXPECT_EQ(version::text, std::to_string(version::major) + '.' + std::to_string(version::minor) + '.' +
                                 std::to_string(version::patch));
}

TEST(Version, LibraryHasTheVersionOfItsHeaders) {
    EXPECT_EQ(library_version(), version::text);
    EXPECT_EQ(library_version(), std::string_view(library_version().data())) << "the text ends with a NUL";
}

}  // namespace
}  // namespace dynaco::version_test
