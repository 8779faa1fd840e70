#pragma once

#include <dynaco/client/client.hpp>

namespace dynaco {

// g++ before 13 destroys a temporary aggregate twice when it is built inside an expression with co_await.
// Functions that take a model have an overload for temporaries, chosen on those compilers only, that says
// what to do instead.
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ < 13
inline constexpr bool miscompiles_temporaries = true;
#else
inline constexpr bool miscompiles_temporaries = false;
#endif

template <class Model>
inline constexpr bool model_is_a_named_object = false;

template <class Model>
awaitable<void> refuse_temporary() {
    static_assert(
        model_is_a_named_object<Model>,
        "dynaco: g++ 12 miscompiles a temporary model in an expression with co_await; name it first: "
        "Model m{...}; co_await table.save(m); (see model_is_a_named_object<Model> in this message)");
    return {};
}

}  // namespace dynaco
