#include "both_ways.hpp"

#include <dynaco/attribute_types.hpp>
#include <dynaco/detail/model/container_codec.hpp>

#include <limits>

namespace dynaco::epoch_time_test {
namespace {

using namespace std::chrono_literals;
using test::both_ways;
using test::n;
using test::read;
using test::read_failure;

constexpr std::chrono::sys_seconds moment(1'700'000'000s);

static_assert(epoch_seconds(moment).time() == moment && epoch_seconds(moment + 999ms).time() == moment);
static_assert(epoch_seconds(moment) < epoch_seconds(moment + 1s));
static_assert(epoch_seconds(-1).count() == -1 && epoch_seconds().time() == std::chrono::sys_seconds());
static_assert(!std::convertible_to<std::int64_t, epoch_seconds>, "a bare number does not say its unit");

TEST(EpochTime, IsANumber) {
    both_ways(epoch_seconds(moment), n("1700000000"));
    both_ways(epoch_milliseconds(moment + 5ms), n("1700000000005"));
    both_ways(epoch_seconds(-1), n("-1"));
    both_ways(epoch_seconds(std::numeric_limits<std::int64_t>::min()), n("-9223372036854775808"));
    both_ways(std::optional(epoch_seconds(moment)), n("1700000000"));
    both_ways(std::set<epoch_seconds>{epoch_seconds(1), epoch_seconds(2)}, R"({"NS":["1","2"]})");
}

TEST(EpochTime, CutsFractionsTowardsThePast) {
    EXPECT_EQ(epoch_seconds(std::chrono::sys_time<std::chrono::milliseconds>(-1ms)).count(), -1);
    EXPECT_EQ(epoch_milliseconds(moment + 1999us).count(), 1'700'000'000'001);
    for (const auto& [text, count] : std::initializer_list<std::pair<const char*, std::int64_t>>{
             {"1700000000.999", 1'700'000'000},
             {"1.7E9", 1'700'000'000},
             {"-1.5", -2},
             {"-0.5", -1},
             {"0.5", 0},
             {"-2.0", -2},
             {"1E-130", 0},
             {"-1E-130", -1},
             {"9007199254740993.5", 9'007'199'254'740'993},
             {"-0", 0}})
        EXPECT_EQ(read<epoch_seconds>(n(text))->count(), count) << text;
}

TEST(EpochTime, RefusesWhatIsNoTime) {
    EXPECT_EQ(read_failure<epoch_seconds>(n("9223372036854775808")).cause(), errc::number_out_of_range);
    EXPECT_EQ(read_failure<epoch_seconds>(n("-9223372036854775808.5")).cause(), errc::number_out_of_range);
    EXPECT_EQ(read_failure<epoch_seconds>(n("1E100")).cause(), errc::number_out_of_range);
    EXPECT_EQ(read_failure<epoch_seconds>(n("-1E100")).cause(), errc::number_out_of_range);
    EXPECT_EQ(read_failure<epoch_seconds>(n("soon")).cause(), errc::invalid_value);
    EXPECT_EQ(read_failure<epoch_seconds>(test::s("1")).cause(), errc::type_mismatch);
}

}  // namespace
}  // namespace dynaco::epoch_time_test
