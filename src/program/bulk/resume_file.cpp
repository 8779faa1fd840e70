#include "program/bulk/resume_file.hpp"

#include "program/command.hpp"
#include "program/text/shell_word.hpp"

#include <dynaco/errors.hpp>
#include <dynaco/json.hpp>
#include <dynaco/load/loader.hpp>

#include <algorithm>
#include <filesystem>
#include <string>

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

void resume_file::write() {
    if (!is_kept()) return;
    facts.insert_or_assign("file", std::string(kind_of_file));
    write_checkpoint(path_, to_json(facts) + '\n' + checkpoint + '\n');
    has_content_ = true;
}

void resume_file::remove() noexcept {
    std::error_code ignored;
    if (is_kept() && !is_foreign(path_)) std::filesystem::remove(path_, ignored);
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

std::string command_without_begin(const std::vector<std::string>& words) {
    std::string command;
    for (const std::string& each : words) {
        if (each == "--restart" || each == "--resume") continue;
        if (!command.empty()) command += ' ';
        command += shell_word(each);
    }
    return command;
}

}  // namespace

std::string command_to_resume(const std::vector<std::string>& words) {
    return command_without_begin(words) + " --resume";
}

std::string command_to_restart(const std::vector<std::string>& words) {
    return command_without_begin(words) + " --restart";
}

std::string command_to_skip(const std::vector<std::string>& words) {
    std::vector<std::string> kept;
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (words[i] == "--max-rejects")
            ++i;
        else if (!words[i].starts_with("--max-rejects="))
            kept.push_back(words[i]);
    }
    return command_to_resume(kept) + " --max-rejects N";
}

}  // namespace dynaco::program
