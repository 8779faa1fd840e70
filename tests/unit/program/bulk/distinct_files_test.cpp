#include "program/bulk/distinct_files.hpp"

#include "program/command.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <vector>

namespace dynaco::program::distinct_files_test {
namespace {

class DistinctFiles : public testing::Test {
 protected:
    DistinctFiles() { folder_.file("a", "text"); }

    void check(const std::string& first, const std::string& second) {
        const std::vector<named_file> files{{.option = "FILE", .path = first},
                                            {.option = "--rejects", .path = second}};
        refuse_same_files(files);
    }
    test::temporary_folder folder_{};
};

TEST_F(DistinctFiles, OneFileByAnyNameIsRefused) {
    std::filesystem::create_symlink(folder_.path("a"), folder_.path("link"));
    std::filesystem::create_hard_link(folder_.path("a"), folder_.path("hard"));
    for (const char* other : {"a", "./a", "link", "hard"})
        EXPECT_THROW(check(folder_.path("a"), folder_.path(other)), usage_error) << other;
    EXPECT_THROW(check(folder_.path("new"), folder_.path("./new")), usage_error);
    EXPECT_THROW(check("no-such-file", "./no-such-file"), usage_error);
}

TEST_F(DistinctFiles, AFileHasOnePath) {
    std::filesystem::create_symlink(folder_.path("a"), folder_.path("link"));
    for (const char* other : {"./a", "link"})
        EXPECT_EQ(unique_path(folder_.path(other)), unique_path(folder_.path("a"))) << other;
    EXPECT_NE(unique_path(folder_.path("b")), unique_path(folder_.path("a")));
    EXPECT_EQ(unique_path("./no-such-file"), unique_path("no-such-file"));
    EXPECT_EQ(unique_path("-"), "-");
}

TEST_F(DistinctFiles, OthersAreNot) {
    folder_.file("b", "text");
    EXPECT_NO_THROW(check(folder_.path("a"), folder_.path("b")));
    EXPECT_NO_THROW(check(folder_.path("a"), folder_.path("new")));
    EXPECT_NO_THROW(check("-", "-"));
    EXPECT_NO_THROW(check("", ""));
    EXPECT_NO_THROW(check("/dev/null", "/dev/null"));
}

}  // namespace
}  // namespace dynaco::program::distinct_files_test
