#include "program/bulk/bulk_options.hpp"

#include <CLI/CLI.hpp>

namespace dynaco::program {

void add_batch_size(CLI::App& parser, std::size_t& to) {
    parser
        .add_option("--batch-size", to,
                    "Items in a request. Default: 25, the most that DynamoDB accepts; ScyllaDB accepts 100")
        ->type_name("N")
        ->check(CLI::Range(1, 100));
}

void add_max_rejects(CLI::App& parser, std::string& to, const std::string& what, const std::string& work) {
    parser
        .add_option("--max-rejects", to,
                    what + " that may be rejected; more of them end the " + work + ". Default: 0")
        ->type_name("N");
}

void add_resume_and_restart(CLI::App& parser, bool& resume, bool& restart, const std::string& work) {
    CLI::Option* const goes_on =
        parser.add_flag("--resume", resume, "Continue " + work + " that was interrupted");
    parser.add_flag("--restart", restart, "Start again, although " + work + " was interrupted")
        ->excludes(goes_on);
}

}  // namespace dynaco::program
