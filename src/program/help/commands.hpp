#pragma once

#include "program/command.hpp"

#include <memory>

namespace dynaco::program {

[[nodiscard]] std::unique_ptr<command> make_completion();
[[nodiscard]] std::unique_ptr<command> make_help();
[[nodiscard]] std::unique_ptr<command> make_whoami();

}  // namespace dynaco::program
