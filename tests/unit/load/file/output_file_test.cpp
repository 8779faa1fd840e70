#include "load/file/output_file.hpp"

#include "load/file/compressors.hpp"
#include "support/temporary_folder.hpp"

#include <dynaco/errors.hpp>

#include <gtest/gtest.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <sys/file.h>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

using namespace dynaco;
using namespace dynaco::loading;

namespace output_file_test {
namespace {

// Whether the last file was locked when it was renamed.
std::atomic<bool> was_locked;

}  // namespace

// Replaces the function of the C library.
extern "C" int rename(const char* from, const char* to) noexcept {
    const descriptor file(::open(from, O_WRONLY | O_CLOEXEC), true);
    was_locked = ::flock(file.number(), LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
    return ::renameat(AT_FDCWD, from, AT_FDCWD, to);
}

TEST(OutputFile, HasItsNameOnceItIsCommitted) {
    const test::temporary_folder folder;
    output_file file = output_file::durable(folder.path("a.jsonl"));
    file.write("one\n");
    file.sync();
    EXPECT_FALSE(folder.has("a.jsonl"));
    EXPECT_EQ(folder.text("a.jsonl.part"), "one\n");
    file.commit();
    EXPECT_EQ(folder.text("a.jsonl"), "one\n");
    EXPECT_FALSE(folder.has("a.jsonl.part"));
}

TEST(OutputFile, ReplacesTheFileThatASymbolicLinkNames) {
    const test::temporary_folder folder;
    folder.file("far/a.jsonl", "old");
    std::filesystem::create_symlink("far/a.jsonl", folder.path("second"));
    std::filesystem::create_symlink("second", folder.path("first"));
    output_file file = output_file::durable(folder.path("first"));
    file.write("new");
    EXPECT_EQ(folder.text("far/a.jsonl"), "old");
    file.commit();
    EXPECT_EQ(folder.text("far/a.jsonl"), "new");
    EXPECT_TRUE(std::filesystem::is_symlink(folder.path("first")));
    EXPECT_TRUE(std::filesystem::is_symlink(folder.path("second")));
    EXPECT_FALSE(folder.has("far/a.jsonl.part"));
}

TEST(OutputFile, MakesTheFileThatASymbolicLinkNames) {
    const test::temporary_folder folder;
    std::filesystem::create_symlink("later.jsonl", folder.path("link"));
    output_file file = output_file::durable(folder.path("link"));
    file.write("new");
    file.commit();
    EXPECT_EQ(folder.text("later.jsonl"), "new");
    EXPECT_TRUE(std::filesystem::is_symlink(folder.path("link")));
}

TEST(OutputFile, RefusesALoopOfSymbolicLinks) {
    const test::temporary_folder folder;
    std::filesystem::create_symlink("b", folder.path("a"));
    std::filesystem::create_symlink("a", folder.path("b"));
    EXPECT_THROW(static_cast<void>(output_file::durable(folder.path("a"))), error);
}

TEST(OutputFile, IsWrittenByOneProcessAtATime) {
    const test::temporary_folder folder;
    output_file first = output_file::durable(folder.path("a"));
    first.write("first");
    try {
        static_cast<void>(output_file::durable(folder.path("a")));
        ADD_FAILURE() << "a second writer was allowed";
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::file_failed);
        EXPECT_NE(std::string(e.what()).find("another process writes"), std::string::npos) << e.what();
    }
    first.commit();
    EXPECT_EQ(folder.text("a"), "first");
    output_file::durable(folder.path("a")).commit();
    EXPECT_EQ(folder.text("a"), "");
}

// Otherwise another process could begin to write the part, and its first bytes would get the file's name.
TEST(OutputFile, IsRenamedWhileItIsLocked) {
    const test::temporary_folder folder;
    output_file file = output_file::durable(folder.path("a"));
    file.write("new");
    was_locked = false;
    file.commit();
    EXPECT_TRUE(was_locked);
}

// Two writers replace one file at the same time, as two processes with one checkpoint file do.
TEST(OutputFile, NeverHasAPartOfATextWhileOthersWriteIt) {
    const test::temporary_folder folder;
    const std::string path = folder.file("state", std::string(100, 'x'));
    std::atomic<int> written = 0;
    const auto write = [&](char letter) {
        for (int i = 0; i < 300; ++i) try {
                write_whole_file(path, std::string(100, letter));
                ++written;
            } catch (const error& e) {
                EXPECT_EQ(e.cause(), errc::file_failed);
            }
    };
    std::thread first(write, 'a');
    std::thread second(write, 'b');
    for (int i = 0; i < 2000; ++i) {
        const std::string text = folder.text("state");
        ASSERT_EQ(text.size(), 100U);
        ASSERT_EQ(text.find_first_not_of(text[0]), text.npos);
    }
    first.join();
    second.join();
    EXPECT_EQ(folder.text("state").size(), 100U);
    EXPECT_GT(written, 0);
}

TEST(OutputFile, DoesNotFollowALinkInThePlaceOfThePart) {
    const test::temporary_folder folder;
    folder.file("victim", "old");
    std::filesystem::create_symlink("victim", folder.path("a.part"));
    EXPECT_THROW(static_cast<void>(output_file::durable(folder.path("a"))), error);
    EXPECT_EQ(folder.text("victim"), "old");
}

TEST(OutputFile, KeepsThePermissionsOfTheFileThatItReplaces) {
    const test::temporary_folder folder;
    folder.file("a", "secret");
    ASSERT_EQ(0, ::chmod(folder.path("a").c_str(), 0600));
    output_file file = output_file::durable(folder.path("a"));
    file.write("new");
    struct stat part {};
    ASSERT_EQ(0, ::stat(folder.path("a.part").c_str(), &part));
    EXPECT_EQ(0600U, part.st_mode & 0777U);
    file.commit();
    struct stat replaced {};
    ASSERT_EQ(0, ::stat(folder.path("a").c_str(), &replaced));
    EXPECT_EQ(0600U, replaced.st_mode & 0777U);
}

TEST(OutputFile, WritesANamedPipeDirectly) {
    const test::temporary_folder folder;
    const std::string path = folder.path("pipe");
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    std::filesystem::create_symlink("pipe", folder.path("link"));
    const descriptor reader(::open(path.c_str(), O_RDONLY | O_NONBLOCK), true);
    output_file file = output_file::durable(folder.path("link"));
    file.write("one\n");
    char read[8]{};
    EXPECT_EQ(::read(reader.number(), read, sizeof read), 4);
    file.commit();
    EXPECT_TRUE(std::filesystem::is_fifo(path));
    EXPECT_TRUE(std::filesystem::is_symlink(folder.path("link")));
    EXPECT_FALSE(folder.has("pipe.part"));
}

TEST(OutputFile, DiscardsNoPipe) {
    const test::temporary_folder folder;
    int ends[2]{};
    ASSERT_EQ(::pipe(ends), 0);
    const descriptor reader(ends[0], true);
    const descriptor writer(ends[1], true);
    const std::string path = "/proc/self/fd/" + std::to_string(ends[1]);
    output_file file = output_file::durable(path);
    file.write("one");
    file.discard();
    char read[8]{};
    EXPECT_EQ(::read(reader.number(), read, sizeof read), 3);
    EXPECT_TRUE(std::filesystem::exists(path));
}

TEST(OutputFile, ResumesAfterTheBytesThatItKeeps) {
    const test::temporary_folder folder;
    std::uint64_t synced = 0;
    {
        output_file file = output_file::durable(folder.path("a.jsonl"));
        file.write("one\n");
        synced = file.size();
        file.write("tw");
    }
    output_file file = output_file::durable(folder.path("a.jsonl"), {.size = synced});
    file.write("two\n");
    EXPECT_EQ(file.size(), 8U);
    file.commit();
    EXPECT_EQ(folder.text("a.jsonl"), "one\ntwo\n");
}

TEST(OutputFile, RefusesToResumeAShorterFile) {
    const test::temporary_folder folder;
    folder.file("a.jsonl.part", "one");
    try {
        static_cast<void>(output_file::durable(folder.path("a.jsonl"), {.size = 4}));
        FAIL();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::malformed_file);
        EXPECT_NE(e.diagnostics().detail.find("has 3 bytes, but an earlier run wrote 4"), std::string::npos);
    }
}

