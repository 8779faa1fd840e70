#include "reply.hpp"

#include "arguments.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <strings.h>

namespace bench {
namespace {

constexpr std::string_view end_of_head = "\r\n\r\n";

std::uint64_t content_length(std::string_view head) {
    constexpr std::string_view name = "\r\ncontent-length:";
    for (auto line = head.find("\r\n"); line + name.size() < head.size();
         line = head.find("\r\n", line + 2)) {
        if (strncasecmp(head.data() + line, name.data(), name.size()) != 0) continue;
        const char* digits = head.data() + line + name.size();
        while (*digits == ' ') ++digits;
        std::uint64_t length = 0;
        if (std::from_chars(digits, head.data() + head.size(), length).ec == std::errc{}) return length;
    }
    fail("a reply without Content-Length: " + std::string(head));
}

}  // namespace

bool reply::take(std::string_view bytes) {
    body_bytes_ = 0;
    if (missing_ == 0) return take_head(bytes);
    body_bytes_ = bytes.size();
    if (bytes.size() > missing_) fail("more was received than the reply's length");
    missing_ -= bytes.size();
    return missing_ == 0;
}

bool reply::take_head(std::string_view bytes) {
    if (part_size_ == 0) [[likely]] {
        const auto end = bytes.find(end_of_head);
        if (end != bytes.npos) [[likely]]
            return begin_body(bytes.substr(0, end + end_of_head.size()), bytes.size());
    }
    const std::size_t before = part_size_;
    const auto fitting = bytes.substr(0, part_.size() - before);
    std::ranges::copy(fitting, part_.begin() + static_cast<std::ptrdiff_t>(before));
    part_size_ += fitting.size();
    const std::string_view all(part_.data(), part_size_);
    const auto end = all.find(end_of_head);
    if (end != all.npos) {
        part_size_ = 0;
        return begin_body(all.substr(0, end + end_of_head.size()), before + bytes.size());
    }
    if (part_size_ == part_.size()) fail("the reply's head is too long");
    return false;
}

bool reply::begin_body(std::string_view head, std::uint64_t arrived) {
    if (!head.starts_with("HTTP/1.1 200 ")) fail("refused: " + std::string(head));
    size_ = head.size() + content_length(head);
    if (arrived > size_) fail("more was received than the reply's length");
    missing_ = size_ - arrived;
    body_bytes_ = static_cast<std::size_t>(arrived - head.size());
    return missing_ == 0;
}

}  // namespace bench
