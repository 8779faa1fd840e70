#include "sigv4/header_text.hpp"

#include "sigv4/request.hpp"

#include <algorithm>
#include <stdexcept>

namespace dynaco::sigv4 {

void append_header_value(std::string& out, std::string_view value) {
    bool pending_space = false;
    bool started = false;
    for (const char c : value) {
        if (is_white_space(c)) {
            pending_space = started;
            continue;
        }
        if (pending_space) out += ' ';
        out += c;
        pending_space = false;
        started = true;
    }
}

void require_header_text(std::string_view text, const char* what) {
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; };
    if (std::none_of(text.begin(), text.end(), is_control)) return;
    throw std::invalid_argument(std::string{"dynaco: control character (perhaps a newline) in the "} + what);
}

void require_header_text(const scope& where) {
    require_header_text(where.region, "region");
    require_header_text(where.service, "service name");
}

}  // namespace dynaco::sigv4
