#include "program/show/output_format.hpp"

#include <algorithm>
#include <array>

namespace dynaco::program {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 5> format_names = {"table", "json", "dynamodb", "csv", "tsv"};

}  // namespace

std::string_view name_of(output_format format) noexcept {
    return format_names[static_cast<std::size_t>(format)];
}

std::optional<output_format> output_format_of(std::string_view name) noexcept {
    const auto found = std::ranges::find(format_names, name);
    if (found == format_names.end()) return std::nullopt;
    return static_cast<output_format>(found - format_names.begin());
}

}  // namespace dynaco::program
