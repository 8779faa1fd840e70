#include "program/input_text.hpp"

#include <dynaco/errors.hpp>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>
#include <iterator>

namespace dynaco::program {

std::string read_input(const std::string& path) {
    if (path == "-") return {std::istreambuf_iterator<char>(std::cin), {}};
    const auto failed = [&path] {
        return error(errc::file_failed, {.detail = "cannot read " + path + ": " + std::strerror(errno)});
    };
    std::ifstream file(path, std::ios::binary);
    if (!file) throw failed();
    std::string text;
    char block[8192];
    while (file.read(block, sizeof block) || file.gcount() > 0)
        text.append(block, static_cast<std::size_t>(file.gcount()));
    if (file.bad()) throw failed();  // a folder can be opened, but not read
    return text;
}

}  // namespace dynaco::program
