#pragma once

#include <dynaco/detail/core/frame_memory.hpp>

#include <boost/asio/awaitable.hpp>

#include <coroutine>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace dynaco::detail {

/// Whether `frame_memory` has the frames of the coroutines whose first parameter is a `First`. (The first
/// parameter of a member function is its object.)
template <class First>
inline constexpr bool recycles_frames = requires { typename First::recycles_frames; };

/// Awaits `inner` in a coroutine with a `recycled_promise`. Asio's awaitables accept only Asio's own promises.
template <class Promise, class Awaitable>
struct recycled_await {
    [[nodiscard]] bool await_ready() const noexcept { return inner.await_ready(); }
    template <class Recycled>
    void await_suspend(std::coroutine_handle<Recycled> waiting) {
        inner.await_suspend(std::coroutine_handle<Promise>::from_promise(waiting.promise()));
    }
    decltype(auto) await_resume() { return inner.await_resume(); }

    Awaitable inner;
};

/// A promise of Asio whose coroutine has its frame in `frame_memory`.
template <class Promise, class Executor>
struct recycled_promise : Promise {
    recycled_promise() = default;
    static void* operator new(std::size_t size) { return frame_memory::allocate(size); }
    static void operator delete(void* frame, std::size_t size) noexcept { frame_memory::release(frame, size); }

    using Promise::await_transform;
    template <class T>
    auto await_transform(boost::asio::awaitable<T, Executor> other) const {
        return recycled_await<Promise, boost::asio::awaitable<T, Executor>>{
            Promise::await_transform(std::move(other))};
    }
};

}  // namespace dynaco::detail

template <class T, class Executor, class First, class... Others>
    requires dynaco::detail::recycles_frames<std::remove_cvref_t<First>>
struct std::coroutine_traits<boost::asio::awaitable<T, Executor>, First, Others...> {
    using promise_type = dynaco::detail::recycled_promise<
        typename std::coroutine_traits<boost::asio::awaitable<T, Executor>>::promise_type, Executor>;
};
