#include "identity/text/rfc3339.hpp"

#include "fuzz_target.hpp"

#include <cstdio>
#include <ctime>
#include <string>

// The time at which credentials expire. An accepted time must be equal to glibc's result for the same fields.
using namespace dynaco;
using fuzz::check;

namespace {

constexpr std::time_t first = -9'214'560'000;  // 1678
constexpr std::time_t last = 9'214'646'399;    // the end of 2261

// East of Greenwich, in seconds: "Z", "+05:30", "+0530", "+05:30:15".
std::time_t offset_of(const char* zone) {
    if (*zone == 'Z' || *zone == 'z') return 0;
    int hours = 0, minutes = 0, seconds = 0;
    if (zone[3] == ':')
        std::sscanf(zone + 1, "%2d:%2d:%2d", &hours, &minutes, &seconds);
    else
        std::sscanf(zone + 1, "%2d%2d", &hours, &minutes);
    const std::time_t offset = hours * 3600 + minutes * 60 + seconds;
    return *zone == '-' ? -offset : offset;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = fuzz::as_text(data, size);
    const auto time = identity::parse_rfc3339(input);
    if (!time) return 0;
    const std::string text(input);
    std::tm calendar{};
    int end = 0;
    const int fields =
        std::sscanf(text.c_str(), "%4d-%2d-%2d%*c%2d:%2d:%2d%n", &calendar.tm_year, &calendar.tm_mon,
                    &calendar.tm_mday, &calendar.tm_hour, &calendar.tm_min, &calendar.tm_sec, &end);
    check(fields == 6 && end == 19, "a time has six fields", input);
    calendar.tm_year -= 1900;
    calendar.tm_mon -= 1;
    if (calendar.tm_sec == 60) calendar.tm_sec = 59;
    const std::string zone = text.substr(text.find_first_of("Zz+-", 19));
    const std::time_t expected = timegm(&calendar) - offset_of(zone.c_str());
    const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(*time).time_since_epoch().count();
    if (expected < first || expected > last)
        check(seconds == (expected < first ? first : last), "a far time is the clock's end", input);
    else
        check(seconds == expected, "a time is glibc's", input);
    return 0;
}
