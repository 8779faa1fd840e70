#pragma once

#include <dynaco/client/client.hpp>
#include <dynaco/core/result.hpp>

#include <type_traits>
#include <utility>

namespace dynaco {

/// The outcome of any call of the library as a value: what it gives, or the `failure` that it would throw.
///
///     dynaco::result<std::optional<Account>> found = co_await dynaco::as_result(accounts.get("1"));
///     if (!found) log(found.error().text());
///
/// For callers without exceptions, and for cleanups: a `catch` cannot `co_await`. Iterators, batches and
/// transactions must outlive the call, as they must without it. Only `error` is caught: what the caller's own
/// code throws, and Asio's exceptions, pass.
template <class T>
[[nodiscard]] awaitable<result<T>> as_result(awaitable<T> call) {
    try {
        if constexpr (std::is_void_v<T>) {
            co_await std::move(call);
            co_return result<void>();
        } else {
            T value = co_await std::move(call);
            co_return result<T>(boost::system::in_place_value, std::move(value));
        }
    } catch (const error& why) {
        co_return result<T>(boost::system::in_place_error, why.as_failure());
    }
}

}  // namespace dynaco
