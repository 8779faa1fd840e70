#include "load/text/csv_splitter.hpp"

#include <cstring>

namespace dynaco::loading {

csv_splitter::csv_splitter(char delimiter) noexcept : delimiter_(delimiter) {
    for (const char each : {delimiter, '\n', '\r'}) ends_cell_[static_cast<unsigned char>(each)] = true;
}

csv_splitter::verdict csv_splitter::split(std::string_view text, bool last) {
    cells_.clear();
    has_quotes_ = false;
    cursor in{text.data(), text.data(), text.data() + text.size(), last};
    for (;;) {
        const bool is_quoted = in.at != in.end && *in.at == '"';
        switch (is_quoted ? quoted_cell(in) : cell(in)) {
            case progress::next_cell: break;
            case progress::row: size_ = static_cast<std::size_t>(in.at - in.begin); return verdict::row;
            case progress::more: return verdict::more;
            case progress::fault: return verdict::fault;
        }
    }
}

csv_splitter::progress csv_splitter::cell(cursor& in) {
    const char* const first = in.at;
    const char* at = first;
    while (at != in.end && !ends_cell_[static_cast<unsigned char>(*at)]) ++at;
    in.at = at;
    if (at == in.end && !in.last) return progress::more;
    cells_.push_back({{first, static_cast<std::size_t>(at - first)}, false, false});
    return after_cell(in);
}

csv_splitter::progress csv_splitter::quoted_cell(cursor& in) {
    const char* const open = in.at++;
    has_quotes_ = true;
    csv_cell found{{}, true, false};
    for (;;) {
        const void* const quote = std::memchr(in.at, '"', static_cast<std::size_t>(in.end - in.at));
        if (!quote && !in.last) return progress::more;
        if (!quote)
            return fault(in, open,
                         "the quote that begins here is not closed; close it, or double each quote inside "
                         "the cell"),
                   progress::fault;
        const char* const closing = static_cast<const char*>(quote);
        in.at = closing + 1;
        if (in.at == in.end && !in.last) return progress::more;
        if (in.at == in.end || *in.at != '"') {
            found.text = {open + 1, static_cast<std::size_t>(closing - open - 1)};
            break;
        }
        found.doubled = true;
        ++in.at;
    }
    if (in.at != in.end && !ends_cell_[static_cast<unsigned char>(*in.at)])
        return fault(
                   in, in.at,
                   "text follows the closing quote; double each quote inside the cell, and quote all of it"),
               progress::fault;
    cells_.push_back(found);
    return after_cell(in);
}

csv_splitter::progress csv_splitter::after_cell(cursor& in) {
    if (in.at != in.end && *in.at == delimiter_) return ++in.at, progress::next_cell;
    row_size_ = static_cast<std::size_t>(in.at - in.begin);
    if (in.at == in.end) return progress::row;
    // The byte after a CR decides whether it is a CRLF.
    if (*in.at == '\r' && in.at + 1 == in.end && !in.last) return progress::more;
    const bool both = *in.at == '\r' && in.at + 1 != in.end && in.at[1] == '\n';
    in.at += both ? 2 : 1;
    return progress::row;
}

bool csv_splitter::fault(const cursor& in, const char* place, std::string_view reason) noexcept {
    fault_offset_ = static_cast<std::size_t>(place - in.begin);
    reason_ = reason;
    return false;
}

std::string_view text_of(const csv_cell& cell, std::string& scratch) {
    if (!cell.doubled) return cell.text;
    scratch.clear();
    std::string_view rest = cell.text;
    for (auto quote = rest.find('"'); quote != rest.npos; quote = rest.find('"')) {
        scratch += rest.substr(0, quote + 1);
        rest.remove_prefix(quote + 2);
    }
    return scratch += rest;
}

}  // namespace dynaco::loading
