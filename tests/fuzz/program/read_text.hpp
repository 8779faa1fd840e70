#pragma once

#include "fuzz/fuzz_target.hpp"
#include "program/show/text_width.hpp"
#include "program/start/drawn_fault.hpp"
#include "program/text/characters.hpp"
#include "program/text/text_fault.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace dynaco::fuzz {

/// Each line of a drawn fault must fit the width.
inline void check_drawn(const program::text_error& fault, std::size_t width) {
    std::string both = program::drawn(fault.text(), fault.fault(), width);
    while (!both.empty()) {
        const std::size_t end = both.find('\n');
        check(end != std::string::npos, "a drawn line has an end", fault.text());
        check(program::text_width(both.substr(0, end)) <= width, "a drawn fault fits its width",
              fault.text());
        both.erase(0, end + 1);
    }
}

/// Calls `read`, which may refuse the text. @returns true if it did not.
template <class Read>
bool reads(std::string_view text, Read read) {
    try {
        read();
        return true;
    } catch (const program::text_error& fault) {
        check(fault.fault().column <= fault.text().size(), "a fault is in its text", text);
        check(!fault.fault().what.empty(), "a fault has a message", text);
        check(program::find_not_utf8(fault.fault().what) == std::string::npos ||
                  program::find_not_utf8(text) != std::string::npos,
              "a message is UTF-8", text);
        check_drawn(fault, 40);
        check_drawn(fault, 8);
        return false;
    }
}

}  // namespace dynaco::fuzz
