#include "program/bulk/resume_file.hpp"

#include "program/command.hpp"
#include "support/temporary_folder.hpp"

#include <dynaco/errors.hpp>

#include <gtest/gtest.h>

#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::program::resume_file_test {
namespace {

const std::vector<std::string> import_words{"dynaco", "import", "t", "a.csv"};

struct ResumeFile : testing::Test {
    [[nodiscard]] std::string path_of(const std::string& name) const { return folder.path(name); }

    test::temporary_folder folder{};
};

TEST_F(ResumeFile, IsReadAsItWasWritten) {
    resume_file written(path_of("state"));
    EXPECT_FALSE(written.exists());
    EXPECT_FALSE(written.has_content());
    written.facts.insert_or_assign("items", 7);
    written.facts.insert_or_assign("command", "x");
    written.checkpoint = R"({"a":"b"})";
    written.write();
    resume_file read(path_of("state"));
    ASSERT_TRUE(read.begin(true, false, "import", import_words));
    EXPECT_TRUE(read.has_content());
    EXPECT_EQ(read.number_of("items"), 7u);
    EXPECT_EQ(read.number_of("none"), 0u);
    EXPECT_EQ(read.text_of("command"), "x");
    EXPECT_EQ(read.checkpoint, R"({"a":"b"})");
    read.remove();
    EXPECT_FALSE(read.exists());
}

// The command may have relative paths.
TEST_F(ResumeFile, TheCommandNamesItsFolder) {
    resume_file state(path_of("state"));
    EXPECT_EQ(state.command(), "");
    state.keep_command("dynaco import t a.csv --resume");
    EXPECT_EQ(state.command(), "dynaco import t a.csv --resume");
    state.facts.insert_or_assign("folder", "/else where");
    EXPECT_EQ(state.command(), "cd '/else where' && dynaco import t a.csv --resume");
    state.facts.erase("folder");  // of an earlier version
    EXPECT_EQ(state.command(), "dynaco import t a.csv --resume");
}

TEST_F(ResumeFile, OtherFilesAreRefused) {
    for (const char* const text : {"x", "{\"items\":7}\n{}\n", "not JSON\n{}\n"}) {
        const std::string path = path_of("other");
        std::ofstream(path) << text;
        resume_file other(path);
        EXPECT_THROW((void)other.begin(true, false, "import", import_words), usage_error) << text;
    }
}

// Returns the text and the command of the error.
std::pair<std::string, std::string> refusal(resume_file& file, bool resume, bool restart) {
    try {
        static_cast<void>(file.begin(resume, restart, "import", import_words));
    } catch (const usage_error& why) {
        return {why.what(), why.shell()};
    }
    return {};
}

TEST_F(ResumeFile, ADamagedStateIsOnlyReplaced) {
    const std::string whole = R"({"command":"dynaco import t a.csv --resume","file":"dynaco state"})";
    for (const std::string& text :
         std::vector<std::string>{"", whole.substr(0, 40), whole, "{\"command\":\"x\"}\n{}\n"}) {
        const std::string path = path_of("damaged");
        std::ofstream(path) << text;
        for (const bool resume : {true, false}) {
            resume_file damaged(path);
            const auto [why, command] = refusal(damaged, resume, false);
            EXPECT_NE(why.find(path + " is damaged"), std::string::npos) << why;
            EXPECT_EQ(command, "dynaco import t a.csv --restart");
        }
        resume_file again(path);
        EXPECT_FALSE(again.begin(false, true, "import", import_words)) << text;
        again.remove();
        EXPECT_FALSE(again.exists());
    }
}

TEST_F(ResumeFile, EachByteIsChecked) {
    const std::string path = path_of("changed");
    {
        resume_file written(path);
        written.facts.insert_or_assign("items", 7);
        written.checkpoint = "{}";
        written.write_beginning(import_words);
    }
    std::string whole;
    std::getline(std::ifstream(path), whole, '\0');
    const std::string beginning = R"({"command":")";
    for (std::size_t i = beginning.size(); i < whole.size(); ++i) {
        std::string text = whole;
        text[i] = static_cast<char>(text[i] ^ 1);
        std::ofstream(path, std::ios::binary) << text;
        resume_file changed(path);
        EXPECT_NE(refusal(changed, true, false).first.find(" is damaged"), std::string::npos) << text;
    }
}

TEST_F(ResumeFile, TheStateOfAnotherCommandIsNeitherUsedNorReplaced) {
    const std::string path = path_of("other-work");
    {
        resume_file copy(path);
        copy.facts.insert_or_assign("command", "dynaco copy a b --resume");
        copy.facts.insert_or_assign("copy", item{{"table", "a"}});
        copy.write();
    }
    for (const auto& [resume, restart] : {std::pair(true, false), {false, true}, {false, false}}) {
        resume_file other(path);
        const auto [why, command] = refusal(other, resume, restart);
        EXPECT_NE(why.find("is the state of a copy and not of an import"), std::string::npos) << why;
        EXPECT_EQ(command, "dynaco copy a b --resume");
    }
    resume_file kept(path);
    EXPECT_TRUE(kept.begin(true, false, "copy", {"dynaco", "copy", "a", "b"}));
}