TEST(OutputFile, RefusesToResumeOtherBytes) {
    const test::temporary_folder folder;
    kept_bytes kept;
    {
        output_file file = output_file::durable(folder.path("a.jsonl"));
        file.write("one\n");
        kept = {.size = file.size(), .crc32 = file.crc32()};
        file.write("tw");
    }
    folder.file("b.jsonl.part", "One\ntw");
    try {
        static_cast<void>(output_file::durable(folder.path("b.jsonl"), kept));
        FAIL();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::malformed_file);
        EXPECT_NE(e.diagnostics().detail.find("its first 4 bytes are not as an earlier run wrote them"),
                  std::string::npos);
    }
    EXPECT_EQ(folder.text("b.jsonl.part"), "One\ntw");
    output_file file = output_file::durable(folder.path("a.jsonl"), kept);
    EXPECT_EQ(file.crc32(), *kept.crc32);
    file.write("two\n");
    output_file whole = output_file::durable(folder.path("c.jsonl"));
    whole.write("one\ntwo\n");
    EXPECT_EQ(file.crc32(), whole.crc32());
}

TEST(OutputFile, RefusesToResumeAFileThatIsGone) {
    const test::temporary_folder folder;
    try {
        static_cast<void>(output_file::durable(folder.path("a.jsonl"), {.size = 4}));
        FAIL();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::malformed_file);
        EXPECT_NE(e.diagnostics().detail.find("the file is gone"), std::string::npos);
    }
    EXPECT_FALSE(folder.has("a.jsonl.part"));
}

