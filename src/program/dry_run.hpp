#pragma once

#include "program/session.hpp"

#include <dynaco/types.hpp>

#include <string_view>

namespace CLI {

class App;

}  // namespace CLI

/// --dry-run: a command checks everything that it can check, prints the request or the stakes, and changes
/// nothing. All commands that change something have it.
namespace dynaco::program {

/// Adds --dry-run to a command that sends one request.
void add_dry_run(CLI::App& parser, bool& dry_run);
/// Prints a request that is not sent, whose parameters are plain JSON, to standard output as one line:
/// "CreateTable {…}".
void print_call(session& at, std::string_view operation, const item& parameters);
/// Says that nothing was changed.
void say_nothing_changed(session& at);

}  // namespace dynaco::program
