#include "program/text/text_fault.hpp"

#include "program/text/characters.hpp"

#include <algorithm>
#include <utility>

namespace dynaco::program {

text_error::text_error(std::string_view text, text_fault fault)
    : std::runtime_error(fault.what), text_(text), fault_(std::move(fault)) {}

void refuse(std::string_view text, std::size_t column, std::string what) {
    throw text_error(text, {column, std::move(what)});
}

text_place place_of(std::string_view text, std::size_t offset) noexcept {
    text_place place;
    offset = std::min(offset, text.size());
    for (std::size_t at = 0; at < offset;) {
        const bool new_line = text[at] == '\n';
        at += character_at(text, at).size;
        place.column = new_line ? 1 : place.column + 1;
        if (new_line) ++place.line;
    }
    return place;
}

}  // namespace dynaco::program
