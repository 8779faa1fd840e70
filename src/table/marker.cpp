#include "table/marker.hpp"

#include <utility>

namespace dynaco {

failure endless(std::string_view marker) {
    return {errc::malformed_reply,
            {.detail = "the reply's " + std::string(marker) +
                       " is the one that was sent: reading on would not end"}};
}

void advance_marker(std::string& marker, std::string next, std::string_view operation,
                    std::string_view name) {
    if (!next.empty() && next == marker) {
        const failure why = endless(name);
        throw error(why.cause(), {.operation = std::string(operation), .detail = why.diagnostics().detail});
    }
    marker = std::move(next);
}

}  // namespace dynaco
