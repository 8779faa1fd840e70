#pragma once

#include "program/bulk/file_format.hpp"
#include "program/bulk/work_screen.hpp"
#include "program/command.hpp"

#include <string>

namespace dynaco::program {

/// The options of `convert`, as they were written.
struct convert_choices {
    std::string in{};
    std::string out{};
    std::string input_format{};
    std::string output_format{};
    std::string types{};
    std::string header{};
    std::string delimiter{};
    std::string columns{};
    std::string max_rejects{};
    std::string rejects{};
    bool untyped_header = false;
    bool overwrite = false;
};

/// Writes the records of one file to another. Blocks the thread until it is done.
/// @throws usage_error  an option is wrong. error: a file cannot be used; no result is written
[[nodiscard]] exit_status convert_file(session& at, work_screen& screen, const convert_choices& given);

}  // namespace dynaco::program
