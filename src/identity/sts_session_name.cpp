#include "identity/sts_session_name.hpp"

#include "json/quoted.hpp"

#include <algorithm>

namespace dynaco::identity {
namespace {

bool is_allowed(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_+=,.@-").find(c) != std::string_view::npos;
}

}  // namespace

result<std::string> sts_session_name(std::string_view configured,
                                     std::chrono::sys_time<std::chrono::milliseconds> now) {
    constexpr std::size_t least = 2, most = 64;
    if (configured.empty()) {
        const auto seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
        return "dynaco-" + std::to_string(seconds);
    }
    if (configured.size() >= least && configured.size() <= most &&
        std::ranges::all_of(configured, is_allowed))
        return std::string(configured);
    return failure(errc::invalid_configuration,
                   {.detail = "the role session name " + json::quoted(configured) +
                              " is not what STS takes: 2 to 64 letters, digits and _+=,.@-"});
}

}  // namespace dynaco::identity
