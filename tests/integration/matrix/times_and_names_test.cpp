#include "matrix.hpp"

#include <boost/uuid/uuid.hpp>

#include <chrono>

namespace dynaco::test {

using namespace std::chrono;
enum class colour { red, green, blue };
struct preferences {
    std::string theme{};
    std::vector<int> sizes{};
    bool operator==(const preferences&) const = default;
};
using microseconds_time = sys_time<microseconds>;

template <>
std::vector<microseconds_time> samples() {
    return {microseconds_time{}, sys_days(2020y / January / 2) + 3h + 4us, sys_days(1y / January / 1) + 0us};
}

template <>
std::vector<sys_seconds> samples() {
    return {sys_days(2047y / January / 6) + 8h};
}

template <>
std::vector<epoch_seconds> samples() {
    return {epoch_seconds{}, epoch_seconds(sys_seconds(1559692860s))};
}

template <>
std::vector<epoch_milliseconds> samples() {
    return {epoch_milliseconds(sys_time<milliseconds>(1559692860123ms))};
}

template <>
std::vector<minutes> samples() {
    return {0min, 90min, -5min};
}

template <>
std::vector<year_month_day> samples() {
    return {2024y / February / 29};
}

template <>
std::vector<colour> samples() {
    return {colour::red, colour::blue};
}

template <>
std::vector<as_number<colour>> samples() {
    return {colour::green};
}

template <>
std::vector<boost::uuids::uuid> samples() {
    return {boost::uuids::uuid{},
            boost::uuids::uuid{{0x12, 0x34, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff}}};
}

template <>
std::vector<json_text<preferences>> samples() {
    return {preferences{}, preferences{.theme = "dark", .sizes = {1, 2}}};
}

template <>
std::vector<json_text<value>> samples() {
    return {value(null), value(item{{"é", value::list{1, 2.5}}})};
}

template <>
std::vector<pynamodb_legacy_binary> samples() {
    return {pynamodb_legacy_binary(binary{std::byte{1}, std::byte{2}})};
}

using times_and_names_models = testing::Types<
    holder<microseconds_time, sys_seconds, epoch_seconds, epoch_milliseconds, minutes, year_month_day>,
    holder<colour, as_number<colour>, boost::uuids::uuid, json_text<preferences>, json_text<value>,
           pynamodb_legacy_binary>>;
INSTANTIATE_TYPED_TEST_SUITE_P(TimesAndNames, Matrix, times_and_names_models);

}  // namespace dynaco::test
