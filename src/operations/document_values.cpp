#include "operations/document_values.hpp"

#include <string>

namespace dynaco::operations {

std::uint64_t count_of(const json::document& number) noexcept {
    const double value = number.as_double();
    return value >= 0 && value < 9e15 ? static_cast<std::uint64_t>(value) : 0;
}

std::int64_t units_of(const json::document& number) noexcept {
    return static_cast<std::int64_t>(count_of(number));
}

std::chrono::system_clock::time_point time_of(const json::document& seconds) noexcept {
    using clock = std::chrono::system_clock;
    const double value = seconds.as_double();
    if (!(value > 0 && value < 9e9)) return {};
    return clock::time_point(
        std::chrono::duration_cast<clock::duration>(std::chrono::duration<double>(value)));
}

result<json::document> decode_object(std::string_view body, std::string_view member) {
    const auto reply = json::document::parse(body);
    if (!reply || (*reply)[member].type() != json::document::kind::object)
        return failure(errc::malformed_reply, {.detail = "no \"" + std::string(member) + "\" in the reply"});
    return (*reply)[member];
}

}  // namespace dynaco::operations
