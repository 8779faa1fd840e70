#pragma once

#include "program/command.hpp"

#include <memory>

namespace dynaco::program {

[[nodiscard]] std::unique_ptr<command> make_bench();

}  // namespace dynaco::program
