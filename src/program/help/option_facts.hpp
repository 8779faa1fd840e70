#pragma once

#include <string>
#include <vector>

namespace CLI {

class App;

}  // namespace CLI

namespace dynaco::program {

/// An option or a positional argument, as help, man pages and completion show it.
struct option_facts {
    std::vector<std::string> names{};    ///< "-n", "--limit". The name of a positional argument: "TABLE".
    std::string value{};                 ///< The name of its value: "FILE". Empty: it is a flag.
    std::string text{};                  ///< A description.
    std::vector<std::string> choices{};  ///< All possible values; empty: any.
    bool positional = false;
    bool required = false;
    bool repeated = false;  ///< It takes several values.

    /// "-n, --limit N"; "TABLE"; "[FILE]...".
    [[nodiscard]] std::string signature() const;
};

/// The options of a command, or the common ones of the program: positional arguments first. Without hidden
/// ones and without --help.
[[nodiscard]] std::vector<option_facts> options_of(const CLI::App& parser);

}  // namespace dynaco::program
