#include "wire/http_date.hpp"

#include <gtest/gtest.h>

namespace dynaco::wire::http_date_test {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using std::chrono::sys_seconds;
using std::chrono::year;

std::optional<sys_seconds> at(sys_days day, std::chrono::seconds time) { return day + time; }

TEST(HttpDate, ReadsAllThreeForms) {
    const auto nov_1994 = at(year{1994} / 11 / 6, 8h + 49min + 37s);
    EXPECT_EQ(parse_http_date("Sun, 06 Nov 1994 08:49:37 GMT"), nov_1994);
    EXPECT_EQ(parse_http_date("Sun Nov  6 08:49:37 1994"), nov_1994);
    EXPECT_EQ(parse_http_date("Sun Nov 16 08:49:37 1994"), at(year{1994} / 11 / 16, 8h + 49min + 37s));
    EXPECT_EQ(parse_http_date("Friday, 06-Nov-26 08:49:37 GMT"), at(year{2026} / 11 / 6, 8h + 49min + 37s));
}

TEST(HttpDate, KnowsEveryMonthAndDay) {
    const char* const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    for (unsigned month = 1; month <= 12; ++month)
        EXPECT_EQ(parse_http_date("Mon, 28 " + std::string(months[month - 1]) + " 2026 00:00:00 GMT"),
                  at(year{2026} / std::chrono::month(month) / 28, 0s));
    for (const char* day : {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"})
        EXPECT_TRUE(parse_http_date(std::string(day) + ", 01 Jan 2026 00:00:00 GMT")) << day;
    for (const char* day : {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"})
        EXPECT_TRUE(parse_http_date(std::string(day) + ", 01-Jan-26 00:00:00 GMT")) << day;
}

TEST(HttpDate, KnowsTheEdgesOfDaysAndYears) {
    EXPECT_EQ(parse_http_date("Thu, 31 Dec 2026 23:59:59 GMT"), at(year{2026} / 12 / 31, 23h + 59min + 59s));
    EXPECT_EQ(parse_http_date("Fri, 01 Jan 2027 00:00:00 GMT"), at(year{2027} / 1 / 1, 0s));
    EXPECT_EQ(parse_http_date("Thu, 29 Feb 2024 12:00:00 GMT"), at(year{2024} / 2 / 29, 12h));
    EXPECT_EQ(parse_http_date("Thu, 31 Dec 2026 23:59:60 GMT"), at(year{2026} / 12 / 31, 23h + 59min + 59s))
        << "a leap second";
    EXPECT_EQ(parse_http_date("Thu, 01 Jan 1970 00:00:00 GMT"), sys_seconds{});
    EXPECT_EQ(parse_http_date("Thursday, 31-Dec-99 00:00:00 GMT"), at(year{2099} / 12 / 31, 0s));
}

TEST(HttpDate, RefusesWhatIsNone) {
    for (const std::string_view text : {"",
                                        "now",
                                        "0",
                                        "2026-01-01T00:00:00Z",
                                        "Sun, 06 Nov 1994 08:49:37",
                                        "Sun, 06 Nov 1994 08:49:37 UTC",
                                        "Sun, 06 Nov 1994 08:49:37 GMT ",
                                        " Sun, 06 Nov 1994 08:49:37 GMT",
                                        "Sun, 6 Nov 1994 08:49:37 GMT",
                                        "sun, 06 nov 1994 08:49:37 gmt",
                                        "Sun, 06 Nov 94 08:49:37 GMT",
                                        "Sun,06 Nov 1994 08:49:37 GMT",
                                        "Xyz, 06 Nov 1994 08:49:37 GMT",
                                        "Sun, 06 Foo 1994 08:49:37 GMT",
                                        "Sun, 06 Nov 1994 8:49:37 GMT",
                                        "Sun, 06 Nov 1994 08:49 GMT",
                                        "Sun, 06 Nov +994 08:49:37 GMT",
                                        "Sun, 06 Nov 1994 08:49:37 GMTT",
                                        "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
                                        "Sun, 06-Nov-94 08:49:37 GMT",
                                        "Sunday, 06-Nov-1994 08:49:37 GMT",
                                        "Sun Nov 6 08:49:37 1994",
                                        "Sun Nov  6 08:49:37 1994 GMT",
                                        "Sun Nov  6 08:49:37 94"})
        EXPECT_FALSE(parse_http_date(text)) << text;
}

TEST(HttpDate, RefusesTimesThatDoNotExist) {
    for (const std::string_view text :
         {"Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 32 Jan 1994 08:49:37 GMT", "Sun, 31 Nov 1994 08:49:37 GMT",
          "Sun, 29 Feb 2026 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT", "Sun, 06 Nov 1994 08:60:37 GMT",
          "Sun, 06 Nov 1994 08:49:61 GMT", "Sun Nov  0 08:49:37 1994"})
        EXPECT_FALSE(parse_http_date(text)) << text;
}

TEST(HttpDate, RefusesEveryBeginning) {
    for (const std::string_view text :
         {"Sun, 06 Nov 1994 08:49:37 GMT", "Friday, 06-Nov-26 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"}) {
        ASSERT_TRUE(parse_http_date(text)) << text;
        for (std::size_t cut = 0; cut < text.size(); ++cut)
            EXPECT_FALSE(parse_http_date(text.substr(0, cut))) << text.substr(0, cut);
    }
}

}  // namespace
}  // namespace dynaco::wire::http_date_test
