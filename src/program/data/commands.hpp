#pragma once

#include "program/command.hpp"

#include <memory>

namespace dynaco::program {

[[nodiscard]] std::unique_ptr<command> make_import();
[[nodiscard]] std::unique_ptr<command> make_export();
[[nodiscard]] std::unique_ptr<command> make_copy();
[[nodiscard]] std::unique_ptr<command> make_compare();
[[nodiscard]] std::unique_ptr<command> make_truncate();
[[nodiscard]] std::unique_ptr<command> make_count();
[[nodiscard]] std::unique_ptr<command> make_convert();

}  // namespace dynaco::program
