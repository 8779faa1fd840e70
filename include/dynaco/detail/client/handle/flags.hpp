#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/version.hpp>

/// Flags that change the layout or the behaviour of objects that a program shares with the library: Asio's
/// objects and those of the standard library. If a program is compiled with other flags than the library, it
/// does not link. The linker names the flag:
///
///     undefined reference to `dynaco::library_is_built_with::BOOST_ASIO_DISABLE_EPOLL_<true>::as_well'
///
/// means that the program sets BOOST_ASIO_DISABLE_EPOLL and the library was built without it. `<false>` means
/// the opposite. Compile both with the same flags.
namespace dynaco::library_is_built_with {

template <bool IsSet>
struct BOOST_ASIO_DISABLE_THREADS_ {
    static const char as_well;
};
template <bool IsSet>
struct BOOST_ASIO_DISABLE_THREAD_KEYWORD_EXTENSION_ {
    static const char as_well;
};
template <bool IsSet>
struct BOOST_ASIO_DISABLE_EPOLL_ {
    static const char as_well;
};
template <bool IsSet>
struct BOOST_ASIO_DISABLE_EVENTFD_ {
    static const char as_well;
};
template <bool IsSet>
struct BOOST_ASIO_DISABLE_TIMERFD_ {
    static const char as_well;
};
template <bool IsSet>
struct BOOST_ASIO_DISABLE_STD_ALIGNED_ALLOC_ {
    static const char as_well;
};
template <bool IsSet>
struct BOOST_ASIO_DISABLE_SMALL_BLOCK_RECYCLING_ {
    static const char as_well;
};
template <bool IsSet>
struct BOOST_ASIO_ENABLE_HANDLER_TRACKING_ {
    static const char as_well;
};
template <bool IsSet>
struct BOOST_ASIO_ENABLE_BUFFER_DEBUGGING_ {
    static const char as_well;
};
template <bool IsSet>
struct BOOST_ASIO_HAS_IO_URING_ {
    static const char as_well;
};
template <bool IsSet>
struct BOOST_ASIO_HAS_IO_URING_AS_DEFAULT_ {
    static const char as_well;
};
template <bool IsSet>
struct BOOST_ASIO_NO_TS_EXECUTORS_ {
    static const char as_well;
};
template <bool IsSet>
struct BOOST_ASIO_USE_TS_EXECUTOR_AS_DEFAULT_ {
    static const char as_well;
};
template <bool IsSet>
struct GLIBCXX_DEBUG_ {
    static const char as_well;
};
template <bool IsSet>
struct fno_rtti_ {
    static const char as_well;
};
template <bool IsSet>
struct fno_exceptions_ {
    static const char as_well;
};
template <int Version>
struct BOOST_VERSION_ {
    static const char as_well;
};
template <int Size>
struct BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE_ {
    static const char as_well;
};

#if !defined(BOOST_ASIO_HAS_THREADS)
constexpr bool sets_boost_asio_disable_threads = true;
#else
constexpr bool sets_boost_asio_disable_threads = false;
#endif
#if !defined(BOOST_ASIO_HAS_THREAD_KEYWORD_EXTENSION)
constexpr bool sets_boost_asio_disable_thread_keyword_extension = true;
#else
constexpr bool sets_boost_asio_disable_thread_keyword_extension = false;
#endif
#if !defined(BOOST_ASIO_HAS_EPOLL)
constexpr bool sets_boost_asio_disable_epoll = true;
#else
constexpr bool sets_boost_asio_disable_epoll = false;
#endif
#if !defined(BOOST_ASIO_HAS_EVENTFD)
constexpr bool sets_boost_asio_disable_eventfd = true;
#else
constexpr bool sets_boost_asio_disable_eventfd = false;
#endif
#if !defined(BOOST_ASIO_HAS_TIMERFD)
constexpr bool sets_boost_asio_disable_timerfd = true;
#else
constexpr bool sets_boost_asio_disable_timerfd = false;
#endif
#if !defined(BOOST_ASIO_HAS_STD_ALIGNED_ALLOC)
constexpr bool sets_boost_asio_disable_std_aligned_alloc = true;
#else
constexpr bool sets_boost_asio_disable_std_aligned_alloc = false;
#endif
#if defined(BOOST_ASIO_DISABLE_SMALL_BLOCK_RECYCLING)
constexpr bool sets_boost_asio_disable_small_block_recycling = true;
#else
constexpr bool sets_boost_asio_disable_small_block_recycling = false;
#endif
#if defined(BOOST_ASIO_ENABLE_HANDLER_TRACKING)
constexpr bool sets_boost_asio_enable_handler_tracking = true;
#else
constexpr bool sets_boost_asio_enable_handler_tracking = false;
#endif
#if defined(BOOST_ASIO_ENABLE_BUFFER_DEBUGGING)
constexpr bool sets_boost_asio_enable_buffer_debugging = true;
#else
constexpr bool sets_boost_asio_enable_buffer_debugging = false;
#endif
#if defined(BOOST_ASIO_HAS_IO_URING)
constexpr bool sets_boost_asio_has_io_uring = true;
#else
constexpr bool sets_boost_asio_has_io_uring = false;
#endif
#if defined(BOOST_ASIO_HAS_IO_URING_AS_DEFAULT)
constexpr bool sets_boost_asio_has_io_uring_as_default = true;
#else
constexpr bool sets_boost_asio_has_io_uring_as_default = false;
#endif
#if defined(BOOST_ASIO_NO_TS_EXECUTORS)
constexpr bool sets_boost_asio_no_ts_executors = true;
#else
constexpr bool sets_boost_asio_no_ts_executors = false;
#endif
#if defined(BOOST_ASIO_USE_TS_EXECUTOR_AS_DEFAULT)
constexpr bool sets_boost_asio_use_ts_executor_as_default = true;
#else
constexpr bool sets_boost_asio_use_ts_executor_as_default = false;
#endif
#if defined(_GLIBCXX_DEBUG)
constexpr bool sets_glibcxx_debug = true;
#else
constexpr bool sets_glibcxx_debug = false;
#endif
#if defined(BOOST_ASIO_NO_TYPEID) || (defined(__GNUC__) && !defined(__GXX_RTTI))
constexpr bool sets_fno_rtti = true;
#else
constexpr bool sets_fno_rtti = false;
#endif
#if !defined(__cpp_exceptions)
constexpr bool sets_fno_exceptions = true;
#else
constexpr bool sets_fno_exceptions = false;
#endif
#if defined(BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE)
constexpr int recycling_allocator_cache_size = BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE;
#else
constexpr int recycling_allocator_cache_size = 0;
#endif

extern template struct BOOST_ASIO_DISABLE_THREADS_<sets_boost_asio_disable_threads>;
extern template struct BOOST_ASIO_DISABLE_THREAD_KEYWORD_EXTENSION_<
    sets_boost_asio_disable_thread_keyword_extension>;
extern template struct BOOST_ASIO_DISABLE_EPOLL_<sets_boost_asio_disable_epoll>;
extern template struct BOOST_ASIO_DISABLE_EVENTFD_<sets_boost_asio_disable_eventfd>;
extern template struct BOOST_ASIO_DISABLE_TIMERFD_<sets_boost_asio_disable_timerfd>;
extern template struct BOOST_ASIO_DISABLE_STD_ALIGNED_ALLOC_<sets_boost_asio_disable_std_aligned_alloc>;
extern template struct BOOST_ASIO_DISABLE_SMALL_BLOCK_RECYCLING_<
    sets_boost_asio_disable_small_block_recycling>;
extern template struct BOOST_ASIO_ENABLE_HANDLER_TRACKING_<sets_boost_asio_enable_handler_tracking>;
extern template struct BOOST_ASIO_ENABLE_BUFFER_DEBUGGING_<sets_boost_asio_enable_buffer_debugging>;
extern template struct BOOST_ASIO_HAS_IO_URING_<sets_boost_asio_has_io_uring>;
extern template struct BOOST_ASIO_HAS_IO_URING_AS_DEFAULT_<sets_boost_asio_has_io_uring_as_default>;
extern template struct BOOST_ASIO_NO_TS_EXECUTORS_<sets_boost_asio_no_ts_executors>;
extern template struct BOOST_ASIO_USE_TS_EXECUTOR_AS_DEFAULT_<sets_boost_asio_use_ts_executor_as_default>;
extern template struct GLIBCXX_DEBUG_<sets_glibcxx_debug>;
extern template struct fno_rtti_<sets_fno_rtti>;
extern template struct fno_exceptions_<sets_fno_exceptions>;
extern template struct BOOST_VERSION_<BOOST_VERSION>;
extern template struct BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE_<recycling_allocator_cache_size>;

// Nothing reads this array. The compiler and the linker keep it, so the linker looks for the symbols that it
// refers to. It is static because each source file has its own flags.
[[gnu::used, gnu::retain]] static const char* const these_flags[] = {
    &BOOST_ASIO_DISABLE_THREADS_<sets_boost_asio_disable_threads>::as_well,
    &BOOST_ASIO_DISABLE_THREAD_KEYWORD_EXTENSION_<sets_boost_asio_disable_thread_keyword_extension>::as_well,
    &BOOST_ASIO_DISABLE_EPOLL_<sets_boost_asio_disable_epoll>::as_well,
    &BOOST_ASIO_DISABLE_EVENTFD_<sets_boost_asio_disable_eventfd>::as_well,
    &BOOST_ASIO_DISABLE_TIMERFD_<sets_boost_asio_disable_timerfd>::as_well,
    &BOOST_ASIO_DISABLE_STD_ALIGNED_ALLOC_<sets_boost_asio_disable_std_aligned_alloc>::as_well,
    &BOOST_ASIO_DISABLE_SMALL_BLOCK_RECYCLING_<sets_boost_asio_disable_small_block_recycling>::as_well,
    &BOOST_ASIO_ENABLE_HANDLER_TRACKING_<sets_boost_asio_enable_handler_tracking>::as_well,
    &BOOST_ASIO_ENABLE_BUFFER_DEBUGGING_<sets_boost_asio_enable_buffer_debugging>::as_well,
    &BOOST_ASIO_HAS_IO_URING_<sets_boost_asio_has_io_uring>::as_well,
    &BOOST_ASIO_HAS_IO_URING_AS_DEFAULT_<sets_boost_asio_has_io_uring_as_default>::as_well,
    &BOOST_ASIO_NO_TS_EXECUTORS_<sets_boost_asio_no_ts_executors>::as_well,
    &BOOST_ASIO_USE_TS_EXECUTOR_AS_DEFAULT_<sets_boost_asio_use_ts_executor_as_default>::as_well,
    &GLIBCXX_DEBUG_<sets_glibcxx_debug>::as_well,
    &fno_rtti_<sets_fno_rtti>::as_well,
    &fno_exceptions_<sets_fno_exceptions>::as_well,
    &BOOST_VERSION_<BOOST_VERSION>::as_well,
    &BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE_<recycling_allocator_cache_size>::as_well,
};

}  // namespace dynaco::library_is_built_with
