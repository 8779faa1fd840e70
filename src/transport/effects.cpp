#include "transport/effects.hpp"

#include "core/fork_count.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <random>

namespace dynaco::detail {
namespace {

// Writes eight hexadecimal digits at once, the most significant first.
void write_hex(char* to, std::uint32_t number) {
    std::uint64_t digits = number;  // spread the digits, one to each byte
    digits = (digits << 16 | digits) & 0x0000'ffff'0000'ffffULL;
    digits = (digits << 8 | digits) & 0x00ff'00ff'00ff'00ffULL;
    digits = (digits << 4 | digits) & 0x0f0f'0f0f'0f0f'0f0fULL;
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101ULL;
    const std::uint64_t letters = (digits + 6 * ones) >> 4 & ones;
    digits += ones * '0' + letters * ('a' - '9' - 1);
    if constexpr (std::endian::native == std::endian::little) digits = __builtin_bswap64(digits);
    std::memcpy(to, &digits, sizeof digits);
}

}  // namespace

// RFC 9562 §5.4.
std::array<char, 36> random_uuid(effects& world) {
    const std::uint64_t high = (world.random() & ~0xf000ULL) | 0x4000ULL;
    const std::uint64_t low = (world.random() & ~(3ULL << 62)) | (2ULL << 62);
    std::array<char, 32> digits{};
    write_hex(digits.data(), static_cast<std::uint32_t>(high >> 32));
    write_hex(digits.data() + 8, static_cast<std::uint32_t>(high));
    write_hex(digits.data() + 16, static_cast<std::uint32_t>(low >> 32));
    write_hex(digits.data() + 24, static_cast<std::uint32_t>(low));
    std::array<char, 36> text{};
    std::size_t from = 0;
    std::size_t to = 0;
    for (const std::size_t length : {8U, 4U, 4U, 4U, 12U}) {
        if (to > 0) text[to++] = '-';
        std::memcpy(text.data() + to, digits.data() + from, length);
        from += length;
        to += length;
    }
    return text;
}

namespace {

// Idempotency tokens come from this generator, so processes must not draw the same numbers. With the usual
// seed of one word, two of 100,000 processes would be equal. A forked process would continue its parent's
// numbers.
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

}  // namespace dynaco::detail
