#include <dynaco/client/identity_report.hpp>

#include <algorithm>
#include <ostream>

namespace dynaco {

bool identity_report::ok() const noexcept { return std::ranges::none_of(lines, &identity_line::wrong); }

std::ostream& operator<<(std::ostream& out, const identity_report& report) {
    std::size_t width = 0;
    for (const identity_line& each : report.lines) width = std::max(width, each.what.size());
    for (const identity_line& each : report.lines) {
        out << each.what << std::string(width - each.what.size() + 2, ' ');
        if (each.wrong) out << "error: ";
        out << each.value;
        if (!each.source.empty()) out << " (" << each.source << ')';
        out << '\n';
    }
    return out;
}

}  // namespace dynaco
