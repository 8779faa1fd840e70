#include "program/bulk/resume_file.hpp"

#include "program/command.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <unistd.h>

namespace dynaco::program {
namespace {

std::string path_of(const std::string& name) {
    return testing::TempDir() + "dynaco-resume-" + std::to_string(::getpid()) + '-' + name;
}

TEST(ResumeFile, IsReadAsItWasWritten) {
    resume_file written(path_of("state"));
    EXPECT_FALSE(written.exists());
    EXPECT_FALSE(written.has_content());
    written.facts.insert_or_assign("items", 7);
    written.facts.insert_or_assign("command", "x");
    written.checkpoint = R"({"a":"b"})";
    written.write();
    resume_file read(path_of("state"));
    ASSERT_TRUE(read.begin(true, false, "import", "of these files"));
    EXPECT_TRUE(read.has_content());
    EXPECT_EQ(read.number_of("items"), 7u);
    EXPECT_EQ(read.number_of("none"), 0u);
    EXPECT_EQ(read.text_of("command"), "x");
    EXPECT_EQ(read.checkpoint, R"({"a":"b"})");
    read.remove();
    EXPECT_FALSE(read.exists());
}

TEST(ResumeFile, OtherFilesAreRefused) {
    for (const char* const text : {"", "x", "{\"items\":7}\n{}\n", "not JSON\n{}\n"}) {
        const std::string path = path_of("other");
        std::ofstream(path) << text;
        resume_file other(path);
        EXPECT_THROW((void)other.begin(true, false, "import", "of these files"), usage_error) << text;
    }
}

TEST(ResumeFile, AWorkThatDidNotEndIsNotBegunAgainByAccident) {
    resume_file work(path_of("begin"));
    EXPECT_FALSE(work.begin(false, false, "import", "of these files"));
    EXPECT_THROW((void)work.begin(true, false, "import", "of these files"), usage_error);
    work.write();
    EXPECT_THROW((void)work.begin(false, false, "import", "of these files"), usage_error);
    EXPECT_TRUE(work.begin(true, false, "import", "of these files"));
    EXPECT_FALSE(work.begin(false, true, "import", "of these files"));
    work.remove();
}

TEST(ResumeFile, WithoutAPathNothingIsKept) {
    resume_file none("");
    none.write();
    none.remove();
    EXPECT_FALSE(none.exists());
    EXPECT_FALSE(none.has_content());
}

TEST(ResumeFile, TheCommandIsQuotedForAShell) {
    EXPECT_EQ(command_to_resume({"dynaco", "import", "t", "a b.csv", "it's", ""}),
              "dynaco import t 'a b.csv' 'it'\\''s' '' --resume");
    EXPECT_EQ(command_to_resume({"dynaco", "import", "t", "a.csv", "--restart"}),
              "dynaco import t a.csv --resume");
    EXPECT_EQ(command_to_resume({"dynaco", "import", "--resume", "t", "$HOME"}),
              "dynaco import t '$HOME' --resume");
}

}  // namespace
}  // namespace dynaco::program
