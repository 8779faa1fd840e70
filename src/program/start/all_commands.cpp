#include "program/start/all_commands.hpp"

#include "program/help/commands.hpp"

namespace dynaco::program {

command_list all_commands() {
    command_list all;
    all.push_back(make_whoami());
    return all;
}

}  // namespace dynaco::program
