#pragma once

#include <cstddef>

/// What DynamoDB takes ("Service, account, and table quotas", Expression parameters).
namespace dynaco::expression {

/// Bytes of one expression's text, with its placeholders.
inline constexpr std::size_t max_expression_bytes = 4096;
/// Comparators, AND, OR, NOT, BETWEEN, IN, +, - and functions of one expression.
inline constexpr std::size_t max_operations = 300;
/// Choices of IN.
inline constexpr std::size_t max_choices = 100;
/// Steps of a path of the run time: more than DynamoDB's 32 levels.
inline constexpr std::size_t max_runtime_steps = 64;

}  // namespace dynaco::expression
