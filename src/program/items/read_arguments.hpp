#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace CLI {

class App;

}  // namespace CLI

namespace dynaco::program {

/// The options that query and scan have in common.
struct read_arguments {
    std::string table{};
    std::string index{};
    std::string where{};
    std::string attributes{};
    std::string start{};  ///< DynamoDB JSON of the key to start after; empty: start at the beginning.
    std::string limit{};  ///< A count; empty: no limit.
    std::string max_read_units{};  ///< A count; empty: no limit.
    bool consistent = false;
    bool count = false;
    bool dry_run = false;

    /// Adds the options, except for the table.
    void add_to(CLI::App& parser);
};

/// The shell command that was given, with another --start: what a person types to continue after `key`, which
/// is DynamoDB JSON. `limit`: replaces --limit; 0: that stays.
[[nodiscard]] std::string command_after(const std::vector<std::string>& words, const std::string& key,
                                        std::uint64_t limit = 0);

}  // namespace dynaco::program
