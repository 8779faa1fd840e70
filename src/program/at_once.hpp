#pragma once

#include <dynaco/client.hpp>

#include <cstddef>
#include <functional>

namespace dynaco::program {

/// Does a number of pieces of work, several at the same time: work(0), work(1), … begin in this order.
///
/// After a failure nothing more begins, and the work that runs is waited for. `work` is destroyed when the
/// last piece has ended, which is after a cancelled call has returned.
/// @param most  the pieces that run at the same time, at least 1
/// @throws what the first piece that failed has thrown. error  errc::canceled
[[nodiscard]] awaitable<void> several_at_once(std::size_t count, std::size_t most,
                                              std::function<awaitable<void>(std::size_t)> work);

}  // namespace dynaco::program
