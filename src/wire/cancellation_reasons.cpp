#include "wire/cancellation_reasons.hpp"

#include "json/walk.hpp"

namespace dynaco::wire {
namespace {

// DynamoDB takes 100 statements; what is more is not its reply.
constexpr std::size_t max_reasons = 100;
constexpr std::size_t max_text = 1024;

// Cut before a character, not inside.
std::string_view cut(std::string_view text) {
    if (text.size() <= max_text) return text;
    std::size_t end = max_text;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end);
}

bool read_text(json::reader& in, std::string& text) {
    std::string_view found;
    if (!in.string(found)) return false;
    text.assign(cut(found));
    return true;
}

bool read_item(json::reader& in, std::string& item) {
    std::string_view found;
    if (!in.raw(found)) return false;
    item.assign(found);
    return true;
}

bool read_reason(json::reader& in, cancellation_reason& reason) {
    const bool read = json::read_object(in, [&](std::string_view name) {
        if (name == "Code" || name == "code") return read_text(in, reason.code);
        if (name == "Message" || name == "message") return read_text(in, reason.message);
        if (name == "Item") return read_item(in, reason.item);
        return in.skip();
    });
    reason.cause = errc_of_reason_code(reason.code);
    return read;
}

bool read_reasons(json::reader& in, std::vector<cancellation_reason>& reasons) {
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
    json::reader in(body);
    const bool read = json::read_object(in, [&](std::string_view name) {
        const bool wanted = name == "CancellationReasons" || name == "cancellationReasons";
        return wanted ? read_reasons(in, reasons) : in.skip();
    });
    return read ? reasons : std::vector<cancellation_reason>();
}

}  // namespace dynaco::wire
