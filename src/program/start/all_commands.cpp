#include "program/start/all_commands.hpp"

#include "program/help/commands.hpp"

namespace dynaco::program {

command_list all_commands() {
    command_list all;
    all.push_back(make_whoami());
    all.push_back(make_completion());
    all.push_back(make_help());
    return all;
}

}  // namespace dynaco::program
