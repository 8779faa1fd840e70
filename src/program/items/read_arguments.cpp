#include "program/items/read_arguments.hpp"

#include "program/show/text_width.hpp"
#include "program/text/shell_word.hpp"

#include <CLI/CLI.hpp>

namespace dynaco::program {

void read_arguments::add_to(CLI::App& parser) {
    parser
        .add_option("--where", where, "Condition that items must meet: 'total > 100 and status = \"open\"'")
        ->type_name("CONDITION");
    parser.add_option("--index", index, "Read an index instead of the table")->type_name("INDEX");
    CLI::Option* const parts =
        parser.add_option("--attributes", attributes, "Print only these: 'customer, total, address.city'")
            ->type_name("LIST");
    CLI::Option* const at_most =
        parser.add_option("--limit", limit, "Print at most this number of items. Default: all")
            ->type_name("N");
    parser
        .add_option("--max-read-units", max_read_units,
                    "Stop when this number of read units is consumed; the last page may exceed it a little")
        ->type_name("UNITS");
    parser.add_option("--start", start, "Continue after this key, which an earlier command printed")
        ->type_name("KEY");
    parser.add_flag("--consistent", consistent, "Read with strong consistency, for twice the units");
    parser.add_flag("--count", count, "Print only the number of items")->excludes(at_most)->excludes(parts);
    parser.add_flag("--dry-run", dry_run, "Print the request and what it may cost; do not send it");
}

std::string command_after(const std::vector<std::string>& words, const std::string& key,
                          std::uint64_t limit) {
    std::vector<std::string> added{"--start", escaped_json(key)};
    std::vector<std::string> kept = without_option(words, "--start");
    if (limit > 0) {
        kept = without_option(kept, "--limit");
        added.insert(added.end(), {"--limit", std::to_string(limit)});
    }
    return shell_command(kept, added);
}

}  // namespace dynaco::program
