#include "identity/text/rfc3339.hpp"

#include "core/ascii.hpp"

#include <algorithm>

namespace dynaco::identity {
namespace {

namespace chrono = std::chrono;
using chrono::system_clock;

// The clock's 64-bit nanoseconds reach from 1677 to 2262.
constexpr chrono::sys_seconds first_time = chrono::sys_days(chrono::year(1678) / 1 / 1);
constexpr chrono::sys_seconds last_time = chrono::sys_days(chrono::year(2262) / 1 / 1) - chrono::seconds(1);

// Reads from the front of the text. After the first mismatch the text counts as invalid.
class reader {
 public:
    explicit reader(std::string_view text) noexcept : text_(text) {}

    [[nodiscard]] bool next_is(std::string_view any_of) const noexcept {
        return !text_.empty() && any_of.find(text_.front()) != std::string_view::npos;
    }
    [[nodiscard]] bool next_is_digit() const noexcept {
        return !text_.empty() && detail::is_digit(text_.front());
    }
    bool take(std::string_view any_of) noexcept {
        if (!next_is(any_of)) return false;
        text_.remove_prefix(1);
        return true;
    }
    void expect(std::string_view any_of) noexcept { good_ = take(any_of) && good_; }
    /// Reads a number of `width` digits, at most `most`.
    unsigned number(int width, unsigned most) noexcept {
        unsigned value = 0;
        for (int i = 0; i < width; ++i) value = value * 10 + digit();
        good_ = good_ && value <= most;
        return value;
    }
    /// Reads the digits after a point; the first nine are used.
    chrono::nanoseconds fraction() noexcept {
        good_ = good_ && next_is_digit();
        chrono::nanoseconds value{};
        for (chrono::nanoseconds unit = chrono::milliseconds(100); next_is_digit(); unit /= 10)
            value += unit * digit();
        return value;
    }
    [[nodiscard]] bool complete() const noexcept { return good_ && text_.empty(); }

 private:
    unsigned digit() noexcept {
        if (!next_is_digit()) {
            good_ = false;
            return 0;
        }
        const auto value = static_cast<unsigned>(text_.front() - '0');
        text_.remove_prefix(1);
        return value;
    }

    std::string_view text_;
    bool good_ = true;
};

// Z, +hh:mm, +hhmm, +hh:mm:ss.
chrono::seconds zone(reader& text) noexcept {
    if (text.take("Zz")) return {};
    const bool west = text.next_is("-");
    text.expect("+-");
    const chrono::hours hours(text.number(2, 23));
    const bool parted = text.take(":");
    const chrono::minutes minutes(text.number(2, 59));
    chrono::seconds seconds{};
    if (parted && text.take(":")) seconds = chrono::seconds(text.number(2, 59));
    const chrono::seconds offset = hours + minutes + seconds;
    return west ? -offset : offset;
}

}  // namespace

std::optional<system_clock::time_point> parse_rfc3339(std::string_view form) noexcept {
    reader text(form);
    const chrono::year year(static_cast<int>(text.number(4, 9999)));
    text.expect("-");
    const chrono::month month(text.number(2, 12));
    text.expect("-");
    const chrono::year_month_day date(year, month, chrono::day(text.number(2, 31)));
    text.expect("Tt ");
    const chrono::hours hours(text.number(2, 23));
    text.expect(":");
    const chrono::minutes minutes(text.number(2, 59));
    text.expect(":");
    const chrono::seconds seconds(std::min(text.number(2, 60), 59U));
    chrono::nanoseconds fraction{};
    if (text.take(".")) fraction = text.fraction();
    const chrono::seconds offset = zone(text);
    if (!text.complete() || !date.ok()) return std::nullopt;
    const chrono::sys_seconds time = chrono::sys_days(date) + hours + minutes + seconds - offset;
    if (time < first_time || time > last_time)
        return system_clock::time_point(time < first_time ? first_time : last_time);
    return time + chrono::duration_cast<system_clock::duration>(fraction);
}

}  // namespace dynaco::identity
