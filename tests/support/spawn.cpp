#include "support/spawn.hpp"

#include <boost/asio/co_spawn.hpp>

#include <utility>

namespace dynaco::test {

void spawn(const boost::asio::any_io_executor& executor, boost::asio::awaitable<void> work,
           std::function<void(std::exception_ptr)> ended) {
    boost::asio::co_spawn(executor, std::move(work), std::move(ended));
}

}  // namespace dynaco::test
