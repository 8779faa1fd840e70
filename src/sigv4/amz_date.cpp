#include "sigv4/amz_date.hpp"

#include <cstddef>
#include <stdexcept>

namespace dynaco::sigv4 {

// Does not use strftime, because a locale may change its digits.
amz_date::amz_date(std::chrono::sys_seconds time) {
    const auto midnight = std::chrono::floor<std::chrono::days>(time);
    const std::chrono::year_month_day date{midnight};
    const std::chrono::hh_mm_ss clock{time - midnight};
    const int year = static_cast<int>(date.year());
    if (year < 0 || year > 9999)
        throw std::invalid_argument("dynaco: the signing time is outside the years 0 to 9999");

    const auto put = [this](std::size_t at, std::size_t digits, unsigned value) {
        for (; digits > 0; --digits, value /= 10)
            text_[at + digits - 1] = static_cast<char>('0' + value % 10);
    };
    put(0, 4, static_cast<unsigned>(year));
    put(4, 2, static_cast<unsigned>(date.month()));
    put(6, 2, static_cast<unsigned>(date.day()));
    text_[8] = 'T';
    put(9, 2, static_cast<unsigned>(clock.hours().count()));
    put(11, 2, static_cast<unsigned>(clock.minutes().count()));
    put(13, 2, static_cast<unsigned>(clock.seconds().count()));
    text_[15] = 'Z';
}

}  // namespace dynaco::sigv4
