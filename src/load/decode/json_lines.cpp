#include "load/decode/json_lines.hpp"

namespace dynaco::loading {

std::optional<decoded> json_lines::next() {
    const auto line = lines_.next_record();
    if (!line) return std::nullopt;
    if (line->too_long) return refused_long_line(*line);
    return record_.decode(line->text, line->position);
}

rejected_record refused_long_line(const line_reader::line& line) {
    return refused(
        line.position, line.text,
        {.reason =
             "the line is longer than 4 MiB, more than any item needs; write each record on its own line"});
}

}  // namespace dynaco::loading
