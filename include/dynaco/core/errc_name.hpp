#pragma once

#include <dynaco/core/errc.hpp>

#include <string_view>

namespace dynaco {

/// The name of a cause as it is spelt here: "throttling". For logs and metrics; "unknown" if it is none.
[[nodiscard]] std::string_view name_of(errc cause) noexcept;

}  // namespace dynaco
