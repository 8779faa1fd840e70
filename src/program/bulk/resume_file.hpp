#pragma once

#include "program/bulk/file_lock.hpp"
#include "program/bulk/work_screen.hpp"

#include <dynaco/types.hpp>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco::program {

/// The state of a bulk command in a file, from which another process can continue. It has two lines: a JSON
/// object for people and for the program, and the checkpoint of the engine. The last member of the object is
/// the CRC-32 of the text before it and of the second line.
///
///     {"command":"dynaco import orders orders.csv --resume","file":"dynaco
///     state","import":{…},"state_crc32":7}
///     {"tables":…
class resume_file {
 public:
    /// `path`: the file. Empty: there is no file, and nothing is kept.
    explicit resume_file(std::string path) : path_(std::move(path)) {}

    /// True if there is a file.
    [[nodiscard]] bool exists() const;
    /// Decides whether the work continues (--resume) or starts, and reads the file if it continues. Locks the
    /// file before, until this object is destroyed.
    /// @param work   "import"
    /// @param words  the command, for the commands that are printed
    /// @param other_subject  "the table b" or "a.csv" if the facts are those of work on something else,
    /// otherwise empty; null: not checked
    /// @returns whether it continues
    /// @throws usage_error  there is nothing to resume; an earlier work did not end and neither --resume nor
    /// --restart was given; the file is damaged, is not a state file, or is that of other work. --restart
    /// replaces a damaged state and that of the same work. error  errc::file_failed: it cannot be read, or
    /// another process uses it
    [[nodiscard]] bool begin(bool resume, bool restart, const std::string& work,
                             const std::vector<std::string>& words,
                             const std::function<std::string(const item& facts)>& other_subject = {});
    /// "S is the state of another import, of the table b; …": its command follows.
    [[nodiscard]] std::string text_of_other_work(const std::string& work, const std::string& subject) const;
    /// Says that the work cannot continue from this state, and how to start again. @param why  the reason
    void tell_unusable(work_screen& screen, const std::string& why,
                       const std::vector<std::string>& words) const;
    /// Writes the state of work that has done nothing yet, so that it can continue even if its process is
    /// killed at once. Does nothing if the work continues. @param words  the command, for `command_to_resume`
    /// @throws error  errc::file_failed
    void write_beginning(const std::vector<std::string>& words);
    /// Replaces the file. After a crash it has the old content or the new one.
    /// @throws error  errc::file_failed
    void write();
    /// Removes the file: the work is complete, or nothing was done.
    void remove() noexcept;
    /// @throws error  errc::file_failed: the folder of the file cannot be written
    void check_folder() const;
    /// Keeps nothing from now on if the folder of the file cannot be written. @returns whether that is so
    bool give_up_if_unwritable();

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] bool is_kept() const noexcept { return !path_.empty(); }
    /// Remembers that a file of the work cannot be read to its end: to continue would not help. `why`: with
    /// the file's name.
    void note_damage(std::string why) { facts.insert_or_assign("damage", std::move(why)); }
    /// True if `write` was successful, or `read`.
    [[nodiscard]] bool has_content() const noexcept { return has_content_; }

    item facts{};              ///< The facts that the program keeps.
    std::string checkpoint{};  ///< The checkpoint of the engine.

    /// A whole number among the facts; 0 if it does not exist.
    [[nodiscard]] std::uint64_t number_of(std::string_view name) const;
    /// A text among the facts; empty if it does not exist.
    [[nodiscard]] std::string text_of(std::string_view name) const;
    /// The command that continues the work, for a shell in the current folder; empty if it is not known.
    [[nodiscard]] std::string command() const;
    /// Keeps the command that continues the work, and the current folder: the command may have relative
    /// paths.
    void keep_command(std::string text);

 private:
    [[nodiscard]] bool read();
    void forget();
    void refuse_other_work(const std::string& work) const;
    [[nodiscard]] bool has_writable_folder() const;

    std::string path_;
    file_lock lock_{};
    bool has_content_ = false;
};

/// The shell command that was given, with `--resume`: a person runs it to continue.
[[nodiscard]] std::string command_to_resume(const std::vector<std::string>& words);
/// The shell command that was given, with `--restart`: a person runs it to start again.
[[nodiscard]] std::string command_to_restart(const std::vector<std::string>& words);
/// Whether a command continues work or begins it.
enum class work_begin : unsigned char {
    go_on,     ///< With `--resume`.
    new_work,  ///< Without it: the earlier work has done nothing.
};
/// The shell command that was given, with a higher limit of rejected records than `limit`.
[[nodiscard]] std::string command_to_skip(const std::vector<std::string>& words, std::uint64_t limit,
                                          work_begin begin = work_begin::go_on);
/// A command with its article: "an import", "a copy".
[[nodiscard]] std::string with_article(const std::string& work);

}  // namespace dynaco::program
