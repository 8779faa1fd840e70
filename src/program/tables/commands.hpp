#pragma once

#include "program/command.hpp"

#include <memory>

namespace dynaco::program {

[[nodiscard]] std::unique_ptr<command> make_tables();
[[nodiscard]] std::unique_ptr<command> make_describe();
[[nodiscard]] std::unique_ptr<command> make_create();
[[nodiscard]] std::unique_ptr<command> make_update_table();
[[nodiscard]] std::unique_ptr<command> make_drop();
[[nodiscard]] std::unique_ptr<command> make_backup();
[[nodiscard]] std::unique_ptr<command> make_restore();

}  // namespace dynaco::program
