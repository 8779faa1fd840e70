#include "wire/service_error.hpp"

#include "json/walk.hpp"

#include <dynaco/detail/json/reader.hpp>

namespace dynaco::wire {
namespace {

// A transaction has at most 100 statements, so at most 100 reasons (and tables). A longer list is not from
// DynamoDB.
constexpr std::size_t max_reasons = 100;
constexpr std::size_t max_text = 1024;

// Cuts the text between two characters.
std::string_view cut(std::string_view text) {
    if (text.size() <= max_text) return text;
    std::size_t end = max_text;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end);
}

bool read_text(detail::json::reader& in, std::string& text) {
    std::string_view found;
    if (!in.string(found)) return false;
    text.assign(cut(found));
    return true;
}

bool read_item(detail::json::reader& in, std::string& item) {
    std::string_view found;
    if (!in.raw(found)) return false;
    item.assign(found);
    return true;
}

bool read_reason(detail::json::reader& in, cancellation_reason& reason) {
    const bool read = detail::json::read_object(in, [&](std::string_view name) {
        if (name == "Code" || name == "code") return read_text(in, reason.code);
        if (name == "Message" || name == "message") return read_text(in, reason.message);
        if (name == "Item") return read_item(in, reason.item);
        return in.skip();
    });
    reason.cause = detail::errc_of_reason_code(reason.code);
    return read;
}

bool read_reasons(detail::json::reader& in, std::vector<cancellation_reason>& reasons) {
    if (!in.expect('[')) return false;
    bool first = true;
    while (in.next_element(first)) {
        if (reasons.size() == max_reasons) return false;
        cancellation_reason& reason = reasons.emplace_back();
        if (!in.take_null() && !read_reason(in, reason)) return false;
    }
    return !in.failed();
}

}  // namespace

std::vector<cancellation_reason> parse_cancellation_reasons(std::string_view body) {
    std::vector<cancellation_reason> reasons;
    detail::json::reader in(body);
    const bool read = detail::json::read_object(in, [&](std::string_view name) {
        const bool wanted = name == "CancellationReasons" || name == "cancellationReasons";
        return wanted ? read_reasons(in, reasons) : in.skip();
    });
    return read ? reasons : std::vector<cancellation_reason>();
}

namespace {

bool read_reason(detail::json::reader& in, throttling_reason& reason) {
    return detail::json::read_object(in, [&](std::string_view name) {
        if (name == "reason" || name == "Reason") return read_text(in, reason.reason);
        if (name == "resource" || name == "Resource") return read_text(in, reason.resource);
        return in.skip();
    });
}

bool read_reasons(detail::json::reader& in, std::vector<throttling_reason>& reasons) {
    if (!in.expect('[')) return false;
    bool first = true;
    while (in.next_element(first)) {
        if (reasons.size() == max_reasons) return false;
        if (!in.take_null() && !read_reason(in, reasons.emplace_back())) return false;
    }
    return !in.failed();
}

}  // namespace

std::vector<throttling_reason> parse_throttling_reasons(std::string_view body) {
    std::vector<throttling_reason> reasons;
    detail::json::reader in(body);
    const bool read = detail::json::read_object(in, [&](std::string_view name) {
        // ThrottlingException writes this member with a lower-case first letter (service-2.json).
        const bool wanted = name == "ThrottlingReasons" || name == "throttlingReasons";
        return wanted ? read_reasons(in, reasons) : in.skip();
    });
    return read ? reasons : std::vector<throttling_reason>();
}

namespace {

// "aws.x#FooError:http://…" → "FooError"
std::string_view bare_code(std::string_view code) {
    code = code.substr(0, code.find(':'));
    if (const auto hash = code.find('#'); hash != std::string_view::npos) code.remove_prefix(hash + 1);
    while (code.starts_with(' ')) code.remove_prefix(1);
    while (code.ends_with(' ')) code.remove_suffix(1);
    return code;
}

struct members {
    std::string code{};
    std::string type{};
    std::string message{};
};

// Reads only strings at the top level, because nested objects may also have a "__type".
bool read_members(detail::json::reader& in, members& found) {
    if (!in.take('{')) return false;
    bool first = true;
    std::string_view name;
    while (in.next_member(first, name)) {
        std::string* wanted = nullptr;
        if (name == "code" || name == "Code")
            wanted = &found.code;
        else if (name == "__type")
            wanted = &found.type;
        else if (name == "message" || name == "Message" || name == "errorMessage")
            wanted = &found.message;
        std::string_view text;
        if (!wanted) {
            if (!in.skip()) return false;
            continue;
        }
        if (!in.raw(text)) return false;
        detail::json::reader value(text);
        if (value.string(text)) wanted->assign(text);
    }
    return !in.failed() && in.at_end();
}

// Joins the lines of a text and removes indentation, which have no meaning in HTML.
std::string on_one_line(std::string_view text) {
    constexpr std::size_t enough = 160;
    std::string line;
    for (const char c : text) {
        if (line.size() == enough) break;
        const bool space = static_cast<unsigned char>(c) <= ' ';
        if (!space)
            line += c;
        else if (!line.empty() && line.back() != ' ')
            line += ' ';
    }
    if (line.ends_with(' ')) line.pop_back();
    return line;
}

}  // namespace

service_error parse_service_error(const response& reply) {
    service_error error;
    members found;
    detail::json::reader in(reply.body);
    const bool is_json = error.is_json = read_members(in, found);
    error.code = bare_code(reply.error_type);
    if (is_json && error.code.empty()) error.code = bare_code(found.code);
    if (is_json && error.code.empty()) error.code = bare_code(found.type);
    if (error.code.empty()) error.code = std::to_string(reply.status);
    error.message = is_json ? found.message : on_one_line(reply.body);
    return error;
}

}  // namespace dynaco::wire
