#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

#include <exception>
#include <functional>

namespace dynaco::test {

/// Starts `work` on an executor. `ended` gets the exception that it threw, or null. Asio's templates for this
/// are compiled once, not in every test.
void spawn(const boost::asio::any_io_executor& executor, boost::asio::awaitable<void> work,
           std::function<void(std::exception_ptr)> ended);

}  // namespace dynaco::test
