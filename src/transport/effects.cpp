#include "transport/effects.hpp"

#include "core/fork_count.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <functional>
#include <random>

namespace dynaco {
namespace {

// Idempotency tokens come from here, so no two processes may draw alike. One word of seed, as is the habit,
// would make two of 100,000 processes twins; a thread of a forked process would go on as its parent does.
class generator {
 public:
    generator() { seed(); }
    std::uint64_t operator()() {
        if (seeded_after_ != fork_count()) seed();
        return engine_();
    }

 private:
    void seed() {
        seeded_after_ = fork_count();
        std::random_device device;
        std::array<unsigned, 8> entropy;
        std::ranges::generate(entropy, std::ref(device));
        std::seed_seq words(entropy.begin(), entropy.end());
        engine_.seed(words);
    }

    unsigned seeded_after_ = 0;
    std::mt19937_64 engine_{};
};

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
        thread_local generator numbers;
        return numbers();
    }
};

}  // namespace

std::unique_ptr<effects> real_effects() { return std::make_unique<real>(); }

}  // namespace dynaco
