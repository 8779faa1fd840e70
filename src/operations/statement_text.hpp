#pragma once

#include <cstddef>
#include <string_view>

/// What is known of a PartiQL statement without parsing it.
namespace dynaco::operations {

/// The number of '?' that stand for parameters: not those in strings, quoted names and comments.
[[nodiscard]] std::size_t count_placeholders(std::string_view statement) noexcept;

/// True if the statement is a SELECT or EXISTS.
[[nodiscard]] bool is_a_read(std::string_view statement) noexcept;

}  // namespace dynaco::operations
