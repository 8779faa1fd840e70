#pragma once

#include <dynaco/sigv4/request.hpp>

#include <string>
#include <string_view>

namespace dynaco::sigv4 {

/// The path line of the canonical request.
[[nodiscard]] std::string canonical_path(std::string_view path, const signing_options& options);

/// The query line of the canonical request. A `%` without two hex digits stands for itself; `+` is a plus.
[[nodiscard]] std::string canonical_query(std::string_view query);

}  // namespace dynaco::sigv4
