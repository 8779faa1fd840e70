#pragma once

#include <dynaco/client.hpp>

namespace dynaco::detail {

/// @throws error  errc::invalid_argument for numbers that make no sense; names the option.
void check_options(const client_options& options);

}  // namespace dynaco::detail
