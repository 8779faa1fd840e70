#include "table/pause.hpp"

#include <dynaco/core/error.hpp>

#include <boost/asio/this_coro.hpp>

#include <utility>

namespace dynaco::table_calls {

awaitable<void> pause(client db, std::chrono::milliseconds ceiling, std::string operation,
                      std::string table) {
    co_await db.pause(ceiling);
    const auto cancellation = co_await boost::asio::this_coro::cancellation_state;
    const bool canceled = cancellation.cancelled() != boost::asio::cancellation_type::none;
    if (!canceled && !db.late()) co_return;
    throw error(canceled ? errc::canceled : errc::deadline_exceeded, {.operation = std::move(operation),
                                                                      .table = std::move(table),
                                                                      .endpoint = db.endpoint(),
                                                                      .ended_in = call_phase::backoff});
}

}  // namespace dynaco::table_calls
