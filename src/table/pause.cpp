#include "table/pause.hpp"

#include <dynaco/core/error.hpp>

#include <boost/asio/this_coro.hpp>

#include <utility>

namespace dynaco::table_calls {

awaitable<void> pause(client db, std::chrono::milliseconds ceiling, std::string operation,
                      std::string table) {
    co_await db.pause(ceiling);
    const auto cancellation = co_await boost::asio::this_coro::cancellation_state;
    if (cancellation.cancelled() == boost::asio::cancellation_type::none) co_return;
    throw error(errc::canceled,
                {.operation = std::move(operation), .table = std::move(table), .endpoint = db.endpoint()});
}

}  // namespace dynaco::table_calls
