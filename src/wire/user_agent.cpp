#include "wire/user_agent.hpp"

#include "core/ascii.hpp"

#include <dynaco/version.hpp>

#include <algorithm>
#include <iterator>

namespace dynaco::wire {
namespace {

#if defined(__x86_64__)
constexpr std::string_view architecture = "x86_64";
#elif defined(__aarch64__)
constexpr std::string_view architecture = "aarch64";
#else
constexpr std::string_view architecture = "other";
#endif

#if defined(__linux__)
constexpr std::string_view system_name = "linux";
#elif defined(__APPLE__)
constexpr std::string_view system_name = "macos";
#else
constexpr std::string_view system_name = "other";
#endif

constexpr std::size_t longest_app_id = 50;  // the limit in AWS's format of the header

char allowed(char c) {
    constexpr std::string_view symbols = "!$%&'*+-.^_`|~,";
    const bool fine = detail::is_letter_or_digit(c) || symbols.find(c) != std::string_view::npos;
    return fine ? c : '-';
}

void append(std::string& text, std::string_view label, std::string_view value) {
    if (value.empty()) return;
    (text += ' ') += label;
    std::ranges::transform(value, std::back_inserter(text), allowed);
}

}  // namespace

std::string user_agent(const user_agent_parts& parts) {
    std::string text = "dynaco/";
    ((text += version::text) += " ua/2.1 os/") += system_name;
    (text += " md/arch#") += architecture;
    text += " lang/c++#" + std::to_string(__cplusplus);
    append(text, "exec-env/", parts.execution_environment);
    append(text, "m/", parts.features);
    append(text, "cfg/retry-mode#", parts.retry_mode);
    append(text, "app/", parts.app_id.substr(0, longest_app_id));
    return text;
}

}  // namespace dynaco::wire
