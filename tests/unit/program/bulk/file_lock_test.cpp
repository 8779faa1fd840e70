#include "program/bulk/file_lock.hpp"

#include "support/temporary_folder.hpp"

#include <dynaco/errors.hpp>

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <unistd.h>

namespace dynaco::program::file_lock_test {
namespace {

namespace fs = std::filesystem;

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
    const test::temporary_folder folder;
    const std::string path = folder.path("state");
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
    const test::temporary_folder folder;
    folder.file("state", "x");
    fs::create_symlink("state", folder.path("link"));
    const file_lock first = file_lock::beside(folder.path("link"), "wait");
    EXPECT_NE(refusal_of(file_lock::beside, folder.path("state")), "");
}

TEST(FileLock, AFileOfAKilledProcessIsNotInUse) {
    const test::temporary_folder folder;
    folder.file("state.lock", "1\n");
    {
        const file_lock first = file_lock::beside(folder.path("state"), "wait");
        EXPECT_NE(refusal_of(file_lock::beside, folder.path("state")), "");
    }
    EXPECT_FALSE(fs::exists(folder.path("state.lock")));
}

TEST(FileLock, MovesWithTheObject) {
    const test::temporary_folder folder;
    file_lock first = file_lock::beside(folder.path("state"), "wait");
    file_lock second = std::move(first);
    EXPECT_NE(refusal_of(file_lock::beside, folder.path("state")), "");
    second = file_lock();
    EXPECT_EQ(refusal_of(file_lock::beside, folder.path("state")), "");
}

TEST(FileLock, OfTheFileItselfKeepsItsContent) {
    const test::temporary_folder folder;
    folder.file("rejects", "content");
    {
        const file_lock first = file_lock::of(folder.path("rejects"), "wait");
        EXPECT_GE(first.descriptor(), 0);
        EXPECT_FALSE(first.is_new());
        EXPECT_EQ(refusal_of(file_lock::of, folder.path("rejects")),
                  folder.path("rejects") + " is in use by another process; wait");
    }
    EXPECT_EQ(fs::file_size(folder.path("rejects")), 7u);
}

TEST(FileLock, ANewFileIsRemovedIfItIsWanted) {
    const test::temporary_folder folder;
    {
        file_lock first = file_lock::of(folder.path("rejects"), "wait");
        EXPECT_TRUE(first.is_new());
        first.remove_at_end(true);
    }
    EXPECT_FALSE(fs::exists(folder.path("rejects")));
}

TEST(FileLock, AFolderThatDoesNotExistHasNoLock) {
    const test::temporary_folder folder;
    EXPECT_EQ(file_lock::beside(folder.path("none/state"), "wait").descriptor(), -1);
}

}  // namespace
}  // namespace dynaco::program::file_lock_test
