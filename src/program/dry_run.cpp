#include "program/dry_run.hpp"

#include <dynaco/json.hpp>

#include <CLI/CLI.hpp>
#include <ostream>

namespace dynaco::program {

void add_dry_run(CLI::App& parser, bool& dry_run) {
    parser.add_flag("--dry-run", dry_run, "Check everything and print the request; do not send it");
}

void print_call(session& at, std::string_view operation, const item& parameters) {
    at.out() << operation << ' ' << at.printed(to_json(parameters)) << '\n' << std::flush;
}

void say_nothing_changed(session& at) { at.advise("nothing was changed (--dry-run)"); }

}  // namespace dynaco::program
