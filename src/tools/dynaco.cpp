#include "tools/whoami.hpp"

#include <dynaco/version.hpp>

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <string>

// The dynaco program. Each tool is a subcommand.
int main(int argc, char** argv) {
    CLI::App program("Tools for Amazon DynamoDB", "dynaco");
    program.set_version_flag("--version", "dynaco " + std::string(dynaco::library_version()));
    program.require_subcommand(1);

    dynaco::tools::whoami_options who;
    bool no_load = false;
    CLI::App* const whoami = program.add_subcommand(
        "whoami",
        "Shows which profile, region, endpoint and credentials a client would use on this machine, and why");
    whoami->add_option("--profile", who.profile, "Profile in the shared config and credentials files");
    whoami->add_option("--region", who.region, "Region to use instead of the environment's or the profile's");
    whoami->add_option("--endpoint", who.endpoint, "URL of DynamoDB to use instead of the region's endpoint");
    whoami->add_flag("--no-load", no_load,
                     "Do not load the credentials; only show where they would come from");

    try {
        program.parse(argc, argv);
        who.load = !no_load;
        return dynaco::tools::whoami(who, std::cout, std::cerr);
    } catch (const CLI::ParseError& e) {
        return program.exit(e) == 0 ? 0 : 1;
    } catch (const std::exception& e) {
        std::cerr << "dynaco: " << e.what() << '\n';
        return 1;
    }
}
