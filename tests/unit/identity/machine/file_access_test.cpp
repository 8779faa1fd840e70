#include "identity/machine/file_access.hpp"

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <sys/resource.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace dynaco::identity::file_access_test {
namespace {

namespace fs = std::filesystem;

class FileAccess : public testing::Test {
 protected:
    [[nodiscard]] static std::string content(const std::string& file) {
        std::ifstream stream(file, std::ios::binary);
        return {std::istreambuf_iterator<char>{stream}, {}};
    }
    [[nodiscard]] static unsigned mode(const std::string& file) {
        struct stat about {};
        EXPECT_EQ(::stat(file.c_str(), &about), 0) << file;
        return about.st_mode & 07777u;
    }
    [[nodiscard]] std::ptrdiff_t entries() const {
        return std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator());
    }
    void refuses_to_read(const std::string& file, const char* why) const {
        const auto read = files_->read(file);
        ASSERT_FALSE(read) << file;
        EXPECT_EQ(read.error().cause(), errc::invalid_configuration);
        EXPECT_EQ(read.error().diagnostics().detail.find(file + ": " + why), 0u)
            << read.error().diagnostics().detail;
    }
    void refuses_to_replace(const std::string& file, const char* why) const {
        const auto replaced = files_->replace(file, "SECRET");
        ASSERT_FALSE(replaced) << file;
        EXPECT_EQ(replaced.error().cause(), errc::invalid_configuration);
        const std::string& detail = replaced.error().diagnostics().detail;
        EXPECT_EQ(detail.find(file + ": " + why), 0u) << detail;
        EXPECT_EQ(detail.find("SECRET"), std::string::npos) << detail;
    }

    std::shared_ptr<file_access> files_ = machine_files();
    test::temporary_folder folder{};
};

TEST_F(FileAccess, ReadsAllOfAFile) {
    const std::string large(file_access::max_size, 'x');
    EXPECT_EQ(files_->read(folder.file("empty", "")).value()->view(), "");
    EXPECT_EQ(files_->read(folder.file("some", std::string("a\0b\r\n", 5))).value()->view(),
              std::string_view("a\0b\r\n", 5));
    EXPECT_TRUE(files_->read(folder.file("large", large)).value()->view() == large);
    fs::create_symlink(folder.path("some"), folder.path("link"));
    EXPECT_EQ(files_->read(folder.path("link")).value()->size(), 5u);
}

TEST_F(FileAccess, ReadsAFileThatDoesNotTellItsSize) {
    if (!fs::exists("/proc/self/status")) GTEST_SKIP() << "There is no /proc here.";
    EXPECT_NE(files_->read("/proc/self/status").value()->view().find("\nVmSize:"), std::string::npos);
}

TEST_F(FileAccess, WhatIsNotThereIsNothing) {
    EXPECT_FALSE(files_->read(folder.path("none")).value());
    EXPECT_FALSE(files_->read(folder.path("none/none")).value());
    EXPECT_FALSE(files_->read(folder.file("file", "") + "/none").value());
    EXPECT_FALSE(files_->read("").value());
    EXPECT_FALSE(files_->read("/dev/null").value());
}

TEST_F(FileAccess, RefusesWhatIsNoRegularFile) {
    refuses_to_read(folder.path(), "is not a regular file");
    ASSERT_EQ(::mkfifo(folder.path("pipe").c_str(), 0600), 0);
    refuses_to_read(folder.path("pipe"), "is not a regular file");
    refuses_to_read("/dev/zero", "is not a regular file");
}

TEST_F(FileAccess, RefusesWhatIsTooLarge) {
    refuses_to_read(folder.file("large", std::string(file_access::max_size + 1, 'x')),
                    "is larger than 1 MiB");
}

TEST_F(FileAccess, RefusesWhatCannotBeOpened) {
    fs::create_symlink(folder.path("loop"), folder.path("loop"));
    refuses_to_read(folder.path("loop"), "cannot be opened: ");
    refuses_to_read(folder.path(std::string(300, 'x')), "cannot be opened: ");
}

// Root may read everything.
TEST_F(FileAccess, RefusesWhatMayNotBeReadButNotWhatMayNotBeSeen) {
    if (::geteuid() == 0) GTEST_SKIP() << "The superuser may read every file.";
    const std::string file = folder.file("private", "x");
    ASSERT_EQ(::chmod(file.c_str(), 0), 0);
    refuses_to_read(file, "cannot be opened: ");
    fs::create_directory(folder.path("locked"));
    const std::string unseen = folder.file("locked/file", "x");
    ASSERT_EQ(::chmod(folder.path("locked").c_str(), 0), 0);
    const auto read = files_->read(unseen);
    ::chmod(folder.path("locked").c_str(), 0700);
    ASSERT_TRUE(read) << read.error().text();
    EXPECT_FALSE(*read);
}

TEST_F(FileAccess, ReplacesForTheOwnerOnly) {
    for (const ::mode_t mask : {0u, 022u, 0777u}) {
        const ::mode_t before = ::umask(mask);
        const auto replaced = files_->replace(folder.path("new"), "first");
        ::umask(before);
        ASSERT_TRUE(replaced) << replaced.error().text();
        EXPECT_EQ(mode(folder.path("new")), 0600u);
    }
    const std::string open_to_all = folder.file("old", "old and longer");
    ::chmod(open_to_all.c_str(), 0666);
    ASSERT_TRUE(files_->replace(open_to_all, "second"));
    EXPECT_EQ(content(open_to_all), "second");
    EXPECT_EQ(mode(open_to_all), 0600u);
    EXPECT_EQ(entries(), 2) << "no temporary files are left";
}

TEST_F(FileAccess, ReplacingMakesTheFolders) {
    const std::string file = folder.path("a/b/c.json");
    ASSERT_TRUE(files_->replace(file, "x"));
    EXPECT_EQ(content(file), "x");
    EXPECT_EQ(mode(folder.path("a")), 0700u);
    EXPECT_EQ(mode(folder.path("a/b")), 0700u);
}

TEST_F(FileAccess, ReplacesWithALargeText) {
    const std::string large(3 << 20, 'x');
    ASSERT_TRUE(files_->replace(folder.path("large"), large));
    EXPECT_TRUE(content(folder.path("large")) == large);
}

TEST_F(FileAccess, WhoReadsMeanwhileSeesOneOrTheOther) {
    const std::string old_text(100'000, 'o');
    const std::string new_text(200'000, 'n');
    ASSERT_TRUE(files_->replace(folder.path("file"), old_text));
    std::thread writer([&] {
        for (int i = 0; i < 20; ++i)
            if (!files_->replace(folder.path("file"), i % 2 == 0 ? new_text : old_text)) return;
    });
    for (int i = 0; i < 50; ++i) {
        const auto read = files_->read(folder.path("file"));
        EXPECT_TRUE(read && *read) << "at no time is there none";
        if (!read || !*read) break;
        EXPECT_TRUE((*read)->view() == old_text || (*read)->view() == new_text);
    }
    writer.join();
    EXPECT_TRUE(content(folder.path("file")) == old_text);
}

TEST_F(FileAccess, FailsToReplaceWhereThereIsNoFolder) {
    const std::string file = folder.file("file", "kept");
    refuses_to_replace(file + "/inside", "cannot be written: ");
    EXPECT_EQ(content(file), "kept");
    refuses_to_replace("/proc/none/file", "cannot be written: ");
    refuses_to_replace(folder.path(std::string(250, 'x')), "cannot be written: ");
    fs::create_symlink(folder.path("nowhere"), folder.path("dangling"));
    refuses_to_replace(folder.path("dangling/file"), "cannot be written: ");
    EXPECT_EQ(entries(), 2);
}

TEST_F(FileAccess, FailsToReplaceAFolder) {
    fs::create_directory(folder.path("folder"));
    refuses_to_replace(folder.path("folder"), "cannot be replaced: ");
    EXPECT_EQ(entries(), 1) << "no temporary file is left";
}

TEST_F(FileAccess, FailsToReplaceInAFolderThatMayNotBeWritten) {
    if (::geteuid() == 0) GTEST_SKIP() << "The superuser may write every folder.";
    fs::create_directory(folder.path("locked"));
    ASSERT_EQ(::chmod(folder.path("locked").c_str(), 0500), 0);
    refuses_to_replace(folder.path("locked/file"), "cannot be written: ");
    ::chmod(folder.path("locked").c_str(), 0700);
}

// A full disk, as far as a test can simulate it.
TEST_F(FileAccess, AFileThatCannotBeWrittenToItsEndIsLeftAsItWas) {
    const std::string file = folder.file("file", "kept");
    ::rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    ::rlimit small = before;
    small.rlim_cur = 4096;
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto replaced = files_->replace(file, std::string(10'000, 'x'));
    ::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    ASSERT_FALSE(replaced);
    EXPECT_EQ(replaced.error().diagnostics().detail.find(file + ": cannot be written: "), 0u);
    EXPECT_EQ(content(file), "kept");
    EXPECT_EQ(entries(), 1) << "no temporary file is left";
}

}  // namespace
}  // namespace dynaco::identity::file_access_test
