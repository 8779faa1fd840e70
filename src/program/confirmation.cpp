#include "program/confirmation.hpp"

#include "program/show/text_width.hpp"
#include "program/terminal/prompt.hpp"

#include <ostream>

namespace dynaco::program {

exit_status ask_to_go_on(session& at, const confirmation& about) {
    // With --yes nothing is asked, but the person sees what begins.
    if (about.yes ? !at.options().quiet : at.terminal().error.terminal)
        at.errors() << about.facts << std::flush;
    if (about.yes) return exit_status::done;
    const prompt_answer answer = ask_person(about.question, at.terminal());
    switch (answer.outcome) {
        case prompt_outcome::no_terminal:
            throw usage_error(
                "the program cannot ask for confirmation without a terminal; nothing was changed; add --yes "
                "to confirm");
        case prompt_outcome::interrupted:
            at.errors() << '\n';  // after "^C"
            at.report("interrupted; nothing was changed");
            return exit_status::interrupted;
        case prompt_outcome::ended: break;
        case prompt_outcome::answered:
            if (answer.is(about.expected)) return exit_status::done;
            at.report("\"" + visible_text(answer.text) + "\" is not \"" + about.expected +
                      "\"; nothing was changed");
            return exit_status::failed;
    }
    at.report("not confirmed; nothing was changed");
    return exit_status::failed;
}

}  // namespace dynaco::program
