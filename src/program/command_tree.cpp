#include "program/command_tree.hpp"

#include <algorithm>

namespace dynaco::program {

const command_facts* command_tree::find(std::string_view name) const noexcept {
    const auto found = std::ranges::find(commands, name, &command_facts::name);
    return found == commands.end() ? nullptr : *found;
}

}  // namespace dynaco::program
