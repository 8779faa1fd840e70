#include "program/bulk/work_screen.hpp"

#include "program/progress/progress_line.hpp"
#include "program/show/paragraph.hpp"

#include <chrono>
#include <string>
#include <unistd.h>

namespace dynaco::program {

work_screen::work_screen(session& at, std::string_view command)
    : command_(command),
      quiet_(at.options().quiet),
      error_(at.terminal().error),
      live_(at.errors(), error_) {}

// Nothing is shown of work that ends soon.
bool work_screen::due() const {
    const auto now = std::chrono::steady_clock::now();
    return !quiet_ && !shared_ && now - begin_ >= interval() && live_.due(now);
}

void work_screen::show(const work_progress& work) {
    if (!due()) return;
    print(work);
    shown_at_ = std::chrono::steady_clock::now();
}

void work_screen::show_waiting(const work_progress& work) {
    if (due()) print(work);
}

void work_screen::print(const work_progress& work) {
    if (error_.rewritable) error_ = read_stream(STDERR_FILENO);  // the width may have changed
    const screen shown_on{.width = error_.width, .colours = error_.colours};
    live_.show(error_.rewritable ? progress_line(work, shown_on) : progress_json(work, command_),
               std::chrono::steady_clock::now());
}

void work_screen::message(std::string_view text, std::string_view shell) {
    std::string lines = message_lines(command_, text, error_.width, shell);
    lines.pop_back();  // the newline
    live_.message(lines);
}

void work_screen::advice(std::string_view text) {
    if (!quiet_) message(text);
}

void work_screen::note(std::string_view text) {
    if (!quiet_) live_.message(text);
}

void work_screen::end(const work_progress& work) {
    if (quiet_) return live_.end({});
    const screen shown_on{.width = error_.width, .colours = error_.colours};
    live_.end(error_.terminal ? summary_line(work, shown_on)
                              : progress_json(work, command_, progress_event::ended));
    if (const std::string text = outage_text(work); !text.empty()) advice(text);
}

void work_screen::end() { live_.end({}); }

std::chrono::milliseconds work_screen::interval() const noexcept {
    return std::chrono::milliseconds(error_.rewritable ? 250 : 1000);
}

}  // namespace dynaco::program
