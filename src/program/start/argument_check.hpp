#pragma once

#include "program/command_tree.hpp"

namespace dynaco::program {

/// Checks what the arguments of all commands have in common, before anything is sent: no value is empty,
/// names of tables and indexes are possible ones, and conditions and lists of attributes can be read.
/// @param tree  after its root has parsed the command line
/// @throws usage_error, text_error
void check_arguments(const command_tree& tree);

}  // namespace dynaco::program
