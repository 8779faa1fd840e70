#include "program/help/nearest_command.hpp"

#include "program/text/nearest_word.hpp"

#include <string>
#include <vector>

namespace dynaco::program {

std::string nearest_command(const command_tree& tree, std::string_view typed) {
    std::vector<std::string> names;
    for (const command_facts* each : tree.commands) names.emplace_back(each->name);
    return nearest_word(names, typed);
}

}  // namespace dynaco::program
