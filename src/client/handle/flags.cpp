#include <dynaco/detail/client/handle/flags.hpp>

namespace dynaco::library_is_built_with {

template <bool IsSet>
const char BOOST_ASIO_DISABLE_THREADS_<IsSet>::as_well = 0;
template <bool IsSet>
const char BOOST_ASIO_DISABLE_THREAD_KEYWORD_EXTENSION_<IsSet>::as_well = 0;
template <bool IsSet>
const char BOOST_ASIO_DISABLE_EPOLL_<IsSet>::as_well = 0;
template <bool IsSet>
const char BOOST_ASIO_DISABLE_EVENTFD_<IsSet>::as_well = 0;
template <bool IsSet>
const char BOOST_ASIO_DISABLE_TIMERFD_<IsSet>::as_well = 0;
template <bool IsSet>
const char BOOST_ASIO_DISABLE_STD_ALIGNED_ALLOC_<IsSet>::as_well = 0;
template <bool IsSet>
const char BOOST_ASIO_DISABLE_SMALL_BLOCK_RECYCLING_<IsSet>::as_well = 0;
template <bool IsSet>
const char BOOST_ASIO_ENABLE_HANDLER_TRACKING_<IsSet>::as_well = 0;
template <bool IsSet>
const char BOOST_ASIO_ENABLE_BUFFER_DEBUGGING_<IsSet>::as_well = 0;
template <bool IsSet>
const char BOOST_ASIO_HAS_IO_URING_<IsSet>::as_well = 0;
template <bool IsSet>
const char BOOST_ASIO_HAS_IO_URING_AS_DEFAULT_<IsSet>::as_well = 0;
template <bool IsSet>
const char BOOST_ASIO_NO_TS_EXECUTORS_<IsSet>::as_well = 0;
template <bool IsSet>
const char BOOST_ASIO_USE_TS_EXECUTOR_AS_DEFAULT_<IsSet>::as_well = 0;
template <bool IsSet>
const char GLIBCXX_DEBUG_<IsSet>::as_well = 0;
template <bool IsSet>
const char fno_rtti_<IsSet>::as_well = 0;
template <bool IsSet>
const char fno_exceptions_<IsSet>::as_well = 0;
template <int Version>
const char BOOST_VERSION_<Version>::as_well = 0;
template <int Size>
const char BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE_<Size>::as_well = 0;

template struct BOOST_ASIO_DISABLE_THREADS_<sets_boost_asio_disable_threads>;
template struct BOOST_ASIO_DISABLE_THREAD_KEYWORD_EXTENSION_<
    sets_boost_asio_disable_thread_keyword_extension>;
template struct BOOST_ASIO_DISABLE_EPOLL_<sets_boost_asio_disable_epoll>;
template struct BOOST_ASIO_DISABLE_EVENTFD_<sets_boost_asio_disable_eventfd>;
template struct BOOST_ASIO_DISABLE_TIMERFD_<sets_boost_asio_disable_timerfd>;
template struct BOOST_ASIO_DISABLE_STD_ALIGNED_ALLOC_<sets_boost_asio_disable_std_aligned_alloc>;
template struct BOOST_ASIO_DISABLE_SMALL_BLOCK_RECYCLING_<sets_boost_asio_disable_small_block_recycling>;
template struct BOOST_ASIO_ENABLE_HANDLER_TRACKING_<sets_boost_asio_enable_handler_tracking>;
template struct BOOST_ASIO_ENABLE_BUFFER_DEBUGGING_<sets_boost_asio_enable_buffer_debugging>;
template struct BOOST_ASIO_HAS_IO_URING_<sets_boost_asio_has_io_uring>;
template struct BOOST_ASIO_HAS_IO_URING_AS_DEFAULT_<sets_boost_asio_has_io_uring_as_default>;
template struct BOOST_ASIO_NO_TS_EXECUTORS_<sets_boost_asio_no_ts_executors>;
template struct BOOST_ASIO_USE_TS_EXECUTOR_AS_DEFAULT_<sets_boost_asio_use_ts_executor_as_default>;
template struct GLIBCXX_DEBUG_<sets_glibcxx_debug>;
template struct fno_rtti_<sets_fno_rtti>;
template struct fno_exceptions_<sets_fno_exceptions>;
template struct BOOST_VERSION_<BOOST_VERSION>;
template struct BOOST_ASIO_RECYCLING_ALLOCATOR_CACHE_SIZE_<recycling_allocator_cache_size>;

}  // namespace dynaco::library_is_built_with
