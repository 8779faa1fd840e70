#include "json/quoted.hpp"

#include <dynaco/detail/model/time_codec.hpp>

#include <string>
#include <string_view>

namespace dynaco {
namespace {

namespace chrono = std::chrono;

constexpr int first_year = 1;  // as in Python's datetime
constexpr int last_year = 9999;

// Writes `value` in `width` digits.
char* put(char* at, unsigned value, int width) {
    for (int i = width; i-- > 0; value /= 10) at[i] = static_cast<char>('0' + value % 10);
    return at + width;
}

bool has_a_year_of_four_digits(chrono::year_month_day date) {
    return date.year() >= chrono::year(first_year) && date.year() <= chrono::year(last_year);
}

char* put_date(char* at, chrono::year_month_day date) {
    at = put(at, static_cast<unsigned>(static_cast<int>(date.year())), 4);
    *at++ = '-';
    at = put(at, static_cast<unsigned>(date.month()), 2);
    *at++ = '-';
    return put(at, static_cast<unsigned>(date.day()), 2);
}

/// Parses a text from its front. After the first failure, `good` stays false.
class time_scanner {
 public:
    explicit time_scanner(std::string_view text) : text_(text) {}

    bool take(char c) {
        if (text_.empty() || text_.front() != c) return false;
        text_.remove_prefix(1);
        return true;
    }
    bool expect(char c) { return good_ = good_ && take(c); }
    /// Reads a number of `width` digits, from `least` to `most`.
    int number(std::size_t width, int least, int most) {
        int value = 0;
        for (std::size_t i = 0; i < width; ++i) value = value * 10 + digit();
        good_ = good_ && value >= least && value <= most;
        return value;
    }
    /// Reads the digits after a decimal point, in units of 1E-9.
    std::int32_t fraction() {
        std::int32_t value = 0;
        int places = 0;
        for (; places < 9 && next_is_digit(); ++places) value = value * 10 + digit();
        if (places == 0) good_ = false;
        for (; places < 9; ++places) value *= 10;
        return value;
    }
    [[nodiscard]] bool next_is_digit() const {
        return !text_.empty() && text_.front() >= '0' && text_.front() <= '9';
    }
    bool fail() { return good_ = false; }
    [[nodiscard]] bool good() const { return good_; }
    [[nodiscard]] bool complete() const { return good_ && text_.empty(); }

 private:
    int digit() {
        if (!next_is_digit()) return good_ = false, 0;
        const int value = text_.front() - '0';
        text_.remove_prefix(1);
        return value;
    }

