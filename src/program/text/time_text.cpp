#include "program/text/time_text.hpp"

#include "program/text/amounts.hpp"
#include "program/text/text_fault.hpp"

#include <cstdint>
#include <cstdio>
#include <string>

namespace dynaco::program {
namespace {

using namespace std::chrono;

constexpr const char* how_to_write_times =
    "write a time as 2026-11-30T07:00:00Z, or as the time that has passed since then: 2h";

// Reads an RFC 3339 time from left to right.
class time_reader {
 public:
    explicit time_reader(std::string_view text) : text_(text) {}

    time_point read() {
        const int y = digits(4);
        expect('-');
        const int mo = digits(2);
        expect('-');
        const int d = digits(2);
        const year_month_day date{year(y), month(static_cast<unsigned>(mo)), day(static_cast<unsigned>(d))};
        if (!date.ok()) refuse(text_, 0, "the calendar does not have this date");
        if (!accept('T') && !accept('t')) expect(' ');
        const int h = below(24, "hours");
        expect(':');
        const int mi = below(60, "minutes");
        const int s = accept(':') ? below(60, "seconds") : 0;
        const milliseconds fraction = accept('.') ? milliseconds_here() : milliseconds(0);
        const minutes offset = offset_here();
        if (at_ != text_.size()) refuse(text_, at_, how_to_write_times);
        return sys_days(date) + hours(h) + minutes(mi) + seconds(s) + fraction - offset;
    }

 private:
    [[nodiscard]] bool digit_here() const {
        return at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9';
    }
    bool accept(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    void expect(char c) {
        if (!accept(c)) refuse(text_, at_, how_to_write_times);
    }
    int digits(int count) {
        int number = 0;
        for (int i = 0; i < count; ++i, ++at_) {
            if (!digit_here()) refuse(text_, at_, how_to_write_times);
            number = number * 10 + (text_[at_] - '0');
        }
        return number;
    }
    int below(int limit, const char* what) {
        const std::size_t begin = at_;
        const int number = digits(2);
        if (number >= limit)
            refuse(text_, begin, std::string(what) + " are less than " + std::to_string(limit));
        return number;
    }
    milliseconds milliseconds_here() {
        int number = 0;
        int weight = 100;
        if (!digit_here()) refuse(text_, at_, how_to_write_times);
        for (; digit_here(); ++at_, weight /= 10) number += (text_[at_] - '0') * weight;
        return milliseconds(number);
    }
    minutes offset_here() {
        if (accept('Z') || accept('z')) return minutes(0);
        const bool east = accept('+');
        if (!east && !accept('-'))
            refuse(text_, at_, "add Z for UTC, or the distance from UTC such as +01:00");
        const hours h(below(24, "hours"));
        expect(':');
        const minutes distance = h + minutes(below(60, "minutes"));
        return east ? distance : -distance;
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

time_point parse_time(std::string_view text, time_point now) {
    const bool is_date = text.size() >= 5 && text[4] == '-';
    if (is_date) return time_reader(text).read();
    try {
        return now - parse_duration(text);
    } catch (const text_error&) {
        refuse(text, 0, how_to_write_times);
    }
}

std::string time_text(time_point time) {
    const auto day = floor<days>(time);
    const year_month_day date(day);
    const hh_mm_ss clock(floor<seconds>(time - day));
    char text[40];
    const int size = std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", int(date.year()),
                                   unsigned(date.month()), unsigned(date.day()), int(clock.hours().count()),
                                   int(clock.minutes().count()), int(clock.seconds().count()));
    return {text, static_cast<std::size_t>(size)};
}

}  // namespace dynaco::program
