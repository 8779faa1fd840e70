#include "program/items/read_arguments.hpp"

#include <CLI/CLI.hpp>

namespace dynaco::program {

void read_arguments::add_to(CLI::App& parser) {
    parser
        .add_option("--where", where, "Condition that items must meet: 'total > 100 and status = \"open\"'")
        ->type_name("CONDITION");
    parser.add_option("--index", index, "Read an index instead of the table")->type_name("INDEX");
    parser.add_option("--attributes", attributes, "Print only these: 'customer, total, address.city'")
        ->type_name("LIST");
    CLI::Option* const at_most =
        parser.add_option("--limit", limit, "Print at most this number of items. Default: all")
            ->type_name("N");
    parser
        .add_option("--max-read-units", max_read_units,
                    "Stop before the command has consumed more read units")
        ->type_name("UNITS");
    parser.add_option("--start", start, "Continue after this key, which an earlier command printed")
        ->type_name("KEY");
    parser.add_flag("--consistent", consistent, "Read with strong consistency, for twice the units");
    parser.add_flag("--count", count, "Print only the number of items")->excludes(at_most);
    parser.add_flag("--dry-run", dry_run, "Print the request and what it may cost; do not send it");
}

}  // namespace dynaco::program
