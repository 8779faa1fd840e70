#include "program/help/commands.hpp"
#include "program/option_names.hpp"
#include "program/session.hpp"
#include "program/show/facts.hpp"

#include <dynaco/observing.hpp>

#include <CLI/CLI.hpp>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::program {
namespace {

constexpr command_example whoami_examples[] = {
    {"dynaco whoami", "shows the settings of this machine"},
    {"dynaco whoami --profile default --no-load", "does not load the credentials"},
};
constexpr command_facts whoami_facts{
    .name = "whoami",
    .group = "About",
    .summary = "Show which profile, region, endpoint and credentials are used here, and why",
    .details = "Ends with status 1 if calls would fail because of one of the settings.",
    .examples = whoami_examples,
};

fact fact_of(const identity_line& line) {
    std::string content = (line.wrong ? "error: " : "") + line.value;
    if (!line.source.empty()) content += " (" + line.source + ')';
    return {line.what, with_option_names(std::move(content)), line.wrong ? tone::bad : tone::plain};
}

class whoami final : public command {
    bool no_load_ = false;

    [[nodiscard]] const command_facts& facts() const override { return whoami_facts; }
    void add_options(CLI::App& parser) override {
        parser.add_flag("--no-load", no_load_,
                        "Do not load the credentials; only show where they would come from");
    }
    [[nodiscard]] boost::asio::awaitable<exit_status> run(session& at) override {
        const client_options options = client_options_of(at.options().connection);
        const identity_report report = co_await explain_credentials(options, {.load = !no_load_});
        std::vector<fact> facts;
        for (const identity_line& each : report.lines) facts.push_back(fact_of(each));
        print_facts(at.out(), facts, at.output_screen());
        at.out() << std::flush;
        if (report.ok()) co_return exit_status::done;
        at.errors() << "dynaco whoami: a client could not make calls; these settings are wrong:";
        const char* separator = " ";
        for (const identity_line& each : report.lines)
            if (each.wrong) at.errors() << std::exchange(separator, ", ") << each.what;
        at.errors() << '\n';
        co_return exit_status::failed;
    }
};

}  // namespace

std::unique_ptr<command> make_whoami() { return std::make_unique<whoami>(); }

}  // namespace dynaco::program
