#include "wire/throttling_reasons.hpp"

#include "json/walk.hpp"

namespace dynaco::wire {
namespace {

// A transaction of 100 statements touches no more tables, each of at most 25 indexes; a list this long says
// nothing to anyone.
constexpr std::size_t max_reasons = 100;
constexpr std::size_t max_text = 1024;

bool read_text(json::reader& in, std::string& text) {
    std::string_view found;
    if (!in.string(found)) return false;
    text.assign(found.substr(0, max_text));  // ASCII: reasons and ARNs
    return true;
}

bool read_reason(json::reader& in, throttling_reason& reason) {
    return json::read_object(in, [&](std::string_view name) {
        if (name == "reason" || name == "Reason") return read_text(in, reason.reason);
        if (name == "resource" || name == "Resource") return read_text(in, reason.resource);
        return in.skip();
    });
}

bool read_reasons(json::reader& in, std::vector<throttling_reason>& reasons) {
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
    json::reader in(body);
    const bool read = json::read_object(in, [&](std::string_view name) {
        // ThrottlingException has it with a small letter (service-2.json).
        const bool wanted = name == "ThrottlingReasons" || name == "throttlingReasons";
        return wanted ? read_reasons(in, reasons) : in.skip();
    });
    return read ? reasons : std::vector<throttling_reason>();
}

}  // namespace dynaco::wire
