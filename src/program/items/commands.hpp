#pragma once

#include "program/command.hpp"

#include <memory>

namespace dynaco::program {

[[nodiscard]] std::unique_ptr<command> make_delete();
[[nodiscard]] std::unique_ptr<command> make_get();
[[nodiscard]] std::unique_ptr<command> make_put();
[[nodiscard]] std::unique_ptr<command> make_query();
[[nodiscard]] std::unique_ptr<command> make_scan();
[[nodiscard]] std::unique_ptr<command> make_sql();
[[nodiscard]] std::unique_ptr<command> make_update();

}  // namespace dynaco::program
