#include "support/fault_server/received_request.hpp"

#include <charconv>
#include <stdexcept>
#include <strings.h>

namespace dynaco::test {
namespace {

constexpr std::size_t longest_head = 1U << 20U;

std::string_view next_line(std::string_view& text) {
    const std::size_t end = text.find("\r\n");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 2);
    return line;
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
    return text;
}

void read_request_line(std::string_view line, received_request& request) {
    const std::size_t first = line.find(' ');
    const std::size_t last = line.rfind(' ');
    if (first == std::string_view::npos || first == last) throw std::invalid_argument("not a request line");
    request.method = line.substr(0, first);
    request.target = line.substr(first + 1, last - first - 1);
    request.version = line.substr(last + 1);
    if (!request.version.starts_with("HTTP/1.")) throw std::invalid_argument("not HTTP/1");
}

received_request read_head(std::string_view head) {
    received_request request;
    request.head = head;
    read_request_line(next_line(head), request);
    for (std::string_view line = next_line(head); !line.empty(); line = next_line(head)) {
        const std::size_t colon = line.find(':');
        if (colon == 0 || colon == std::string_view::npos) throw std::invalid_argument("not a header line");
        request.headers.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
    }
    return request;
}

std::size_t body_size(const received_request& request) {
    if (request.header("Transfer-Encoding")) throw std::invalid_argument("unsupported Transfer-Encoding");
    const std::string text = request.header("Content-Length").value_or("0");
    std::size_t size = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), size);
    if (failure != std::errc{} || end != text.data() + text.size()) {
        throw std::invalid_argument("bad Content-Length");
    }
    return size;
}

}  // namespace

std::optional<std::string> received_request::header(std::string_view name) const {
    const std::string wanted(name);
    for (const auto& [each, value] : headers) {
        if (::strcasecmp(each.c_str(), wanted.c_str()) == 0) return value;
    }
    return std::nullopt;
}

std::optional<received_request> take_request(std::string& input) {
    const std::size_t end = input.find("\r\n\r\n");
    if (end == std::string::npos) {
        if (input.size() > longest_head) throw std::invalid_argument("the head is too long");
        return std::nullopt;
    }
    const std::size_t head_size = end + 4;
    received_request request = read_head(std::string_view(input).substr(0, head_size));
    const std::size_t size = body_size(request);
    if (input.size() - head_size < size) return std::nullopt;
    request.body = input.substr(head_size, size);
    input.erase(0, head_size + size);
    return request;
}

}  // namespace dynaco::test
