#pragma once

#include <boost/asio/awaitable.hpp>

#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace CLI {

class App;

}  // namespace CLI

namespace dynaco::program {

class session;

/// The exit statuses of the program.
enum class exit_status : int {
    done = 0,               ///< Everything was done.
    failed = 1,             ///< The command failed. Standard error has the reason.
    answer_is_no = 1,       ///< `compare` and `get`: the tables differ; no item has the key.
    usage = 2,              ///< The arguments are wrong.
    no_answer = 2,          ///< `compare` and `get`, as diff and grep: the command failed.
    done_with_rejects = 3,  ///< Done, but some records were rejected.
    too_many_rejects = 4,   ///< Ended early, because too many records were rejected.
    interrupted = 130,      ///< Ended by Ctrl-C or SIGTERM.
};

/// A mistake in the arguments that the parser of options cannot see. Ends the program with
/// `exit_status::usage`.
class usage_error : public std::runtime_error {
 public:
    /// `shell`: a command line that follows the text, for copying. Empty if nothing follows.
    explicit usage_error(const std::string& text, std::string shell = {})
        : std::runtime_error(text), shell_(std::move(shell)) {}
    [[nodiscard]] const std::string& shell() const noexcept { return shell_; }

 private:
    std::string shell_;
};

/// One example of a command, for its help and its man page. A test runs each of them.
struct command_example {
    std::string_view line;     ///< The command line: "dynaco get orders c-1".
    std::string_view meaning;  ///< A short description of its effect.
};

/// The texts of a command for help, man pages and completion. All texts are literals.
struct command_facts {
    std::string_view name;        ///< The word after `dynaco`.
    std::string_view group;       ///< The heading in the list of commands: "Items".
    std::string_view summary;     ///< A description in one line without a full stop.
    std::string_view details;     ///< Paragraphs for the help of the command; lines of at most 76 characters.
    std::string_view notation{};  ///< How an argument is written; the last paragraph of the details.
    std::span<const command_example> examples;
    /// The status after a failure.
    exit_status failure = exit_status::failed;
};

/// A command of the program: its options and its work. It lives as long as the program.
class command {
 public:
    command() = default;
    virtual ~command() = default;
    command(const command&) = delete;
    command& operator=(const command&) = delete;

    [[nodiscard]] virtual const command_facts& facts() const = 0;
    /// Adds options and positional arguments. The parser writes them to members of the command.
    virtual void add_options(CLI::App& parser) = 0;
    /// Does the work, once, after the options were parsed.
    /// @throws dynaco::error, usage_error, output_failed: `main` prints them.
    [[nodiscard]] virtual boost::asio::awaitable<exit_status> run(session& at) = 0;
};

/// All commands, in the order of the help.
using command_list = std::vector<std::unique_ptr<command>>;

}  // namespace dynaco::program
