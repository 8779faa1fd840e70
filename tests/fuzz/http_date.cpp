#include "wire/http_date.hpp"

#include "fuzz_target.hpp"

#include <cstdio>
#include <ctime>
#include <string>

// A Date header. glibc writes each accepted date in the same way, except the name of the day.
using namespace dynaco;
using fuzz::check;

namespace {

std::string written(std::time_t time, const char* format) {
    std::tm calendar{};
    gmtime_r(&time, &calendar);
    char text[64];
    return {text, std::strftime(text, sizeof text, format, &calendar)};
}

// The text from the day's number on; the day's name may be wrong.
std::string_view without_day_name(std::string_view text) {
    const auto space = text.find(' ');
    return space == std::string_view::npos ? text : text.substr(space);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::as_text(data, size);
    const auto time = wire::parse_http_date(text);
    if (!time || text.find(":60 ") != std::string_view::npos) return 0;
    const std::time_t seconds = time->time_since_epoch().count();
    constexpr std::time_t year_1000 = -30'610'224'000;  // years before have no four digits in glibc
    if (seconds < year_1000) return 0;
    bool found = false;
    for (const char* form : {"%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y",
                             "%a %b %d %H:%M:%S %Y"})
        found = found || without_day_name(written(seconds, form)) == without_day_name(text);
    check(found, "a date is one that can be written", text);
    return 0;
}
