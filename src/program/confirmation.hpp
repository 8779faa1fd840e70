#pragma once

#include "program/session.hpp"

#include <string>
#include <string_view>

namespace dynaco::program {

/// A question before data is destroyed.
struct confirmation {
    std::string facts{};     ///< The facts about the data, in one or more lines that end with a new line.
    std::string question{};  ///< "Write the table's name to delete it: "
    std::string expected{};  ///< The text that the person must write.
    bool yes = false;        ///< --yes: do not ask.
};

/// Shows the facts and asks. If `yes` is set it only shows them, unless --quiet was given.
/// @returns exit_status::done: continue. exit_status::failed: the person wrote something else; a message says
/// that nothing was changed. exit_status::interrupted: Ctrl-C, with a message, too
/// @throws usage_error  the program cannot ask, because it has no terminal
[[nodiscard]] exit_status ask_to_go_on(session& at, const confirmation& about);

}  // namespace dynaco::program
