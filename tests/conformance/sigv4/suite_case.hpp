#pragma once

#include "sigv4/request.hpp"

#include <rapidjson/document.h>

#include <chrono>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dynaco::sigv4::conformance {

inline std::string text_of(const rapidjson::Value& object, const char* name) {
    const auto member = object.FindMember(name);
    if (member == object.MemberEnd() || !member->value.IsString()) return {};
    return {member->value.GetString(), member->value.GetStringLength()};
}

inline bool flag_of(const rapidjson::Value& object, const char* name, bool otherwise) {
    const auto member = object.FindMember(name);
    return member == object.MemberEnd() || !member->value.IsBool() ? otherwise : member->value.GetBool();
}

/// Reads `2015-08-30T12:36:00Z`.
inline std::chrono::sys_seconds time_of(const std::string& text) {
    if (text.size() != 20) throw std::invalid_argument("not a timestamp: " + text);
    const auto number = [&](std::size_t at, std::size_t size) { return std::stoi(text.substr(at, size)); };
    const std::chrono::year_month_day date{std::chrono::year{number(0, 4)},
                                           std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                           std::chrono::day{static_cast<unsigned>(number(8, 2))}};
    return std::chrono::sys_days{date} + std::chrono::hours{number(11, 2)} +
           std::chrono::minutes{number(14, 2)} + std::chrono::seconds{number(17, 2)};
}

/// An HTTP/1.1 request as text: request line, headers (folded lines allowed), optional blank line and body.
struct raw_request {
    std::string method, path, query, body;
    std::vector<std::pair<std::string, std::string>> headers;

    explicit raw_request(std::string_view text) {
        read_request_line(next_line(text));
        while (!text.empty()) {
            const std::string_view line = next_line(text);
            if (line.empty()) break;
            read_header(line);
        }
        body = text;
    }

    /// Views into this object.
    std::vector<header> header_views() const {
        std::vector<header> views;
        for (const auto& [name, value] : headers) views.push_back({name, value});
        return views;
    }

 private:
    static std::string_view next_line(std::string_view& text) {
        const std::size_t end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        return line;
    }

    // The target may hold spaces: it ends at the last one, before the version.
    void read_request_line(std::string_view line) {
        const std::size_t start = line.find(' ');
        const std::size_t end = line.rfind(" HTTP/");
        if (start == std::string_view::npos || end == std::string_view::npos || end < start) {
            throw std::invalid_argument("not a request line");
        }
        method = line.substr(0, start);
        const std::string_view target = line.substr(start + 1, end - start - 1);
        const std::size_t mark = target.find('?');
        path = target.substr(0, mark);
        if (mark != std::string_view::npos) query = target.substr(mark + 1);
    }

    void read_header(std::string_view line) {
        const bool folded = line.front() == ' ' || line.front() == '\t';
        if (folded && !headers.empty()) {
            (headers.back().second += '\n') += line;
            return;
        }
        const std::size_t colon = line.find(':');
        if (colon == std::string_view::npos) throw std::invalid_argument("not a header line");
        headers.emplace_back(line.substr(0, colon), line.substr(colon + 1));
    }
};

}  // namespace dynaco::sigv4::conformance
