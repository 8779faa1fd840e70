#pragma once

#include <type_traits>

namespace dynaco::detail {

// g++ before 13 destroys a temporary aggregate twice when it is built inside an expression with co_await.
// Functions that take objects refuse temporaries on those compilers, and say what to do instead.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
inline constexpr bool miscompiles_temporaries = true;
#else
inline constexpr bool miscompiles_temporaries = false;
#endif

/// True if an argument of type `T`, deduced for a forwarding reference, is such a temporary.
template <class T>
inline constexpr bool is_miscompiled_temporary =
    miscompiles_temporaries && !std::is_lvalue_reference_v<T> &&
    std::is_aggregate_v<std::remove_cvref_t<T>> && !std::is_trivially_copyable_v<std::remove_cvref_t<T>>;

}  // namespace dynaco::detail
