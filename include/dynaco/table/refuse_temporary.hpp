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

template <class... Key>
inline constexpr bool key_is_a_named_object = false;

/// A key, or a part of one, that must be named first.
template <class... Argument>
concept has_miscompiled_temporary = (is_miscompiled_temporary<Argument> || ...);

template <class Answer, class... Key>
Answer refuse_temporary_key() {
    static_assert(
        key_is_a_named_object<Key...>,
        "dynaco: g++ 12 miscompiles a temporary struct in an expression with co_await; name the key first: "
        "Key k{...}; co_await table.get(k); (see key_is_a_named_object<Key> in this message)");
    return Answer();
}

}  // namespace dynaco
