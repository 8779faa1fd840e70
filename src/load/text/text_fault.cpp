#include "load/text/text_fault.hpp"

#include "json/quoted.hpp"
#include "json/utf8.hpp"

#include <algorithm>

namespace dynaco::loading {

// The column counts from the beginning of the line in which the fault is: a record may have several lines.
rejected_record refused(const source_position& position, std::string_view text, text_fault fault) {
    const std::string_view before = text.substr(0, std::min(fault.offset, text.size()));
    const auto line = before.rfind('\n');
    const std::size_t column = (line == before.npos ? before.size() : before.size() - line - 1) + 1;
    return {.position = position,
            .column = column,
            .attribute = detail::json::printable_utf8(fault.attribute),
            .reason = std::move(fault.reason),
            .text = std::string(text)};
}

std::string quoted_text(std::string_view text) {
    return detail::json::printable_utf8(detail::json::quoted(text));
}

}  // namespace dynaco::loading
