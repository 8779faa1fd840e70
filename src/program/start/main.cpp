#include "program/cancellation.hpp"
#include "program/failure_text.hpp"
#include "program/help/answer_shell.hpp"
#include "program/help/manual.hpp"
#include "program/session.hpp"
#include "program/show/paragraph.hpp"
#include "program/start/all_commands.hpp"
#include "program/start/argument_check.hpp"
#include "program/start/command_line.hpp"
#include "program/start/drawn_fault.hpp"
#include "program/start/usage_text.hpp"
#include "program/terminal/checked_output.hpp"
#include "program/terminal/interrupts.hpp"
#include "program/terminal/process_limits.hpp"
#include "program/terminal/terminal_facts.hpp"
#include "program/text/text_fault.hpp"

#include <dynaco/errors.hpp>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <exception>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

namespace dynaco::program {
namespace {

constexpr std::size_t narrowest_text = 40;

// Runs the command until it ends. The first Ctrl-C cancels it, unless it has its own handler.
exit_status run_command(command& chosen, session& at) {
    boost::asio::io_context& io = at.io();
    boost::asio::cancellation_signal cancel;
    interrupts ctrl_c(io.get_executor(), [&](int) {
        if (at.interrupt_handler())
            at.interrupt_handler()();
        else
            cancel.emit(boost::asio::cancellation_type::terminal);
    });
    at.when_last_words_change([&ctrl_c](const std::string& words) { ctrl_c.last_words(words); });
    std::exception_ptr thrown;
    exit_status status = exit_status::failed;
    const auto ended = [&](std::exception_ptr why, exit_status result) {
        thrown = std::move(why);
        status = result;
        io.stop();  // does not wait for idle connections
    };
    boost::asio::co_spawn(io, chosen.run(at), boost::asio::bind_cancellation_slot(cancel.slot(), ended));
    io.run();
    if (!thrown) return status;
    try {
        std::rethrow_exception(thrown);
    } catch (const boost::system::system_error& e) {
        if (ctrl_c.signalled() == 0 || !is_cancellation(e)) throw;
        at.report("interrupted");
        return exit_status::interrupted;
    }
}

// The option that has this value: "--limit". Empty: an argument has it, or a condition or list, which is
// known by its form.
std::string option_with(const CLI::App& parser, const std::string& value) {
    for (const CLI::App* each : parser.get_subcommands())
        if (std::string found = option_with(*each, value); !found.empty()) return found;
    for (const CLI::Option* each : parser.get_options()) {
        const std::string type = each->get_type_name();
        if (each->get_positional() || type == "CONDITION" || type == "LIST") continue;
        if (std::ranges::find(each->results(), value) != each->results().end()) return each->get_name();
    }
    return {};
}

void report_fault(session& at, const text_error& e) {
    const std::string option = option_with(*at.tree().root, e.text());
    at.report(option.empty() ? e.what() : option + ": " + e.what());
    const std::size_t width = at.terminal().error.width;
    at.errors() << drawn(e.text(), e.fault(), width == 0 ? 120 : std::max(width, narrowest_text))
                << std::flush;
}

std::string text_of(const output_failed& why, const session& at) {
    if (at.has_written())
        return std::string(why.what()) + "; the change was made: do not run the command again";
    return std::string(why.what()) + (why.code() == ENOSPC ? "; free some space and run it again" : "");
}

// Whether an option has the endpoint. A wrong URL is then a mistake in the arguments.
bool gives_endpoint(const session& at) {
    const auto is_endpoint = [](const std::string& word) {
        return word.starts_with("--endpoint") || word.starts_with("--to-endpoint");
    };
    return std::ranges::any_of(at.options().words, is_endpoint);
}

// Runs the command and prints why it failed.
exit_status run_and_report(command& chosen, session& at) {
    try {
        check_arguments(at.tree());
        const exit_status status = run_command(chosen, at);
        at.out().flush();
        return status;
    } catch (const usage_error& e) {
        at.report(e.what(), e.shell());
        return exit_status::usage;
    } catch (const text_error& e) {
        report_fault(at, e);
        return exit_status::usage;
    } catch (const output_failed& e) {
        if (!e.closed_pipe()) at.report(text_of(e, at));
        return e.closed_pipe() ? static_cast<exit_status>(e.exit_status()) : chosen.facts().failure;
    } catch (const error& e) {
        at.report(failure_text(e));
        if (e.cause() == errc::invalid_endpoint && gives_endpoint(at)) return exit_status::usage;
    } catch (const std::exception& e) {
        at.report(e.what());
    }
    return chosen.facts().failure;
}

exit_status run(command& chosen, const command_line& line) {
    checked_output out(STDOUT_FILENO, "standard output");
    boost::asio::io_context io(1);
    session at(io, line.options(), line.tree(),
               {.out = &out, .errors = &std::cerr, .terminal = read_terminal()}, chosen.facts().name);
    return run_and_report(chosen, at);
}

// To standard error.
void print_wrapped(const std::string& text) {
    const std::size_t width = read_stream(STDERR_FILENO).width;
    const std::string safe = visible_lines(text);
    std::string lines;
    if (width > 0) append_wrapped(lines, safe, 0, 0, width);
    std::cerr << (width > 0 ? lines : safe);
}

// Writes a whole text to standard output. @returns the exit status
int print_all(std::string_view text) {
    try {
        checked_output out(STDOUT_FILENO, "standard output");
        out << text << std::flush;
        return 0;
    } catch (const output_failed& e) {
        if (!e.closed_pipe())
            std::cerr << message_lines({}, e.what(), read_stream(STDERR_FILENO).width) << std::flush;
        return e.exit_status();
    }
}

int main_of(int argc, char** argv) {
    command_line line(all_commands());
    const std::string_view first = argc > 1 ? argv[1] : "";
    if (first == "__complete") {
        const std::vector<std::string> words(argv + 2, argv + argc);
        return print_all(answer_shell(line.tree(), words, line.connection_among(words)));
    }
    if (first == "__manual") {
        const command_tree tree = line.tree();
        return print_all(manual_page(tree, argc > 2 && *argv[2] ? tree.find(argv[2]) : nullptr));
    }
    command* chosen = nullptr;
    try {
        chosen = &line.parse(argc, argv);
    } catch (const usage_error& e) {
        std::cerr << message_lines({}, e.what(), read_stream(STDERR_FILENO).width);
        return static_cast<int>(exit_status::usage);
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == 0) {  // help and version
            std::ostringstream text;
            line.parser().exit(e, text, std::cerr);
            return print_all(text.str());
        }
        print_wrapped(usage_text(line.tree(), e));
        return static_cast<int>(exit_status::usage);
    }
    return static_cast<int>(run(*chosen, line));
}

}  // namespace
}  // namespace dynaco::program

int main(int argc, char** argv) {
    dynaco::program::prepare_process();
    try {
        return dynaco::program::main_of(argc, argv);
    } catch (const std::exception& e) {
        std::cerr << dynaco::program::message_lines({}, e.what(), 0);
        return 1;
    }
}
