#include "program/bulk/resume_file.hpp"

#include "program/command.hpp"
#include "program/text/shell_word.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/json.hpp>
#include <dynaco/load/loader.hpp>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <unistd.h>
#include <zlib.h>

namespace dynaco::program {
namespace {

constexpr std::string_view kind_of_file = "dynaco state";
constexpr std::string_view names_of_works[] = {"import", "export", "copy"};

constexpr std::string_view checksum_begin = ",\"state_crc32\":";

std::uint32_t checksum_of(std::string_view text) noexcept {
    return static_cast<std::uint32_t>(::crc32_z(0, reinterpret_cast<const Bytef*>(text.data()), text.size()));
}

// The first line of a state. `facts`: a JSON object that is not empty.
std::string line_of_facts(std::string facts, const std::string& checkpoint) {
    facts.pop_back();  // the brace
    const std::uint32_t checksum = checksum_of(facts + '\n' + checkpoint);
    return (facts += checksum_begin) += std::to_string(checksum) + '}';
}

// The object in the first line of a state, without its checksum.
std::string object_of_facts(const std::string& text) {
    const std::string line = text.substr(0, text.find('\n'));
    return line.substr(0, line.rfind(checksum_begin)) + '}';
}

// The facts in the first line of a state; nothing: it is damaged, or another file.
std::optional<item> facts_of_state(const std::string& text) {
    try {
        item facts = from_json<item>(object_of_facts(text));
        const value* const kind = facts.find("file");
        const std::string* const name = kind ? kind->get_if<std::string>() : nullptr;
        if (name && *name == kind_of_file) return facts;
    } catch (const error&) {
        return std::nullopt;
    }
    return std::nullopt;
}

// Whether a file has something else than a state, also a damaged one: it belongs to the user and is never
// changed. A file without content has nothing that could be lost.
bool is_foreign(const std::string& path) noexcept {
    constexpr std::string_view beginning = R"({"command":")";
    try {
        const std::string text = read_checkpoint(path);
        return !text.empty() && !text.starts_with(beginning) && !facts_of_state(text);
    } catch (const std::exception&) {
        return true;
    }
}

}  // namespace

bool resume_file::exists() const {
    std::error_code ignored;
    if (!is_kept() || !std::filesystem::exists(path_, ignored)) return false;
    if (is_foreign(path_))
        throw usage_error(
            path_ +
            " is not a state file of dynaco, so it is neither used nor replaced; move it away, or "
            "name another file with --checkpoint");
    return true;
}

bool resume_file::begin(bool resume, bool restart, const std::string& work,
                        const std::vector<std::string>& words,
                        const std::function<std::string(const item& facts)>& other_subject) {
    if (is_kept()) {
        lock_ = {};  // of an earlier call
        lock_ = file_lock::beside(path_, "wait until the other " + work + " has ended");
    }
    const bool is_there = exists();
    if (!is_there) {
        if (!resume) return false;
        throw usage_error("there is nothing to resume: " + path_ + " does not exist; " + work +
                          " without --resume");
    }
    const bool is_whole = read();
    if (is_whole) refuse_other_work(work);
    // With --resume the caller compares the works, and says more.
    if (is_whole && !resume && other_subject)
        if (const std::string subject = other_subject(facts); !subject.empty())
            throw usage_error(text_of_other_work(work, subject), command());
    if (restart) {
        forget();
        return false;
    }
    if (!is_whole)
        throw usage_error(path_ + " is damaged: it should have the state of an earlier " + work +
                              ", which cannot be continued without it. What was done stays; start again with",
                          command_to_restart(words));
    if (resume) return true;
    if (const std::string damage = text_of("damage"); !damage.empty())
        throw usage_error("an earlier " + work + " wrote what could be read of its files (" + damage +
                              "); when the file is replaced by a whole one, start again with",
                          command_to_restart(words));
    std::string text = command();
    throw usage_error("an earlier " + work + " did not end (" + path_ +
                          "); start again with --restart, or continue it with",
                      text.empty() ? command_to_resume(words) : std::move(text));
}

// Returns false if the file is damaged.
bool resume_file::read() {
    const std::string text = read_checkpoint(path_);
    const auto end = text.find('\n');
    std::optional<item> found = facts_of_state(text);
    if (!found || end == text.npos || !text.ends_with('\n')) return false;
    std::string rest = text.substr(end + 1, text.size() - end - 2);
    if (text.substr(0, end) != line_of_facts(object_of_facts(text), rest)) return false;
    facts = std::move(*found);
    checkpoint = std::move(rest);
    has_content_ = true;
    return true;
}

