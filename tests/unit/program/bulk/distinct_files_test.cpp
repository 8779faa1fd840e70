#include "program/bulk/distinct_files.hpp"

#include "program/command.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <unistd.h>
#include <vector>

namespace dynaco::program::distinct_files_test {
namespace {

class DistinctFiles : public testing::Test {
 protected:
    DistinctFiles() : folder_(testing::TempDir() + "distinct-" + std::to_string(::getpid()) + '/') {
        std::filesystem::create_directories(folder_);
        std::ofstream(folder_ + "a") << "text";
    }
    ~DistinctFiles() override { std::filesystem::remove_all(folder_); }
    DistinctFiles(const DistinctFiles&) = delete;
    DistinctFiles& operator=(const DistinctFiles&) = delete;

    void check(const std::string& first, const std::string& second) {
        const std::vector<named_file> files{{.option = "FILE", .path = first},
                                            {.option = "--rejects", .path = second}};
        refuse_same_files(files);
    }
    std::string folder_;
};

TEST_F(DistinctFiles, OneFileByAnyNameIsRefused) {
    std::filesystem::create_symlink(folder_ + "a", folder_ + "link");
    std::filesystem::create_hard_link(folder_ + "a", folder_ + "hard");
    for (const char* other : {"a", "./a", "link", "hard"})
        EXPECT_THROW(check(folder_ + "a", folder_ + other), usage_error) << other;
    EXPECT_THROW(check(folder_ + "new", folder_ + "./new"), usage_error);
}

TEST_F(DistinctFiles, OthersAreNot) {
    std::ofstream(folder_ + "b") << "text";
    EXPECT_NO_THROW(check(folder_ + "a", folder_ + "b"));
    EXPECT_NO_THROW(check(folder_ + "a", folder_ + "new"));
    EXPECT_NO_THROW(check("-", "-"));
    EXPECT_NO_THROW(check("", ""));
    EXPECT_NO_THROW(check("/dev/null", "/dev/null"));
}

}  // namespace
}  // namespace dynaco::program::distinct_files_test
