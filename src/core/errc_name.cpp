#include <dynaco/core/errc_name.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace dynaco {
namespace {

constexpr auto causes = static_cast<std::size_t>(errc::service_error) + 1;

// "… [errc Cause = dynaco::errc::throttling]" is named throttling; "(dynaco::errc)0" has no name.
template <errc Cause>
consteval std::string_view spelled() {
    const std::string_view text = __PRETTY_FUNCTION__;
    constexpr std::string_view before = "Cause = dynaco::errc::";
    const auto at = text.find(before);
    if (at == text.npos) return "unknown";
    const auto name = text.substr(at + before.size());
    return name.substr(0, name.find_first_of(";]"));
}

template <std::size_t... Value>
consteval std::array<std::string_view, causes> all_names(std::index_sequence<Value...>) {
    return {spelled<static_cast<errc>(Value)>()...};
}

constexpr auto names = all_names(std::make_index_sequence<causes>());

}  // namespace

std::string_view name_of(errc cause) noexcept {
    const auto index = static_cast<std::size_t>(cause);
    return index < names.size() ? names[index] : "unknown";
}

}  // namespace dynaco
