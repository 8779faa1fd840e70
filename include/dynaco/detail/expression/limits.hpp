#pragma once

#include <cstddef>

/// DynamoDB's limits ("Service, account, and table quotas", section Expression parameters).
namespace dynaco::detail::expression {

/// Maximum size of one expression's text, in bytes, including placeholders.
inline constexpr std::size_t max_expression_bytes = 4096;
/// Maximum number of comparators, AND, OR, NOT, BETWEEN, IN, +, - and functions in one expression.
inline constexpr std::size_t max_operations = 300;
/// Maximum number of operands of IN.
inline constexpr std::size_t max_choices = 100;
/// Maximum number of steps of a run-time path. More than the 32 levels of DynamoDB.
inline constexpr std::size_t max_runtime_steps = 64;

}  // namespace dynaco::detail::expression
