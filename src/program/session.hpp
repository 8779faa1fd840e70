#pragma once

#include "program/command.hpp"
#include "program/command_tree.hpp"
#include "program/connection_options.hpp"
#include "program/show/item_printer.hpp"
#include "program/show/output_format.hpp"
#include "program/show/screen.hpp"
#include "program/terminal/terminal_facts.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/table_description.hpp>
#include <dynaco/types.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <iosfwd>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::program {

/// The options that all commands have.
struct common_options {
    connection_options connection{};
    std::optional<output_format> format{};  ///< --format; nothing: a table on a terminal, else JSON lines.
    bool quiet = false;                     ///< --quiet: no progress and no advice.
    /// The program and its arguments, as they were given: for messages with a command.
    std::vector<std::string> words{};
};

/// The standard streams of the program. It refers to them.
struct standard_streams {
    std::ostream* out = nullptr;     ///< The stream for results. Writing throws `output_failed`.
    std::ostream* errors = nullptr;  ///< The stream for all other output.
    terminal_facts terminal{};
};

/// The environment of a command: the client, the streams, and the descriptions of tables. One thread.
class session {
 public:
    /// @param command  the name of the command, for messages
    session(boost::asio::io_context& io, common_options options, command_tree tree, standard_streams streams,
            std::string_view command);

    [[nodiscard]] const common_options& options() const noexcept { return options_; }
    [[nodiscard]] boost::asio::any_io_executor executor() const { return io_->get_executor(); }
    /// All commands and options.
    [[nodiscard]] const command_tree& tree() const noexcept { return tree_; }
    /// The context that runs the command.
    [[nodiscard]] boost::asio::io_context& io() noexcept { return *io_; }

    /// Standard output, for results. Writing throws `output_failed`.
    [[nodiscard]] std::ostream& out() noexcept { return *streams_.out; }
    /// Standard error, for all other output.
    [[nodiscard]] std::ostream& errors() noexcept { return *streams_.errors; }
    [[nodiscard]] const terminal_facts& terminal() const noexcept { return streams_.terminal; }
    /// The format in which items and lists are printed.
    [[nodiscard]] output_format format() const noexcept;
    /// The screen that shows standard output.
    [[nodiscard]] screen output_screen() const noexcept;
    /// How items are printed to standard output: format, width, colours, whether it is a terminal.
    [[nodiscard]] item_printer_options printing() const;
    /// A JSON text as it is printed to standard output: on a terminal, characters that could change the
    /// terminal or mislead its reader are escaped.
    [[nodiscard]] std::string printed(std::string json) const;
    /// Prints "dynaco COMMAND: text" to standard error. `shell`: a command line that follows, for copying.
    void report(std::string_view text, std::string_view shell = {});
    /// Sets a function that is called before each message, for example to remove a live line. Empty: nothing.
    void before_messages(std::function<void()> done) { before_message_ = std::move(done); }
    /// Prints "dynaco COMMAND: text" to standard error, unless --quiet is set: for costs, advice and
    /// omissions.
    void advise(std::string_view text, std::string_view shell = {});

    /// The client of the common options. It is made by the first call.
    /// @throws error  errc::invalid_argument: no region or a wrong setting
    [[nodiscard]] client& db();
    /// Whether a request of `db` that changes data has succeeded.
    [[nodiscard]] bool has_written() const noexcept;
    /// A client with other options; empty ones are replaced by the common ones. An endpoint belongs to its
    /// profile and region: it is not taken over if one of them differs.
    [[nodiscard]] client open(const connection_options& other) const;
    /// The table's description, which lives as long as the session. Asks DynamoDB once for each table.
    /// @throws error  errc::resource_not_found: the table does not exist
    [[nodiscard]] awaitable<const table_description*> describe(std::string table);

    /// Sets a function that the first Ctrl-C calls instead of cancelling the command, and the text that the
    /// second one prints before it ends the process. The command then ends by itself.
    void on_interrupt(std::function<void()> graceful, std::string last_words);
    /// The handler of the first Ctrl-C; empty: the command is cancelled.
    [[nodiscard]] const std::function<void()>& interrupt_handler() const noexcept { return graceful_; }
    /// Called with the last words when a command sets them.
    void when_last_words_change(std::function<void(const std::string&)> told) { told_ = std::move(told); }

 private:
    class write_watch;

    boost::asio::io_context* io_;
    common_options options_;
    command_tree tree_;
    standard_streams streams_;
    std::string command_;
    std::optional<client> db_{};
    std::shared_ptr<write_watch> watch_;
    std::map<std::string, table_description, std::less<>> described_{};
    std::function<void()> before_message_{};
    std::function<void()> graceful_{};
    std::function<void(const std::string&)> told_{};
};

/// Calls an operation by its name, with parameters and response as plain JSON, for operations whose request
/// the program builds itself. `operation` must be a literal. Binary values of items are base64 strings.
[[nodiscard]] awaitable<item> call_service(client db, std::string_view operation, item parameters,
                                           bool writes);

}  // namespace dynaco::program
