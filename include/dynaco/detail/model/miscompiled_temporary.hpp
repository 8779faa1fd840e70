#pragma once

#include <type_traits>

namespace dynaco::detail {

// g++ before version 13 destroys a temporary aggregate twice if it is built inside an expression with
// co_await. With these compilers, functions that take objects refuse temporaries, and the message says what
// to do instead.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
inline constexpr bool miscompiles_temporaries = true;
#else
inline constexpr bool miscompiles_temporaries = false;
#endif

/// True if an argument of type `T`, deduced for a forwarding reference, is a temporary that g++ destroys
/// twice.
template <class T>
inline constexpr bool is_miscompiled_temporary =
    miscompiles_temporaries && !std::is_lvalue_reference_v<T> &&
    std::is_aggregate_v<std::remove_cvref_t<T>> && !std::is_trivially_copyable_v<std::remove_cvref_t<T>>;
template <class T>
concept miscompiled_temporary = is_miscompiled_temporary<T>;

}  // namespace dynaco::detail
