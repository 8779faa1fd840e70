#pragma once

#include "program/command.hpp"
#include "program/command_tree.hpp"
#include "program/connection_options.hpp"

#include <dynaco/client.hpp>
#include <dynaco/operations/table_description.hpp>
#include <dynaco/types.hpp>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace dynaco::program {

/// The options that all commands have.
struct common_options {
    connection_options connection{};
    std::string format{};  ///< --format; empty: a table on a terminal, else JSON lines.
    bool quiet = false;    ///< --quiet: no progress and no advice.
};

/// What a command works with: the client, and what it knows about tables. One thread.
class session {
 public:
    session(boost::asio::io_context& io, common_options options, command_tree tree);

    [[nodiscard]] const common_options& options() const noexcept { return options_; }
    [[nodiscard]] boost::asio::any_io_executor executor() const { return io_->get_executor(); }
    /// All commands and options.
    [[nodiscard]] const command_tree& tree() const noexcept { return tree_; }
    /// The context that runs the command.
    [[nodiscard]] boost::asio::io_context& io() noexcept { return *io_; }

    /// The client of the common options. It is made by the first call.
    /// @throws error  errc::invalid_argument: no region or a wrong setting
    [[nodiscard]] client& db();
    /// A client with some other options: those that are empty are the common ones.
    [[nodiscard]] client open(const connection_options& other) const;
    /// The table's description. Asks DynamoDB once for each table.
    /// @throws error  errc::resource_not_found: the table does not exist; the text says what to do
    [[nodiscard]] awaitable<const table_description*> describe(std::string table);

 private:
    boost::asio::io_context* io_;
    common_options options_;
    command_tree tree_;
    std::optional<client> db_{};
    std::map<std::string, table_description, std::less<>> described_{};
};

/// Calls an operation by its name, with parameters and response as plain JSON, for operations whose request
/// the program builds itself. `operation` must be a literal. Binary values of items are base64 strings.
[[nodiscard]] awaitable<item> call_service(client db, std::string_view operation, item parameters,
                                           bool writes);

}  // namespace dynaco::program