    std::string_view text_;
    bool good_ = true;
};

chrono::year_month_day scan_date(time_scanner& text) {
    const chrono::year year(text.number(4, first_year, last_year));
    text.expect('-');
    const chrono::month month(static_cast<unsigned>(text.number(2, 1, 12)));
    text.expect('-');
    const chrono::day day(static_cast<unsigned>(text.number(2, 1, 31)));
    const chrono::year_month_day date(year, month, day);
    if (!date.ok()) text.fail();
    return date;
}

// Reads a time zone: Z, +hh, +hhmm or +hh:mm.
chrono::minutes scan_zone(time_scanner& text) {
    if (text.take('Z') || text.take('z')) return {};
    const bool west = text.take('-');
    if (!west) text.expect('+');
    const chrono::hours hours(text.number(2, 0, 23));
    chrono::minutes minutes{};
    if (text.take(':') || text.next_is_digit()) minutes = chrono::minutes(text.number(2, 0, 59));
    return west ? -(hours + minutes) : hours + minutes;
}

bool scan_instant(std::string_view form, detail::model::instant& point) {
    time_scanner text(form);
    const auto date = scan_date(text);
    if (!text.take('T') && !text.take('t')) text.expect(' ');
    const chrono::hours hours(text.number(2, 0, 23));
    text.expect(':');
    const chrono::minutes minutes(text.number(2, 0, 59));
    text.expect(':');
    const chrono::seconds seconds(text.number(2, 0, 59));
    point.nanoseconds = text.take('.') ? text.fraction() : 0;
    const chrono::minutes zone = scan_zone(text);
    if (!text.complete()) return false;
    const chrono::sys_seconds time = chrono::sys_days(date) + hours + minutes + seconds - zone;
    point.seconds = time.time_since_epoch().count();
    return true;
}

// PynamoDB wrote years before 1000 without leading zeros. When it reads, it adds the zeros in this way.
std::string with_year_of_four_digits(std::string_view text) {
    constexpr std::size_t full = std::string_view("0001-01-01T00:00:00.000000+0000").size();
    std::string padded(text);
    if (text.size() < full && text.size() >= full - 3 && text.ends_with("+0000"))
        padded.insert(0, full - text.size(), '0');
    return padded;
}

bool refuse(detail::json::reader& in, std::string_view text, std::string_view what) {
    return in.fail(errc::invalid_value, detail::json::quoted(text) + " is not " + std::string(what));
}

bool date_is_out_of_range(detail::json::writer& out) {
    return out.fail(errc::invalid_value, "the date does not exist or is not in the years 1 to 9999");
}

}  // namespace

namespace detail::model {

bool instant_is_before_what_can_be_read(json::writer& out) {
    return out.fail(errc::invalid_value,
                    "the time is too early: truncated to microseconds, it is outside the range of its type; "
                    "use a later time, or leave an optional member empty");
}
bool year_is_out_of_range(json::writer& out) {
    return out.fail(errc::invalid_value,
                    "the time is not in the years 1 to 9999; if it means \"never\", use an optional member");
}
bool instant_is_finer_than_the_member(json::reader& in) {
    return in.fail(errc::invalid_value, "the time is more precise than the member's unit");
}
bool instant_is_out_of_range(json::reader& in) {
    return in.fail(errc::invalid_value, "the time is outside the range of the member's type");
}

bool write_instant(json::writer& out, chrono::sys_seconds seconds, chrono::microseconds fraction) {
    const auto day = chrono::floor<chrono::days>(seconds);
    const chrono::year_month_day date(day);
    if (!has_a_year_of_four_digits(date)) return year_is_out_of_range(out);
    const chrono::hh_mm_ss<chrono::seconds> time(seconds - day);
    char text[] = "\"YYYY-MM-DDThh:mm:ss.ffffff+0000\"";
    char* at = put_date(text + 1, date) + 1;
    at = put(at, static_cast<unsigned>(time.hours().count()), 2) + 1;
    at = put(at, static_cast<unsigned>(time.minutes().count()), 2) + 1;
    at = put(at, static_cast<unsigned>(time.seconds().count()), 2) + 1;
    put(at, static_cast<unsigned>(fraction.count()), 6);
    out.raw({text, sizeof text - 1});
    return true;
}

bool read_instant(json::reader& in, instant& point) {
    std::string_view text;
    if (!in.string(text)) return false;
    if (scan_instant(text, point) || scan_instant(with_year_of_four_digits(text), point)) return true;
    return refuse(in, text, "a time with a time zone, such as 2026-01-31T23:59:59.000000+0000");
}

}  // namespace detail::model

bool codec<chrono::year_month_day>::write(detail::json::writer& out, const chrono::year_month_day& date) {
    if (!date.ok() || !has_a_year_of_four_digits(date)) return date_is_out_of_range(out);
    char text[] = "\"YYYY-MM-DD\"";
    put_date(text + 1, date);
    out.raw({text, sizeof text - 1});
    return true;
}

bool codec<chrono::year_month_day>::read(detail::json::reader& in, attribute_type,
                                         chrono::year_month_day& date) {
    std::string_view text;
    if (!in.string(text)) return false;
    time_scanner scan(text);
    date = scan_date(scan);
    return scan.complete() || refuse(in, text, "a date, such as 2026-01-31");
}

}  // namespace dynaco
