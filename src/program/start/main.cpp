#include "program/session.hpp"
#include "program/start/all_commands.hpp"
#include "program/start/command_line.hpp"

#include <dynaco/errors.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <iostream>
#include <utility>

namespace dynaco::program {
namespace {

exit_status run(command& chosen, const common_options& options) {
    boost::asio::io_context io(1);
    session at(io, options);
    std::exception_ptr thrown;
    exit_status status = exit_status::failed;
    boost::asio::co_spawn(io, chosen.run(at), [&](std::exception_ptr why, exit_status ended) {
        thrown = std::move(why);
        status = ended;
        io.stop();  // idle connections are not waited for
    });
    io.run();
    if (thrown) std::rethrow_exception(thrown);
    return status;
}

int main_of(int argc, char** argv) {
    command_line line(all_commands());
    command* chosen = nullptr;
    try {
        chosen = &line.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        return line.parser().exit(e) == 0 ? 0 : static_cast<int>(exit_status::usage);
    }
    const std::string_view name = chosen->facts().name;
    try {
        return static_cast<int>(run(*chosen, line.options()));
    } catch (const usage_error& e) {
        std::cerr << "dynaco " << name << ": " << e.what() << "\nSee: dynaco help " << name << '\n';
        return static_cast<int>(exit_status::usage);
    } catch (const std::exception& e) {
        std::cerr << "dynaco " << name << ": " << e.what() << '\n';
        return static_cast<int>(exit_status::failed);
    }
}

}  // namespace
}  // namespace dynaco::program

int main(int argc, char** argv) {
    try {
        return dynaco::program::main_of(argc, argv);
    } catch (const std::exception& e) {
        std::cerr << "dynaco: " << e.what() << '\n';
        return 1;
    }
}
