#pragma once

#include "program/connection_options.hpp"

#include <CLI/CLI.hpp>
#include <string>
#include <utility>

namespace dynaco::program {

/// The options of one side of `copy` and `compare`: --from-profile, --to-region, …
/// @param side  "from" or "to"
inline void add_side_options(CLI::App& parser, const std::string& side, connection_options& to) {
    const std::string of = side == "from" ? "the first table" : "the second table";
    parser.add_option("--" + side + "-profile", to.profile, "Profile for " + of + ". Default: --profile")
        ->type_name("NAME");
    parser.add_option("--" + side + "-region", to.region, "Region of " + of + ". Default: --region")
        ->type_name("NAME");
    parser
        .add_option("--" + side + "-endpoint", to.endpoint,
                    "URL of DynamoDB for " + of + ". Default: --endpoint")
        ->type_name("URL");
}

}  // namespace dynaco::program
