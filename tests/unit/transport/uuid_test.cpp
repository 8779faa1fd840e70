#include "transport/effects.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace dynaco::uuid_test {
namespace {

/// Returns these numbers in turn.
class given_numbers final : public detail::effects {
 public:
    explicit given_numbers(std::vector<std::uint64_t> numbers) : numbers_(std::move(numbers)) {}
    [[nodiscard]] transport::steady_time now() override { return {}; }
    [[nodiscard]] std::chrono::sys_time<std::chrono::milliseconds> wall_clock() override { return {}; }
    boost::asio::awaitable<void> sleep(std::chrono::milliseconds) override { co_return; }
    [[nodiscard]] std::uint64_t random() override { return numbers_.at(next_++); }

 private:
    std::vector<std::uint64_t> numbers_;
    std::size_t next_ = 0;
};

TEST(Uuid, HasTheBitsOfItsVersionAndAllOthersAreRandom) {
    const auto text_of = [](std::uint64_t a, std::uint64_t b) {
        given_numbers numbers({a, b});
        const auto text = detail::random_uuid(numbers);
        return std::string(text.data(), text.size());
    };
    EXPECT_EQ(text_of(0, 0), "00000000-0000-4000-8000-000000000000");
    EXPECT_EQ(text_of(~0ULL, ~0ULL), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    EXPECT_EQ(text_of(0x0123456789abcdef, 0xfedcba9876543210), "01234567-89ab-4def-bedc-ba9876543210");
}

}  // namespace
}  // namespace dynaco::uuid_test
