#include "program/start/usage_text.hpp"

#include "program/help/nearest_command.hpp"

namespace dynaco::program {

std::string usage_text(const command_tree& tree, const std::string& complaint, std::string_view first_word) {
    if (first_word.empty()) return "dynaco: a command is missing; `dynaco help` lists all commands\n";
    if (tree.find(first_word))
        return "dynaco " + std::string(first_word) + ": " + complaint + "\nSee: dynaco help " +
               std::string(first_word) + '\n';
    if (first_word.starts_with('-')) return "dynaco: " + complaint + "\nSee: dynaco help\n";
    const std::string_view nearest = nearest_command(tree, first_word);
    std::string text = "dynaco: there is no command `" + std::string(first_word) + "`; ";
    if (nearest.empty()) return text + "`dynaco help` lists all commands\n";
    return text + "did you mean `dynaco " + std::string(nearest) + "`?\n";
}

}  // namespace dynaco::program
