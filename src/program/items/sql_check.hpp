#pragma once

#include <cstddef>
#include <string_view>

namespace dynaco::program {

/// Checks what can be known of a PartiQL statement before it is sent: it has some text, and as many `?` as
/// values are given.
/// @throws usage_error
void check_statement(std::string_view statement, std::size_t values);

}  // namespace dynaco::program
