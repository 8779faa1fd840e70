#include "load/decode/json_array.hpp"

#include "json/scan.hpp"

#include <dynaco/errors.hpp>

#include <algorithm>

namespace dynaco::loading {

// After an element a ',' or the ']' is next. Before the first element, nothing was returned.
void json_array::start_at(const source_position& start) {
    window_.restart(start.offset);
    state_ = start.offset == 0 ? state::start : state::separator;
    line_ = start.line;
    records_ = start.record;
    searched_ = depth_ = 0;
    in_string_ = false;
}

void json_array::consume(std::size_t count) noexcept {
    line_ += static_cast<std::uint64_t>(std::ranges::count(window_.text().substr(0, count), '\n'));
    window_.consume(count);
}

bool json_array::skip_space() {
    const std::string_view text = window_.text();
    const auto first = text.find_first_not_of(" \t\r\n");
    consume(std::min(first, text.size()));
    return first != text.npos;
}

void json_array::fail(std::string_view reason) {
    state_ = state::failed;
    throw error(errc::malformed_file,
                {.detail = "line " + std::to_string(line_) + ": " + std::string(reason)});
}

std::optional<decoded> json_array::next() {
    while (state_ != state::failed) {
        if (state_ == state::start) {
            const text_start start = start_of_text(window_.text(), window_.last());
            if (!start.known) break;
            window_.consume(start.skip);
        }
        if (!skip_space() && state_ != state::start) {
            if (!window_.last()) break;
            if (state_ == state::end) return std::nullopt;
            fail("the file ends before the ] of the array; it is cut off");
        }
        if (state_ == state::element || (state_ == state::first && window_.text().front() != ']'))
            return element();
        if (!step()) return std::nullopt;
    }
    window_.keep();
    return std::nullopt;
}

// Consumes a character between elements. @returns false at the end of an empty file
bool json_array::step() {
    if (window_.text().empty()) {
        if (window_.last()) return state_ = state::end, false;
        return state_ = state::start, window_.keep(), false;
    }
    const char c = window_.text().front();
    switch (state_) {
        case state::start:
            if (c != '[') fail("the file is not a JSON array; it must begin with [");
            state_ = state::first;
            break;
        case state::separator:
            if (c != ',' && c != ']') fail("a comma is missing between two elements of the array");
            state_ = c == ',' ? state::element : state::end;
            break;
        case state::end: fail("text follows the ] of the array"); break;
        default: state_ = state::end; break;
    }
    window_.consume(1);
    return true;
}

std::optional<decoded> json_array::element() {
    if (state_ == state::element && window_.text().front() == ']')
        fail("a comma precedes the ] of the array; remove the comma");
    if (!find_end()) {
        if (window_.text().size() > max_record_bytes)
            fail("an element is longer than 4 MiB, more than any item needs");
        if (window_.last())
            fail("the element that begins here is not closed; the file is cut off or lacks a } or a quote");
        window_.keep();
        return std::nullopt;
    }
    const source_position begin = position();
    const std::string_view text = window_.text().substr(0, searched_);
    ++records_;
    consume(searched_);
    searched_ = 0;
    state_ = state::separator;
    return record_.decode(text, begin);
}

// Finds the end of the element by its brackets. A value that is not an object ends before the next ',' or
// ']'.
bool json_array::find_end() {
    const std::string_view text = window_.text();
    const char* const end = text.data() + text.size();
    for (; searched_ < text.size(); ++searched_) {
        if (in_string_)
            searched_ = static_cast<std::size_t>(detail::json::find_special(text.data() + searched_, end) -
                                                 text.data());
        if (searched_ == text.size()) return false;
        const char c = text[searched_];
        if (in_string_) {
            if (c == '\\') {
                if (searched_ + 1 == text.size()) return false;
                ++searched_;
            }
            if (c == '"') in_string_ = false;
            continue;
        }
        if (depth_ == 0 && (c == ',' || c == ']')) return true;
        switch (c) {
            case '"': in_string_ = true; break;
            case '{':
            case '[': ++depth_; break;
            case '}':
            case ']':
                if (depth_ > 0 && --depth_ == 0) return ++searched_, true;
                break;
            default: break;
        }
    }
    return false;
}

}  // namespace dynaco::loading
