#pragma once

#include <dynaco/client.hpp>

namespace dynaco {

/// @throws error  errc::invalid_argument for numbers that make no sense; names the option.
void check_options(const client_options& options);

}  // namespace dynaco
