#pragma once

#include <dynaco/client.hpp>

#include <boost/system/system_error.hpp>

#include <string>
#include <type_traits>
#include <utility>

namespace dynaco::detail {

/// Rethrows the current exception. When an awaited operation was cancelled, Asio throws an exception of its
/// own out of the coroutine. That exception becomes errc::canceled, because callers expect only errors.
[[noreturn]] void rethrow_canceled(const boost::system::system_error& thrown, std::string operation,
                                   std::string table, std::string endpoint);

/// Runs several calls, one after another, that are one call for the user.
/// @throws error  errc::canceled, even if the cancellation occurs between two of the calls
template <class T>
awaitable<T> one_call(client db, awaitable<T> steps, std::string operation, std::string table) {
    try {
        if constexpr (std::is_void_v<T>) {
            co_await std::move(steps);
            co_return;
        } else {
            T outcome = co_await std::move(steps);
            co_return outcome;
        }
    } catch (const boost::system::system_error& thrown) {
        rethrow_canceled(thrown, std::move(operation), std::move(table), db.endpoint());
    }
}

}  // namespace dynaco::detail
