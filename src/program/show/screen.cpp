#include "program/show/screen.hpp"

namespace dynaco::program {

std::string_view begin_of(tone look) noexcept {
    switch (look) {
        case tone::plain: break;
        case tone::title:
        case tone::key: return "\033[1m";
        case tone::faint: return "\033[2m";
        case tone::bad: return "\033[31m";
        case tone::good: return "\033[32m";
        case tone::nested:
        case tone::warning: return "\033[33m";
        case tone::word: return "\033[35m";
        case tone::number: return "\033[36m";
    }
    return {};
}

std::string painted(std::string_view text, tone look, bool colours) {
    const std::string_view begin = begin_of(look);
    if (!colours || begin.empty() || text.empty()) return std::string(text);
    return std::string(begin).append(text).append("\033[0m");
}

}  // namespace dynaco::program
