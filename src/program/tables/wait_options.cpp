#include "program/tables/wait_options.hpp"

#include "program/text/amounts.hpp"

#include <CLI/CLI.hpp>

namespace dynaco::program {

void wait_choice::add_options(CLI::App& parser, std::string_view default_timeout) {
    parser.add_flag("--no-wait", skipped, "Do not wait until DynamoDB has finished");
    add_timeout(parser, default_timeout);
}

void wait_choice::add_timeout(CLI::App& parser, std::string_view default_timeout) {
    limit = default_timeout;
    parser
        .add_option("--timeout", limit,
                    "How long to wait, such as 90s or 2h; default: " + std::string(default_timeout))
        ->type_name("DURATION");
}

std::chrono::milliseconds wait_choice::timeout() const { return parse_duration(limit); }

std::string_view status_text(table_status status) noexcept {
    switch (status) {
        case table_status::creating: return "CREATING";
        case table_status::updating: return "UPDATING";
        case table_status::deleting: return "DELETING";
        case table_status::active: return "ACTIVE";
        case table_status::inaccessible: return "INACCESSIBLE_ENCRYPTION_CREDENTIALS";
        case table_status::archiving: return "ARCHIVING";
        case table_status::archived: return "ARCHIVED";
        case table_status::unknown: break;
    }
    return "unknown status";
}

}  // namespace dynaco::program
