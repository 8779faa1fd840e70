#pragma once

#include <CLI/CLI.hpp>
#include <iosfwd>
#include <string>
#include <vector>

namespace dynaco::program {

/// Reads configuration files for the parser of options. Options above all sections are common ones;
/// options in `[scan]` are those of `dynaco scan`; common ones there are for this command only. Names of
/// commands and options are checked, also those of other commands. An option that excludes an option of the
/// command line is ignored.
class settings_file final : public CLI::Config {
 public:
    /// Refers to the parser.
    explicit settings_file(const CLI::App& root) : root_(&root) {}

    /// The options for the command that was parsed.
    /// @throws settings_error  the text is wrong, or an option or a command does not exist
    [[nodiscard]] std::vector<CLI::ConfigItem> from_config(std::istream& input) const override;
    /// The program writes no configuration files.
    [[nodiscard]] std::string to_config(const CLI::App* app, bool default_also, bool write_description,
                                        std::string prefix) const override;

 private:
    const CLI::App* root_;
};

/// The reason why a file that exists, or that --config names, cannot be read; empty if it can be read.
[[nodiscard]] std::string why_unreadable(const std::string& file);

}  // namespace dynaco::program
