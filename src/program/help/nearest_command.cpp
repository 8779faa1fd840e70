#include "program/help/nearest_command.hpp"

#include "program/help/words_of_others.hpp"
#include "program/text/nearest_word.hpp"

#include <string>
#include <vector>

namespace dynaco::program {

std::vector<std::string> options_like(std::string_view typed) {
    std::vector<std::string> found;
    for (const auto& [word, option] : other_options)
        if (word == typed) found.emplace_back(option);
    return found;
}

std::string nearest_command(const command_tree& tree, std::string_view typed) {
    for (const auto& [word, name] : other_commands)
        if (word == typed && tree.find(name)) return std::string(name);
    std::vector<std::string> names;
    for (const command_facts* each : tree.commands) names.emplace_back(each->name);
    return nearest_word(names, typed);
}

}  // namespace dynaco::program