TEST(OutputFile, DiscardsThePart) {
    const test::temporary_folder folder;
    output_file file = output_file::durable(folder.path("a"));
    file.discard();
    EXPECT_FALSE(folder.has("a.part"));
}

TEST(OutputFile, ReportsAFullDisk) {
    if (::access("/dev/full", W_OK) != 0) GTEST_SKIP() << "this machine has no /dev/full";
    output_file file = output_file::durable("/dev/full");
    try {
        file.write("x");
        FAIL();
    } catch (const error& e) {
        EXPECT_EQ(e.cause(), errc::file_failed);
        EXPECT_EQ(e.diagnostics().detail,
                  "cannot write /dev/full: No space left on device; free space and run again");
    }
}

TEST(OutputFile, ReportsAClosedPipe) {
    const test::temporary_folder folder;
    const std::string path = folder.path("pipe");
    ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
    const auto before = std::signal(SIGPIPE, SIG_IGN);
    const int reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK);
    output_file file = output_file::durable(path);
    ::close(reader);
    try {
        file.write("x");
        FAIL();
    } catch (const error& e) {
        EXPECT_NE(e.diagnostics().detail.find("Broken pipe; the program that reads the output has ended"),
                  std::string::npos);
    }
    std::signal(SIGPIPE, before);
}

TEST(OutputFile, NamesAFolderThatDoesNotExist) {
    const test::temporary_folder folder;
    try {
        static_cast<void>(output_file::durable(folder.path("no/a")));
        FAIL();
    } catch (const error& e) {
        EXPECT_EQ(e.diagnostics().detail,
                  "cannot write " + folder.path("no/a.part") + ": No such file or directory");
    }
}

TEST(WriteWholeFile, ReplacesTheContents) {
    const test::temporary_folder folder;
    const std::string path = folder.file("a", "old");
    write_whole_file(path, "new");
    EXPECT_EQ(folder.text("a"), "new");
    EXPECT_FALSE(folder.has("a.part"));
}

TEST(BufferedSink, KeepsTheOrder) {
    const test::temporary_folder folder;
    output_file file = output_file::durable(folder.path("a"));
    buffered_sink buffer(file, 4);
    for (const char* text : {"a", "bc", "def", "ghijklmnop", "q"}) buffer.write(text);
    buffer.flush();
    EXPECT_EQ(folder.text("a.part"), "abcdefghijklmnopq");
}

}  // namespace output_file_test
