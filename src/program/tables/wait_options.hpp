#pragma once

#include <dynaco/operations/table_description.hpp>

#include <chrono>
#include <string>
#include <string_view>

namespace CLI {

class App;

}  // namespace CLI

namespace dynaco::program {

/// The options of commands that wait for a table.
struct wait_choice {
    bool skipped = false;  ///< --no-wait
    std::string limit{};   ///< --timeout, a duration

    /// Adds --no-wait and --timeout with a default.
    void add_options(CLI::App& parser, std::string_view default_timeout);
    /// Adds --timeout with a default, for a command that always waits.
    void add_timeout(CLI::App& parser, std::string_view default_timeout);
    /// The value of --timeout. @throws text_error  it is not a duration
    [[nodiscard]] std::chrono::milliseconds timeout() const;
};

/// The status of a table as DynamoDB names it: "CREATING".
[[nodiscard]] std::string_view status_text(table_status status) noexcept;

}  // namespace dynaco::program