TEST_F(ResumeFile, TheCommandOfTheWorkThatDidNotEndIsShown) {
    const std::string path = path_of("unfinished");
    {
        resume_file work(path);
        work.write_beginning({"dynaco", "import", "t", "b.csv"});
    }
    resume_file next(path);
    EXPECT_EQ(refusal(next, false, false).second, "dynaco import t b.csv --resume");
}

TEST_F(ResumeFile, AWorkThatDidNotEndIsNotBegunAgainByAccident) {
    resume_file work(path_of("begin"));
    EXPECT_FALSE(work.begin(false, false, "import", import_words));
    EXPECT_THROW((void)work.begin(true, false, "import", import_words), usage_error);
    work.write();
    EXPECT_THROW((void)work.begin(false, false, "import", import_words), usage_error);
    EXPECT_TRUE(work.begin(true, false, "import", import_words));
    EXPECT_FALSE(work.begin(false, true, "import", import_words));
    work.remove();
}

TEST_F(ResumeFile, IsWrittenBeforeAnythingIsDone) {
    {
        resume_file begun(path_of("beginning"));
        EXPECT_FALSE(begun.begin(false, false, "copy", {"dynaco", "copy", "a", "b"}));
        begun.write_beginning({"dynaco", "copy", "a", "b"});
        EXPECT_TRUE(begun.has_content());
    }
    resume_file killed(path_of("beginning"));
    ASSERT_TRUE(killed.begin(true, false, "copy", {"dynaco", "copy", "a", "b"}));
    EXPECT_EQ(killed.text_of("command"), "dynaco copy a b --resume");
    EXPECT_EQ(killed.checkpoint, "");
    killed.checkpoint = "x";
    killed.write_beginning({"dynaco"});  // it goes on: nothing is replaced
    EXPECT_EQ(killed.text_of("command"), "dynaco copy a b --resume");
    killed.remove();
    EXPECT_FALSE(killed.has_content());
}

TEST_F(ResumeFile, TwoAtATimeAreRefused) {
    resume_file first(path_of("twice"));
    EXPECT_FALSE(first.begin(false, false, "import", import_words));
    resume_file second(path_of("twice"));
    try {
        (void)second.begin(false, true, "import", import_words);
        FAIL();
    } catch (const error& why) {
        EXPECT_NE(why.diagnostics().detail.find("is in use by another process"), std::string::npos);
    }
}

TEST_F(ResumeFile, InAFolderThatCannotBeWrittenNothingIsKept) {
    resume_file lost("/no-such-folder/state");
    EXPECT_FALSE(lost.begin(false, false, "import", import_words));
    EXPECT_TRUE(lost.give_up_if_unwritable());
    EXPECT_FALSE(lost.is_kept());
    resume_file kept(path_of("kept"));
    EXPECT_FALSE(kept.give_up_if_unwritable());
    EXPECT_TRUE(kept.is_kept());
}

TEST_F(ResumeFile, WithoutAPathNothingIsKept) {
    resume_file none("");
    none.write();
    none.remove();
    EXPECT_FALSE(none.exists());
    EXPECT_FALSE(none.has_content());
}

TEST_F(ResumeFile, TheCommandIsQuotedForAShell) {
    EXPECT_EQ(command_to_resume({"dynaco", "import", "t", "a b.csv", "it's", ""}),
              "dynaco import t 'a b.csv' 'it'\\''s' '' --resume");
    EXPECT_EQ(command_to_resume({"dynaco", "import", "t", "a.csv", "--restart"}),
              "dynaco import t a.csv --resume");
    EXPECT_EQ(command_to_resume({"dynaco", "import", "--resume", "t", "$HOME"}),
              "dynaco import t '$HOME' --resume");
    EXPECT_EQ(command_to_resume({"dynaco", "import", "t", "--restart", "--", "-a.csv", "--resume"}),
              "dynaco import t --resume -- -a.csv --resume");
    EXPECT_EQ(command_to_skip({"dynaco", "import", "t", "--max-rejects", "3", "a.csv"}, 3),
              "dynaco import t a.csv --resume --max-rejects 100");
    EXPECT_EQ(command_to_skip({"dynaco", "import", "t", "a.csv", "--restart"}, 2000, work_begin::new_work),
              "dynaco import t a.csv --max-rejects 20000");
}

}  // namespace
}  // namespace dynaco::program::resume_file_test
