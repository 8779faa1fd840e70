#include "load/text/line_reader.hpp"

#include <algorithm>
#include <cstring>
#include <utility>

namespace dynaco::loading {
namespace {

std::size_t find_byte(std::string_view text, char c) noexcept {
    if (text.empty()) return text.npos;
    const void* const found = std::memchr(text.data(), c, text.size());
    return found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) : text.npos;
}

}  // namespace

bool is_blank(std::string_view text) noexcept { return text.find_first_not_of(" \t") == text.npos; }

void line_reader::start_at(const source_position& start) noexcept {
    window_.restart(start.offset);
    line_ = start.line;
    records_ = start.record;
    searched_ = 0;
    begun_ = start.offset > 0;
    long_.reset();
}

// The byte order mark belongs to the first line, so that each line begins where the previous one ends.
bool line_reader::begin() {
    const text_start start = start_of_text(window_.text(), window_.last());
    if (!start.known) return false;
    searched_ = start.skip;
    return begun_ = true;
}

std::optional<line_reader::line> line_reader::more_needed() {
    window_.keep();
    return std::nullopt;
}

line_reader::line line_reader::taken(std::size_t size, std::size_t end_size) {
    if (size > max_record_bytes) drop_long_part(size), size = 0;
    line found{window_.text().substr(0, size), position(), false};
    constexpr std::string_view mark = "\xef\xbb\xbf";
    if (found.position.offset == 0 && found.text.starts_with(mark)) found.text.remove_prefix(mark.size());
    window_.consume(size + end_size);
    searched_ = 0;
    if (line_ != 0) ++line_;
    return long_ ? *std::exchange(long_, std::nullopt) : found;
}

// Only the beginning of a line that is too long is kept, for the message.
void line_reader::drop_long_part(std::size_t size) {
    constexpr std::size_t enough = 256;
    if (!long_) {
        long_head_ = window_.text().substr(0, enough);
        long_ = line{long_head_, position(), true};
    }
    window_.consume(size);
    searched_ = 0;
}

std::optional<line_reader::line> line_reader::next() {
    if (!begun_ && !begin()) return more_needed();
    const std::string_view text = window_.text();
    const std::string_view rest = text.substr(searched_);
    const std::size_t feed = find_byte(rest, '\n');
    const std::size_t carriage = find_byte(rest.substr(0, feed), '\r');
    const std::size_t end = searched_ + std::min({feed, carriage, rest.size()});
    // The byte after a CR decides whether it is a CRLF.
    const bool cut = end == text.size() || (text[end] == '\r' && end + 1 == text.size());
    if (cut && !window_.last()) {
        searched_ = end;
        if (end > max_record_bytes) drop_long_part(end);
        return more_needed();
    }
    if (text.empty() && !long_) return std::nullopt;
    std::size_t end_size = 0;
    if (end < text.size()) end_size = text.substr(end).starts_with("\r\n") ? 2 : 1;
    return taken(end, end_size);
}

std::optional<line_reader::line> line_reader::next_record() {
    for (auto found = next(); found; found = next()) {
        if (is_blank(found->text)) continue;
        ++records_;
        return found;
    }
    return std::nullopt;
}

}  // namespace dynaco::loading
