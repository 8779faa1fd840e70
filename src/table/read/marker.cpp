#include "table/read/marker.hpp"

#include <utility>

namespace dynaco::detail {

failure endless(std::string_view name) {
    return {errc::malformed_reply,
            {.detail = "the service returned the same " + std::string(name) +
                       " again, so that reading would never end"}};
}

bool listing_marker::advance(std::string next) {
    if (watch_.repeats(text_, next)) {
        const failure why = endless(name_);
        throw error(why.cause(), {.operation = std::string(operation_), .detail = why.diagnostics().detail});
    }
    text_ = std::move(next);
    return !text_.empty();
}

}  // namespace dynaco::detail