void resume_file::forget() {
    facts = {};
    checkpoint.clear();
    has_content_ = false;
}

// A state of another command is never replaced: it would be lost.
void resume_file::refuse_other_work(const std::string& work) const {
    for (const std::string_view each : names_of_works)
        if (each != work && facts.find(each))
            throw usage_error(path_ + " is the state of " + with_article(std::string(each)) + " and not of " +
                                  with_article(work) +
                                  ", so it is neither used nor replaced; name another file " +
                                  "with --checkpoint. The " + std::string(each) + " continues with",
                              command());
}

std::string resume_file::text_of_other_work(const std::string& work, const std::string& subject) const {
    return path_ + " is the state of another " + work + ", of " + subject +
           "; name another file with --checkpoint. That " + work + " continues with";
}

void resume_file::tell_unusable(work_screen& screen, const std::string& why,
                                const std::vector<std::string>& words) const {
    screen.message(path_ + " cannot be used to continue: " + why);
    screen.message("what was done stays; start again with", command_to_restart(words));
}

void resume_file::write_beginning(const std::vector<std::string>& words) {
    if (has_content_) return;
    keep_command(command_to_resume(words));
    write();
}

void resume_file::write() {
    if (!is_kept()) return;
    facts.insert_or_assign("file", std::string(kind_of_file));
    write_checkpoint(path_, line_of_facts(to_json(facts), checkpoint) + '\n' + checkpoint + '\n');
    has_content_ = true;
}

void resume_file::remove() noexcept {
    std::error_code ignored;
    if (is_kept() && !is_foreign(path_)) std::filesystem::remove(path_, ignored);
    has_content_ = false;
}

bool resume_file::has_writable_folder() const {
    const std::string folder = std::filesystem::path(path_).parent_path().string();
    return ::access(folder.empty() ? "." : folder.c_str(), W_OK) == 0;
}

void resume_file::check_folder() const {
    if (is_kept() && !has_writable_folder())
        throw error(errc::file_failed,
                    {.detail = "cannot write " + path_ + ": " + std::generic_category().message(errno)});
}

bool resume_file::give_up_if_unwritable() {
    if (!is_kept() || has_writable_folder()) return false;
    *this = resume_file({});
    return true;
}

std::uint64_t resume_file::number_of(std::string_view name) const {
    const value* const found = facts.find(name);
    const number* const amount = found ? found->get_if<number>() : nullptr;
    return amount ? amount->to<std::uint64_t>().value_or(0) : 0;
}

std::string resume_file::text_of(std::string_view name) const {
    const value* const found = facts.find(name);
    const std::string* const text = found ? found->get_if<std::string>() : nullptr;
    return text ? *text : std::string();
}

std::string resume_file::command() const {
    const std::string text = text_of("command");
    const std::string folder = text_of("folder");
    std::error_code ignored;
    if (text.empty() || folder.empty() || std::filesystem::equivalent(folder, ".", ignored)) return text;
    return "cd " + shell_word(folder) + " && " + text;
}

void resume_file::keep_command(std::string text) {
    std::error_code code;
    const std::string folder = std::filesystem::current_path(code).string();
    facts.insert_or_assign("command", std::move(text));
    facts.insert_or_assign("folder", code ? std::string() : folder);
}

namespace {

std::vector<std::string> without_begin(std::vector<std::string> words) {
    const auto arguments = std::ranges::find(words, "--");
    words.erase(
        std::remove_if(words.begin(), arguments,
                       [](const std::string& each) { return each == "--restart" || each == "--resume"; }),
        arguments);
    return words;
}

}  // namespace

std::string command_to_resume(const std::vector<std::string>& words) {
    return shell_command(without_begin(words), {"--resume"});
}

std::string command_to_restart(const std::vector<std::string>& words) {
    return shell_command(without_begin(words), {"--restart"});
}

std::string command_to_skip(const std::vector<std::string>& words, std::uint64_t limit, work_begin begin) {
    constexpr std::uint64_t usual = 100;
    std::vector<std::string> more{"--max-rejects", std::to_string(std::max(usual, 10 * limit))};
    if (begin == work_begin::go_on) more.insert(more.begin(), "--resume");
    return shell_command(without_begin(without_option(words, "--max-rejects")), more);
}

std::string with_article(const std::string& work) {
    constexpr std::string_view vowels = "aeiou";
    return (!work.empty() && vowels.find(work.front()) != vowels.npos ? "an " : "a ") + work;
}

}  // namespace dynaco::program
