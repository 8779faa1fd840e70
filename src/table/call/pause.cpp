#include "table/call/pause.hpp"

#include <dynaco/detail/client/handle/access.hpp>
#include <dynaco/errors.hpp>

#include <boost/asio/this_coro.hpp>

#include <utility>

namespace dynaco::table_calls {

awaitable<void> pause(client db, std::chrono::milliseconds ceiling, diagnostics about) {
    co_await db.pause(ceiling);
    const auto cancellation = co_await boost::asio::this_coro::cancellation_state;
    const bool canceled = cancellation.cancelled() != boost::asio::cancellation_type::none;
    if (!canceled && !detail::client_access::late(db)) co_return;
    about.endpoint = db.endpoint();
    about.ended_in = call_phase::backoff;
    about.ended_by_until = !canceled && detail::client_access::ends_by_until(db);
    throw error(canceled ? errc::canceled : errc::deadline_exceeded, std::move(about));
}

}  // namespace dynaco::table_calls
