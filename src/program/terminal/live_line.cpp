#include "program/terminal/live_line.hpp"

#include <ostream>

namespace dynaco::program {
namespace {

constexpr std::chrono::milliseconds rewrite_interval{100};
// A report that is made each second may come a little early.
constexpr std::chrono::milliseconds line_interval{950};
constexpr std::string_view begin_of_empty_line = "\r\033[K";

}  // namespace

live_line::live_line(std::ostream& error, const stream_facts& shown)
    : error_(error), rewritable_(shown.rewritable) {}

live_line::~live_line() {
    try {
        clear();
    } catch (...) {  // standard error is closed: there is nothing to clear
    }
}

bool live_line::due(time_point now) const noexcept { return !ended_ && now >= next_; }

void live_line::show(std::string_view text, time_point now) {
    if (!due(now)) return;
    if (rewritable_) {
        write(std::string(begin_of_empty_line).append(text));
        line_ = text;
        next_ = now + rewrite_interval;
    } else {
        write(std::string(text) + '\n');
        next_ = now + line_interval;
    }
}

void live_line::message(std::string_view text) {
    std::string bytes = line_.empty() ? std::string() : std::string(begin_of_empty_line);
    bytes += text;
    if (!text.ends_with('\n')) bytes += '\n';
    write(bytes += line_);
}

void live_line::clear() {
    if (line_.empty()) return;
    line_.clear();
    next_ = {};
    write(begin_of_empty_line);
}

void live_line::end(std::string_view last) {
    if (ended_) return;
    ended_ = true;
    if (last.empty()) return clear();
    std::string bytes = line_.empty() ? std::string() : std::string(begin_of_empty_line);
    line_.clear();
    write(bytes.append(last) += '\n');
}

void live_line::write(std::string_view bytes) {
    error_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    error_.flush();
}

}  // namespace dynaco::program
