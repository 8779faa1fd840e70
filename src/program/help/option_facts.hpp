#pragma once

#include <string>
#include <vector>

namespace CLI {

class App;
class Option;

}  // namespace CLI

namespace dynaco::program {

/// What the value of an option names.
enum class named { none, files, tables, indexes };

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
    /// What its value names: follows from the word for the value, such as TABLE.
    [[nodiscard]] named named_things() const;
};

/// The facts of one option.
[[nodiscard]] option_facts facts_of(const CLI::Option& option);

/// The options of a command, or the common ones of the program: positional arguments first. Without hidden
/// ones and without --help.
[[nodiscard]] std::vector<option_facts> options_of(const CLI::App& parser);

}  // namespace dynaco::program
