#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/model/miscompiled_temporary.hpp>

namespace dynaco {

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
