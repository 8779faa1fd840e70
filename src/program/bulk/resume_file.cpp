#include "program/bulk/resume_file.hpp"

#include "program/command.hpp"
#include "program/text/shell_word.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/json.hpp>
#include <dynaco/load/loader.hpp>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>
#include <unistd.h>

namespace dynaco::program {
namespace {

constexpr std::string_view kind_of_file = "dynaco state";

// Whether a file has something else than a state: it belongs to the user and is never changed. A state is one
// JSON object in its first line, which names its kind; it is written at once.
bool is_foreign(const std::string& path) noexcept {
    try {
        const std::string text = read_checkpoint(path);
        const item facts = from_json<item>(text.substr(0, text.find('\n')));
        const value* const kind = facts.find("file");
        const std::string* const name = kind ? kind->get_if<std::string>() : nullptr;
        return !name || *name != kind_of_file;
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
            path_ + " is not a state file of dynaco, so it is neither used nor replaced; name another file");
    return true;
}

bool resume_file::begin(bool resume, bool restart, const std::string& work, const std::string& of) {
    if (is_kept()) {
        lock_ = {};  // of an earlier call
        lock_ = file_lock::beside(path_, "wait until the other " + work + " has ended");
    }
    const bool is_there = exists();
    if (resume && !is_there)
        throw usage_error("there is nothing to resume: " + path_ + " does not exist; " + work +
                          " without --resume");
    if (resume) {
        read();
        return true;
    }
    if (is_there && !restart)
        throw usage_error("an earlier " + work + ' ' + of + " did not end (" + path_ +
                          "); continue with --resume, or start again with --restart");
    return false;
}

void resume_file::read() {
    const std::string text = read_checkpoint(path_);
    const auto end = text.find('\n');
    const auto refuse = [this](const std::string& why) {
        throw usage_error(path_ + " cannot be used to continue (" + why + "); start again with --restart");
    };
    if (end == text.npos) refuse("it is not a state file of dynaco");
    try {
        facts = from_json<item>(text.substr(0, end));
    } catch (const error&) {
        refuse("its first line is not JSON");
    }
    if (text_of("file") != kind_of_file) refuse("it is not a state file of dynaco");
    checkpoint = text.substr(end + 1);
    if (checkpoint.ends_with('\n')) checkpoint.pop_back();
    has_content_ = true;
}

void resume_file::write_beginning(const std::vector<std::string>& words) {
    if (has_content_) return;
    facts.insert_or_assign("command", command_to_resume(words));
    write();
}

void resume_file::write() {
    if (!is_kept()) return;
    facts.insert_or_assign("file", std::string(kind_of_file));
    write_checkpoint(path_, to_json(facts) + '\n' + checkpoint + '\n');
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

std::string command_to_skip(const std::vector<std::string>& words) {
    return shell_command(without_begin(without_option(words, "--max-rejects")),
                         {"--resume", "--max-rejects", "N"});
}

}  // namespace dynaco::program
