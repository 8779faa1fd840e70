#pragma once

#include <dynaco/client.hpp>

#include <boost/system/system_error.hpp>

#include <string>
#include <type_traits>
#include <utility>

namespace dynaco::detail {

/// Rethrows what is being handled. Asio throws an exception of its own out of whatever a coroutine awaits
/// after it was cancelled; that becomes errc::canceled, since callers know errors only.
[[noreturn]] void rethrow_canceled(const boost::system::system_error& thrown, std::string operation,
                                   std::string table, std::string endpoint);

/// Several calls, one after the other, that are one to the user.
/// @throws error  errc::canceled, also where the cancellation came between two of them
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
