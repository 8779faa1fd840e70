#include "program/help/answer_shell.hpp"
#include "program/help/manual.hpp"
#include "program/session.hpp"
#include "program/start/all_commands.hpp"
#include "program/start/command_line.hpp"
#include "program/start/usage_text.hpp"

#include <dynaco/errors.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <exception>
#include <iostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dynaco::program {
namespace {

exit_status run(command& chosen, const command_line& line) {
    boost::asio::io_context io(1);
    session at(io, line.options(), line.tree());
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
    if (argc > 1 && argv[1] == std::string_view("__complete")) {
        const std::vector<std::string> words(argv + 2, argv + argc);
        std::cout << answer_shell(line.tree(), words);
        return 0;
    }
    if (argc > 1 && argv[1] == std::string_view("__manual")) {
        const command_tree tree = line.tree();
        std::cout << manual_page(tree, argc > 2 && *argv[2] ? tree.find(argv[2]) : nullptr);
        return 0;
    }
    command* chosen = nullptr;
    try {
        chosen = &line.parse(argc, argv);
    } catch (const CLI::ParseError& e) {
        if (e.get_exit_code() == 0) return line.parser().exit(e);  // help and version
        std::cerr << usage_text(line.tree(), e.what(), argc > 1 ? argv[1] : "");
        return static_cast<int>(exit_status::usage);
    }
    const std::string_view name = chosen->facts().name;
    try {
        return static_cast<int>(run(*chosen, line));
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
