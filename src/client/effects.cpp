#include "client/effects.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <random>

namespace dynaco {
namespace {

class real final : public effects {
 public:
    transport::steady_time now() override { return std::chrono::steady_clock::now(); }
    std::chrono::sys_time<std::chrono::milliseconds> wall_clock() override {
        return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
    }
    boost::asio::awaitable<void> sleep(std::chrono::milliseconds time) override {
        namespace asio = boost::asio;
        asio::steady_timer timer(co_await asio::this_coro::executor, time);
        boost::system::error_code ignored;
        co_await timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
    }
    std::uint64_t random() override {
        thread_local std::mt19937_64 generator{std::random_device{}()};
        return generator();
    }
};

}  // namespace

std::unique_ptr<effects> real_effects() { return std::make_unique<real>(); }

}  // namespace dynaco
