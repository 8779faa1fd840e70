#include "program/bulk/file_lock.hpp"

#include <dynaco/errors.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

namespace dynaco::program::file_lock_test {
namespace {

namespace fs = std::filesystem;

/// A new folder, which is removed at the end.
struct lock_folder {
    lock_folder() { fs::create_directories(path); }
    ~lock_folder() { fs::remove_all(path); }
    lock_folder(const lock_folder&) = delete;
    lock_folder& operator=(const lock_folder&) = delete;

    [[nodiscard]] std::string operator/(const char* name) const { return (path / name).string(); }

    fs::path path = fs::path(testing::TempDir()) / ("dynaco-lock-" + std::to_string(::getpid()));
};

std::string refusal_of(file_lock (*lock)(const std::string&, const std::string&), const std::string& path) {
    try {
        static_cast<void>(lock(path, "wait"));
    } catch (const error& why) {
        EXPECT_EQ(why.cause(), errc::file_failed);
        return why.diagnostics().detail;
    }
    return {};
}

// flock works for each opening of a file, so that this process stands for two.
TEST(FileLock, IsSeenByOthersUntilItEnds) {
    const lock_folder folder;
    const std::string path = folder / "state";
    {
        const file_lock first = file_lock::beside(path, "wait");
        EXPECT_EQ(refusal_of(file_lock::beside, path),
                  path + " is in use by another process, number " + std::to_string(::getpid()) + "; wait");
        EXPECT_TRUE(fs::exists(path + ".lock"));
    }
    EXPECT_FALSE(fs::exists(path + ".lock"));
    EXPECT_EQ(refusal_of(file_lock::beside, path), "");
}

TEST(FileLock, IsTheSameForAllNamesOfAFile) {
    const lock_folder folder;
    std::ofstream(folder / "state") << "x";
    fs::create_symlink("state", folder / "link");
    const file_lock first = file_lock::beside(folder / "link", "wait");
    EXPECT_NE(refusal_of(file_lock::beside, folder / "state"), "");
}

TEST(FileLock, AFileOfAKilledProcessIsNotInUse) {
    const lock_folder folder;
    std::ofstream(folder / "state.lock") << "1\n";
    {
        const file_lock first = file_lock::beside(folder / "state", "wait");
        EXPECT_NE(refusal_of(file_lock::beside, folder / "state"), "");
    }
    EXPECT_FALSE(fs::exists(folder / "state.lock"));
}

TEST(FileLock, MovesWithTheObject) {
    const lock_folder folder;
    file_lock first = file_lock::beside(folder / "state", "wait");
    file_lock second = std::move(first);
    EXPECT_NE(refusal_of(file_lock::beside, folder / "state"), "");
    second = file_lock();
    EXPECT_EQ(refusal_of(file_lock::beside, folder / "state"), "");
}

TEST(FileLock, OfTheFileItselfKeepsItsContent) {
    const lock_folder folder;
    std::ofstream(folder / "rejects") << "content";
    {
        const file_lock first = file_lock::of(folder / "rejects", "wait");
        EXPECT_GE(first.descriptor(), 0);
        EXPECT_FALSE(first.is_new());
        EXPECT_EQ(refusal_of(file_lock::of, folder / "rejects"),
                  (folder / "rejects") + " is in use by another process; wait");
    }
    EXPECT_EQ(fs::file_size(folder / "rejects"), 7u);
}

TEST(FileLock, ANewFileIsRemovedIfItIsWanted) {
    const lock_folder folder;
    {
        file_lock first = file_lock::of(folder / "rejects", "wait");
        EXPECT_TRUE(first.is_new());
        first.remove_at_end(true);
    }
    EXPECT_FALSE(fs::exists(folder / "rejects"));
}

TEST(FileLock, AFolderThatDoesNotExistHasNoLock) {
    const lock_folder folder;
    EXPECT_EQ(file_lock::beside(folder / "none/state", "wait").descriptor(), -1);
}

}  // namespace
}  // namespace dynaco::program::file_lock_test
